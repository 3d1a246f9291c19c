/** Who lies in which bed: no bed holds two people at a time, and beds put up beside those of the house are numbered on. */
import type { Period } from './period.ts';
import type { Institution, Visit } from '../model.ts';

/** Nights of one bed, one bit each. */
type Bed = Uint32Array;

export class Wards {
  readonly #first: number;
  readonly #words: number;
  readonly #beds = new Map<Institution, Bed[]>();

  constructor({ firstDay, lastDay }: Period) {
    this.#first = firstDay;
    this.#words = Math.ceil((lastDay - firstDay + 1) / 32);
  }

  /** The number of a bed that is free for the stay's nights; the search begins in the ward of the doctor's department. */
  bedFor({ institution, doctor, begin, end }: Visit, lastDay: number): number {
    const beds = this.#bedsOf(institution);
    const from = Math.max(0, begin - this.#first);
    const to = Math.max(from, (end ?? lastDay + 1) - 1 - this.#first);
    const ward = wardStart(institution, doctor.dept.code);
    for (let tried = 0; tried < institution.bed_cnt; tried += 1) {
      const at = (ward + tried) % institution.bed_cnt;
      if (this.#takes(beds, at, from, to)) return at + 1;
    }
    for (let at = institution.bed_cnt; ; at += 1) if (this.#takes(beds, at, from, to)) return at + 1;
  }

  #bedsOf(institution: Institution): Bed[] {
    let beds = this.#beds.get(institution);
    if (beds === undefined) {
      beds = [];
      this.#beds.set(institution, beds);
    }
    return beds;
  }

  #takes(beds: Bed[], at: number, from: number, to: number): boolean {
    const bed = (beds[at] ??= new Uint32Array(this.#words));
    for (let night = from; night <= to; night += 1) {
      if (((bed[night >> 5] ?? 0) & (1 << (night & 31))) !== 0) return false;
    }
    for (let night = from; night <= to; night += 1) bed[night >> 5] = (bed[night >> 5] ?? 0) | (1 << (night & 31));
    return true;
  }
}

/** First bed of a department's ward. */
function wardStart({ bed_cnt, doctors }: Institution, dept: string): number {
  if (bed_cnt === 0) return 0;
  const place = doctors.findIndex((doctor) => doctor.dept.code === dept);
  return Math.floor((Math.max(0, place) * bed_cnt) / Math.max(1, doctors.length));
}
