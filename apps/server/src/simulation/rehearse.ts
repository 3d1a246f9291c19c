/**
 * A seed without a database: a family's year by the pure parts alone that settle, cancel, post and show tokens, against plain sums. What the seeds over the
 * database cannot reach in number, this can: orders of settlements and cancellations, and balances that run out.
 */
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { calculate, newYear, putBack, samplePolicyOf } from '@shouhu/benefits';
import type { Accumulation, Calculation, Insured } from '@shouhu/benefits';
import { civilDate, fen } from '@shouhu/codes';
import { ShouhuError } from '@shouhu/errors';
import { Random, fork } from '@shouhu/synth';
import { postingsOf } from '../settlement/postings.ts';
import { assertUsedBy } from '../settlement/whole.ts';
import type { Used } from '../settlement/whole.ts';
import { begunAt, isMadeBy, readToken, tokenOf } from '../voucher/token.ts';
import { KINDS, STAY, YEAR, assertGrows, assertIdentities, claimOf } from './rehearsed-claims.ts';

/** The pure parts; tests plant faults in them. */
export const CORES = { calculate, putBack, postingsOf, isMadeBy };
export type Cores = typeof CORES;

export interface Rehearsed {
  readonly seed: number;
  readonly faults: readonly string[];
  readonly counts: Readonly<Record<(typeof REHEARSED)[number], number>>;
}

export const REHEARSED = ['settled', 'cancelled', 'refused', 'shown'] as const;

/** An employee who pays, one whom he helps, and a resident whom he helps too; each with a wallet. */
const FAMILY: readonly Insured[] = (
  [
    ['1', '310', '1101'],
    ['2', '310', '1201'],
    ['3', '390', '1501'],
  ] as const
).map(([psn_no, insutype, psn_type]) => ({
  psn_no,
  insutype,
  psn_type,
  gend: '1',
  brdy: civilDate(1970, 5, 1) ?? null,
  cvlserv_flag: psn_no === '1' ? '1' : '0',
  identities: psn_no === '3' ? ['002'] : [],
  chronic: ['M1'],
}));
const PLACES = ['H1', 'H2', 'P1'] as const;
const [LEAST_STEPS, MOST_STEPS] = [4, 14];

interface Settled extends Used {
  readonly calculation: Calculation;
  readonly postings: ReturnType<typeof postingsOf>;
}

export function rehearse(seed: number, cores: Cores = CORES): Rehearsed {
  const year = new Year(new Random(fork(seed, 40)), cores);
  const faults: string[] = [];
  try {
    year.run();
  } catch (error) {
    faults.push(error instanceof Error ? error.message : String(error));
  }
  return { seed, faults, counts: year.counts };
}

class Year {
  readonly #random: Random;
  readonly #cores: Cores;
  readonly #balances = new Map<string, number>();
  readonly #first: ReadonlyMap<string, number>;
  readonly #used = new Map<string, { used: Accumulation; settlements: number }>();
  readonly #rows: Settled[] = [];
  readonly counts = { settled: 0, cancelled: 0, refused: 0, shown: 0 };
  #serial = 0;

  constructor(random: Random, cores: Cores) {
    this.#random = random;
    this.#cores = cores;
    for (const { psn_no, insutype } of FAMILY) {
      this.#balances.set(`wallet:${psn_no}`, random.pick([0, random.int(3_000), random.int(60_000)]));
      this.#balances.set(
        `acct:${psn_no}`,
        insutype === '310' ? random.pick([0, random.int(20_000), random.int(300_000)]) : 0,
      );
    }
    this.#first = new Map(this.#balances);
  }

  run(): void {
    const steps = this.#random.between(LEAST_STEPS, MOST_STEPS);
    for (let nth = 0; nth < steps; nth += 1) {
      const standing = this.#standing();
      if (standing.length > 0 && this.#random.chance(3_500)) this.#cancel(this.#random.pick(standing));
      else this.#settle(nth / steps);
    }
    this.#show();
    this.#cancelAll();
  }

  #settle(share: number): void {
    const random = this.#random;
    const insured = random.pick(FAMILY);
    const { psn_no } = insured;
    const { used: before, settlements } = this.#usedOf(psn_no);
    const payers = random.chance(7_000) ? this.#payersFor(psn_no) : [];
    const isOwn = insured.insutype === '310';
    const stays = Object.keys(before.open);
    const mdtrt_id = stays.length > 0 && random.chance(6_000) ? random.pick(stays) : undefined;
    const claim = claimOf(random, share, {
      mdtrt_id: mdtrt_id ?? this.#id(),
      med_type: mdtrt_id === undefined ? random.pick(KINDS) : STAY,
      acct_used: payers.length > 0 || random.chance(5_000),
      acct_balance_fen: fen(isOwn ? (this.#balances.get(`acct:${psn_no}`) ?? 0) : 0),
      mulaid_balance_fen: fen(payers.reduce((sum, { balance_fen }) => sum + balance_fen, 0)),
    });
    const input = { policy: samplePolicyOf(claim), insured, before, claim };
    const calculation = this.#orRefused(() => this.#cores.calculate(input));
    if (calculation === undefined) return;
    if (random.chance(1_000))
      assert.ok(isDeepStrictEqual(this.#cores.calculate(input), calculation), 'settled again, another sum');
    assertIdentities(calculation);
    assertGrows(before, calculation.after);
    const postings = this.#cores.postingsOf(random.pick(PLACES), psn_no, calculation, payers);
    const { after: used_after } = calculation;
    this.#book(postings, 1);
    this.#used.set(psn_no, { used: used_after, settlements: settlements + 1 });
    const about = { psn_no, year: YEAR, nth: settlements + 1, mdtrt_id: claim.mdtrt_id, init_setl_id: null };
    this.#rows.push({ setl_id: this.#id(), ...about, used_before: before, used_after, calculation, postings });
    this.counts.settled += 1;
    this.#assertWhole(psn_no);
  }

  /** @returns false where it may not be taken back, now or any more */
  #cancel(row: Settled): boolean {
    const { psn_no, mdtrt_id, used_before, used_after, setl_id: init_setl_id } = row;
    const { used, settlements } = this.#usedOf(psn_no);
    // Parts of a stay build on each other: the till takes back the last one (`refuseUnlessLast`).
    if (this.#standing().some((other) => other.mdtrt_id === mdtrt_id && other.nth > row.nth)) return false;
    if (used_before === null || used_after === null) return false;
    const what = { before: used_before, after: used_after, mdtrt_id };
    const left = this.#orRefused(() => this.#cores.putBack(used, what));
    if (left === undefined) return false;
    this.#book(row.postings, -1);
    this.#used.set(psn_no, { used: left, settlements: settlements + 1 });
    const opposite = { setl_id: this.#id(), nth: settlements + 1, init_setl_id, used_before: null, used_after: null };
    this.#rows.push({ ...row, ...opposite });
    this.counts.cancelled += 1;
    this.#assertWhole(psn_no);
    return true;
  }

  /** Whatever the order, in the end everything is as it was in the beginning. */
  #cancelAll(): void {
    for (let rows = this.#standing(); rows.length > 0; rows = this.#standing()) {
      const order = rows.toSorted((a, b) => a.setl_id.length - b.setl_id.length || (a.setl_id < b.setl_id ? -1 : 1));
      const from = this.#random.int(order.length);
      const isBack = [...order.slice(from), ...order.slice(0, from)].some((row) => this.#cancel(row));
      assert.ok(isBack, 'nothing may be taken back');
    }
    for (const [psn_no, { used }] of this.#used)
      assert.deepEqual({ ...used, open: {} }, newYear(YEAR), `left of ${psn_no}`);
    assert.deepEqual(
      Object.fromEntries(this.#first),
      Object.fromEntries([...this.#balances].filter(([name]) => this.#first.has(name))),
    );
  }

  #book(postings: Settled['postings'], sign: 1 | -1): void {
    assert.equal(
      postings.reduce((sum, one) => sum + one.fen, 0),
      0,
      'an entry sums to 0',
    );
    for (const { account, fen: moved } of postings)
      this.#balances.set(account, (this.#balances.get(account) ?? 0) + sign * moved);
  }

  /** After something about a person. */
  #assertWhole(psn_no: string): void {
    let sum = 0;
    let owed = 0;
    for (const [account, balance] of this.#balances) {
      sum += balance;
      if (account.startsWith('payable:')) owed += balance;
      assert.ok(balance >= 0 || account.startsWith('accrued:'), `overdraft of ${account}`);
    }
    assert.equal(
      sum,
      [...this.#first.values()].reduce((total, one) => total + one, 0),
      'money is conserved',
    );
    const standing = this.#standing().map(({ calculation: { amounts } }) => amounts);
    const due = standing.reduce((total, one) => total + one.fund_pay_sumamt + one.acct_pay + one.acct_mulaid_pay, 0);
    assert.equal(owed, due, 'institutions are owed what stands');
    const own = this.#rows.filter((row) => row.psn_no === psn_no);
    assertUsedBy([{ psn_no, year: YEAR, ...this.#usedOf(psn_no) }], own);
  }

  /** A token is its voucher's, and with any other letter nobody's. */
  #show(): void {
    const random = this.#random;
    const hex = (bytes: number): string =>
      Array.from({ length: bytes * 2 }, () => random.int(16).toString(16)).join('');
    const [secret, handle, at] = [hex(32), hex(12), new Date(Date.UTC(YEAR, 0, 1) + random.int(31_536_000) * 1_000)];
    const token = tokenOf(secret, handle, begunAt(at, 60));
    const read = readToken(token);
    assert.ok(read !== undefined && this.#cores.isMadeBy(secret, read), 'a token is read');
    const place = random.int(token.length);
    const other = token[place] === 'A' ? 'B' : 'A';
    const altered = readToken(`${token.slice(0, place)}${other}${token.slice(place + 1)}`);
    assert.ok(altered === undefined || !this.#cores.isMadeBy(secret, altered), 'an altered token is nobody’s');
    this.counts.shown += 1;
  }

  #standing(): Settled[] {
    const back = new Set(this.#rows.map(({ init_setl_id }) => init_setl_id));
    return this.#rows.filter(({ init_setl_id, setl_id }) => init_setl_id === null && !back.has(setl_id));
  }

  #usedOf(psn_no: string): { used: Accumulation; settlements: number } {
    return this.#used.get(psn_no) ?? { used: newYear(YEAR), settlements: 0 };
  }

  /** The own wallet, then the employee who pays for the others. */
  #payersFor(psn_no: string): { account: string; balance_fen: number }[] {
    const accounts = [`wallet:${psn_no}`, ...(psn_no === '1' ? [] : ['acct:1'])];
    return accounts
      .map((account) => ({ account, balance_fen: this.#balances.get(account) ?? 0 }))
      .filter(({ balance_fen }) => balance_fen > 0);
  }

  #orRefused<Result>(work: () => Result): Result | undefined {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof ShouhuError)) throw error;
      this.counts.refused += 1;
      return undefined;
    }
  }

  #id(): string {
    return `S${(this.#serial += 1)}`;
  }
}
