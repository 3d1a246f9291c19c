/** Claims and persons for tests, and generators of them. */
import { civilDate, fen, price, quantity, ratio } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import * as fc from 'fast-check';
import type { Claim, ClaimLine, Insured } from './model.ts';

export function on(year: number, month: number, day: number): CivilDate {
  const date = civilDate(year, month, day);
  if (date === undefined) throw new RangeError('no such day');
  return date;
}

export const worker: Insured = {
  psn_no: 'P1',
  insutype: '310',
  psn_type: '1101',
  gend: '1',
  brdy: on(1980, 5, 1),
  cvlserv_flag: '0',
  identities: [],
  chronic: ['M1', 'M2'],
};

/** A line of so many fen, class 甲, unless said otherwise. */
export function lineOf(amount: number, more: Partial<ClaimLine> = {}): ClaimLine {
  return {
    feedetl_sn: '1',
    med_list_codg: 'X1',
    list_type: '101',
    chrgitm_lv: '01',
    selfpay_prop: null,
    pric_uplmt_amt: null,
    lmt_used_flag: '0',
    hosp_appr_flag: '0',
    cnt: quantity(amount < 0 ? -10_000 : 10_000),
    pric: price(Math.abs(amount) * 10_000),
    det_item_fee_sumamt: fen(amount),
    ...more,
  };
}

/** A stay at home in a third-grade hospital, unless said otherwise. */
export function claimOf(amounts: readonly number[], more: Partial<Claim> = {}): Claim {
  const day = more.day ?? on(2026, 3, 10);
  return {
    mdtrt_id: 'M1',
    day,
    begndate: day,
    med_type: '21',
    hosp_lv: '02',
    fixmedins_type: '1',
    admdvs: '990101',
    insuplc_admdvs: '990101',
    filing: null,
    emergency: false,
    dise_codg: null,
    matn_type: null,
    mid_setl: false,
    lines: amounts.map((amount, at) => lineOf(amount, { feedetl_sn: String(at + 1) })),
    acct_used: false,
    acct_balance_fen: fen(0),
    mulaid_balance_fen: fen(0),
    ...more,
  };
}

/** Amounts up to a million yuan, most of them small. */
const amount = fc.oneof(fc.nat({ max: 100_000 }), fc.nat({ max: 3_000_000 }), fc.nat({ max: 100_000_000 }));

const line = fc.record({
  amount,
  chrgitm_lv: fc.constantFrom('01', '01', '02', '03'),
  selfpay_prop: fc.option(fc.nat({ max: 10_000 }).map(ratio)),
  cap: fc.option(fc.nat({ max: 100_000_000 })),
  lmt_used_flag: fc.constantFrom('0', '1'),
  hosp_appr_flag: fc.constantFrom('0', '1', '2'),
});

/** One claim of 2026, of any kind that the policy `harsh` knows. */
export const claims: fc.Arbitrary<Claim> = fc
  .record({
    lines: fc.array(line, { minLength: 1, maxLength: 6 }),
    month: fc.integer({ min: 1, max: 12 }),
    med_type: fc.constantFrom('21', '21', '24', '11', '14', '52'),
    hosp_lv: fc.constantFrom('02', '05', '08', '11'),
    admdvs: fc.constantFrom('990101', '110101'),
    filing: fc.constantFrom(null, 'resident', 'referral', 'temporary' as const),
    emergency: fc.boolean(),
    dise_codg: fc.constantFrom('M1', 'M2'),
    visit: fc.integer({ min: 1, max: 4 }),
    mid_setl: fc.boolean(),
    acct_used: fc.boolean(),
    acct: fc.nat({ max: 1_000_000 }),
    mulaid: fc.nat({ max: 100_000 }),
  })
  .map(({ lines, month, visit, acct, mulaid, ...rest }) =>
    claimOf([], {
      ...rest,
      mdtrt_id: `M${visit}`,
      day: on(2026, month, 15),
      begndate: on(2026, month, 10),
      acct_balance_fen: fen(acct),
      mulaid_balance_fen: fen(mulaid),
      lines: lines.map(({ amount: sum, cap, ...more }, at) =>
        lineOf(sum, { feedetl_sn: String(at + 1), pric_uplmt_amt: cap === null ? null : price(cap * 10_000), ...more }),
      ),
    }),
  );

export const people: fc.Arbitrary<Insured> = fc
  .record({
    insutype: fc.constantFrom('310', '390'),
    cvlserv_flag: fc.constantFrom('0', '1'),
    identities: fc.constantFrom([], ['A']),
  })
  .map((some) => ({ ...worker, ...some }));
