/** A whole week on a platform of its own: mornings, nights, the end of the month, and what the platform proves of itself after it. */
import { randomUUID } from 'node:crypto';
import { compareYesterday, makePublic, proveBooks, proveDecisions } from '@shouhu/server';
import type { BooksProved, DayCompared, DecisionsProved, Public } from '@shouhu/server';
import type { County, Period, Playing } from '@shouhu/his';
import { ask } from './commands/demo-person.ts';
import { REGION } from './his-platform.ts';
import type { HisPlatform } from './his-platform.ts';
import type { PlayedClock, PlayedDays } from './his-days.ts';

/** After the first patients' times of a day, so that nothing that is told lies ahead. */
const MORNING = '10:00:00';
/** When the platform judges the day before. */
const NIGHT = '01:30:00';
/** When a month may be computed, and when it is approved and paid. */
const [CLOSING, PAYING] = ['02:00:00', '10:00:00'];
/** What the funds of the month got, in fen. */
const INCOME = 500_000_000;
const FUNDS = ['310100', '390100', '390200', '330100', '320100', '610100'] as const;

export interface Proof {
  readonly books: BooksProved;
  readonly decisions: DecisionsProved;
  readonly nights: readonly DayCompared[];
  readonly cleared: readonly { readonly month: string; readonly institutions: number; readonly fen: number }[];
  readonly people: Pick<Public, 'vouchers' | 'families' | 'wallets'>;
  /** What is not as it should be. */
  readonly faults: readonly string[];
}

export class Week {
  readonly #on: HisPlatform;
  readonly #clock: PlayedClock;
  readonly #played: PlayedDays;
  readonly #people: Public;
  readonly #nights: DayCompared[] = [];

  private constructor(on: HisPlatform, clock: PlayedClock, played: PlayedDays, people: Public) {
    this.#on = on;
    this.#clock = clock;
    this.#played = played;
    this.#people = people;
  }

  static async begin(
    on: HisPlatform,
    clock: PlayedClock,
    played: PlayedDays,
    { persons, places }: County,
  ): Promise<Week> {
    return new Week(on, clock, played, await makePublic(on.services, REGION, persons, places));
  }

  /** How the days go on this platform. */
  get playing(): Pick<Playing, 'now' | 'isShown' | 'show' | 'faces' | 'onMorning' | 'onNight' | 'months'> {
    const { periods } = this.#played;
    return {
      now: this.#clock.now,
      isShown: this.#people.hasVoucher,
      show: this.#people.show,
      faces: this.#people.faces,
      onMorning: async (day) => this.#clock.set(this.#played.days[day] ?? '', MORNING),
      onNight: async (day) => {
        this.#clock.set(this.#played.days[day] ?? '', NIGHT, 1);
        this.#nights.push(await compareYesterday(this.#on.services));
      },
      months: { periods, close: async (period) => this.#close(period) },
    };
  }

  /** Each month is computed in the first night after its end; the last one is that of the last day. */
  async #close({ begin, end }: Period): Promise<void> {
    this.#clock.set(this.#played.days.at(-1) ?? end, CLOSING, 1);
    await ask(await this.#on.staff('auditor'), 'POST', '/api/clearing/compute', { month: begin.slice(0, 7) });
  }

  /** Approves and pays what was applied for, then proves books, decisions and nights. */
  async end(strange: number): Promise<Proof> {
    this.#clock.set(this.#played.days.at(-1) ?? '', PAYING, 1);
    const before = await proveBooks(this.#on.services);
    const cleared = await this.#pay();
    const books = await proveBooks(this.#on.services);
    const decisions = await proveDecisions(this.#on.services);
    const unexplained = this.#nights.filter(({ causes }) => (causes['unexplained'] ?? 0) > 0);
    const compared = this.#nights.reduce((sum, { visits }) => sum + visits, 0);
    const { vouchers, families, wallets } = this.#people;
    const faults = [
      ...before.broken.map((one) => `before clearing: ${one}`),
      ...books.broken,
      ...decisions.differing.map((id) => `decision ${id} does not replay`),
      ...unexplained.map(({ day, causes }) => `${day}: ${causes['unexplained']} unexplained`),
      ...(decisions.notChecked > 0 ? [`${decisions.notChecked} decisions without advice`] : []),
      ...(strange > 0 ? [`${strange} settlements of nobody`] : []),
      ...(compared === 0 ? ['no visit was compared'] : []),
    ];
    return { books, decisions, nights: this.#nights, cleared, people: { vouchers, families, wallets }, faults };
  }

  async #pay(): Promise<Proof['cleared']> {
    const [auditor, head] = [await this.#on.staff('auditor'), await this.#on.staff('head')];
    const cleared = [];
    for (const { begin, end } of this.#played.periods) {
      const month = begin.slice(0, 7);
      for (const fund of FUNDS) {
        const booking_id = randomUUID();
        const income = { booking_id, fund, source: 'premium', fen: INCOME, day: end, note: '征缴' };
        await ask(auditor, 'POST', '/api/funds/bookings', income);
        await ask(head, 'POST', `/api/funds/bookings/${booking_id}/decision`, { post: true });
      }
      const { ready } = await ask<{ ready: { fen: number } }>(head, 'GET', `/api/clearing/${month}`);
      await ask(head, 'POST', '/api/clearing/approve', { month, seen_fen: ready.fen });
      const { payable } = await ask<{ payable: { institutions: number; fen: number } }>(
        auditor,
        'GET',
        `/api/clearing/${month}`,
      );
      const order = { month, seen_fen: payable.fen, order_id: randomUUID() };
      await ask(auditor, 'POST', '/api/clearing/orders', order);
      cleared.push({ month, ...payable });
    }
    return cleared;
  }
}
