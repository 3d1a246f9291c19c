/** How one person pays the own share: from the personal account while it lasts, from a relative's, or in cash. */
import type { Person, Visit } from '../model.ts';
import { Random, fork } from '../random.ts';

/** The parts of a person's share, in fen; they sum to it. */
export interface Paid {
  readonly acct_pay: number;
  readonly acct_mulaid_pay: number;
  readonly psn_cash_pay: number;
}

const DAYS_OF_MONTH = 30;

/** An account that is filled every month; asked in the order in which the person pays. */
export class Purse {
  readonly #random: Random;
  readonly #monthly: number;
  readonly #since: number;
  readonly #holds: boolean;
  /** A relative's account may be used: ten-thousandths of purchases. */
  readonly #shared: number;
  #spent = 0;
  #opening: number;

  /** `since` is the day of the opening balance; accounts are those of employees. */
  constructor(person: Person, since: number) {
    this.#random = new Random(fork(person.brdy, person.index));
    const old = person.psn_type.startsWith('12');
    this.#holds = person.insutype === '310';
    this.#monthly = this.#random.between(old ? 7000 : 9000, old ? 16_000 : 32_000);
    this.#opening = this.#random.between(20_000, 420_000);
    this.#since = since;
    this.#shared = this.#holds ? 0 : this.#random.chance(900) ? 7000 : 0;
  }

  /** Adds to what the account held on its first day. */
  endow(fen: number): void {
    this.#opening += fen;
  }

  /** Pays a share of a visit on a day. */
  pay(share: number, day: number, visit: Visit): Paid {
    const drugstore = visit.institution.fixmedins_type === '2';
    const inpatient = visit.med_type.startsWith('2') || visit.med_type === '52';
    const draw = this.#random.int(10_000);
    const wants = visit.pays ?? (this.#holds ? 'account' : draw < this.#shared ? 'family' : 'cash');
    if (wants === 'family') return split(share, 0, inpatient ? Math.floor(share / 5) : share);
    const willing = visit.pays === 'account' || drugstore ? draw < 9300 : inpatient ? draw < 5000 : draw < 8000;
    if (wants === 'cash' || !this.#holds || (!willing && visit.pays === undefined)) return split(share, 0, 0);
    const months = Math.floor(Math.max(0, day - this.#since) / DAYS_OF_MONTH);
    const acct = Math.min(share, Math.max(0, this.#opening + months * this.#monthly - this.#spent));
    this.#spent += acct;
    return split(share, acct, 0);
  }

  /** Puts back what a reversed settlement had taken. */
  putBack(acct_pay: number): void {
    this.#spent -= acct_pay;
  }

  /** What the account holds on a day. */
  balance(day: number): number {
    if (!this.#holds) return 0;
    const months = Math.floor(Math.max(0, day - this.#since) / DAYS_OF_MONTH);
    return this.#opening + months * this.#monthly - this.#spent;
  }
}

function split(share: number, acct_pay: number, acct_mulaid_pay: number): Paid {
  return { acct_pay, acct_mulaid_pay, psn_cash_pay: share - acct_pay - acct_mulaid_pay };
}
