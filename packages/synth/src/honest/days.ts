/** The days of one person: which are taken, and which lie near a stay. */
import type { Random } from '../random.ts';
import type { DayTable } from './calendar.ts';

const TAKEN = 1;
const NEAR_STAY = 2;
/** Days between two stays that have nothing to do with each other. */
const BETWEEN_STAYS = 16;
const TRIES = 8;

export class Days {
  readonly #first: number;
  readonly #marks: Uint8Array;

  /** Both days included; nothing happens outside. */
  constructor(first: number, last: number, busy: readonly { readonly from: number; readonly to: number }[] = []) {
    this.#first = first;
    this.#marks = new Uint8Array(Math.max(0, last - first + 1));
    for (const { from, to } of busy) {
      this.#mark(from, to, TAKEN);
      this.#mark(from - BETWEEN_STAYS, to + BETWEEN_STAYS, NEAR_STAY);
    }
  }

  /** Takes one day if it is free. */
  take(day: number): boolean {
    const at = day - this.#first;
    const mark = this.#marks[at];
    if (mark === undefined || (mark & TAKEN) !== 0) return false;
    this.#marks[at] = mark | TAKEN;
    return true;
  }

  /** Takes a day of the table, or none after some tries. */
  any(random: Random, table: DayTable): number | undefined {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const day = table[random.int(table.length)];
      if (day !== undefined && this.take(day)) return day;
    }
    return undefined;
  }

  /** Takes `length` days for a stay away from any other; its end may lie beyond the last day. */
  stay(random: Random, table: DayTable, length: number, mayOutlast: boolean): number | undefined {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const begin = table[random.int(table.length)] ?? -1;
      const outlasts = begin + length > this.#first + this.#marks.length;
      if ((mayOutlast || !outlasts) && this.takeStay(begin, length, NEAR_STAY)) return begin;
    }
    return undefined;
  }

  /** Takes the days of a stay from a given day on, with a day on either side; also near another one. */
  takeStay(begin: number, length: number, shuns = 0): boolean {
    const from = begin - this.#first;
    if (from < 0 || from >= this.#marks.length) return false;
    const to = Math.min(this.#marks.length, from + length);
    for (let at = from; at < to; at += 1) if (((this.#marks[at] ?? 0) & (TAKEN | shuns)) !== 0) return false;
    this.#mark(begin - 1, begin + length, TAKEN);
    this.#mark(begin - BETWEEN_STAYS, begin + length - 1 + BETWEEN_STAYS, NEAR_STAY);
    return true;
  }

  #mark(from: number, to: number, mark: number): void {
    const last = Math.min(this.#marks.length - 1, to - this.#first);
    for (let at = Math.max(0, from - this.#first); at <= last; at += 1) this.#marks[at] = (this.#marks[at] ?? 0) | mark;
  }
}
