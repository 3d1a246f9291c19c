/** A person and claims as a file, in yuan: for `shouhu benefits explain` and the worked examples. What is left out is the usual. */
import {
  fen,
  mulDiv,
  parseCivilDate,
  parsePrice,
  parseQuantity,
  parseRatio,
  parseYuan,
  price,
  PRICE_ONE_YUAN,
  quantity,
  QUANTITY_ONE,
} from '@shouhu/codes';
import type { Parsed } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import { z } from 'zod';
import type { Claim, ClaimLine, Insured } from './model.ts';

/** A value as packages/codes reads it, from a text or a number. */
const read = <Value>(parse: (text: string) => Parsed<Value, string>) =>
  z.union([z.string(), z.number()]).transform((given, context) => {
    const parsed = parse(String(given));
    if (parsed.ok) return parsed.value;
    context.addIssue({ code: 'custom', message: parsed.fault });
    return z.NEVER;
  });

const day = read(parseCivilDate);
const yuan = read(parseYuan);
const codes = z.array(z.string()).default([]);
const code = z.string().nullable().default(null);
const NOTHING = '0';
const FEN_TO_PRICE = PRICE_ONE_YUAN / 100;

const insured = z.strictObject({
  insutype: z.string(),
  psn_type: z.string(),
  gend: z.string().default('9'),
  brdy: day.nullable().default(null),
  cvlserv_flag: z.string().default(NOTHING),
  identities: codes,
  chronic: codes,
});

const line = z.strictObject({
  det_item_fee_sumamt: yuan,
  list_type: z.string().default('101'),
  chrgitm_lv: z.string().default('01'),
  selfpay_prop: read(parseRatio).nullable().default(null),
  pric_uplmt_amt: read(parsePrice).nullable().default(null),
  lmt_used_flag: z.string().default(NOTHING),
  hosp_appr_flag: z.string().default(NOTHING),
  cnt: read(parseQuantity).default(quantity(QUANTITY_ONE)),
});

const claim = z.strictObject({
  day,
  begndate: day.optional(),
  mdtrt_id: z.string().optional(),
  med_type: z.string(),
  hosp_lv: z.string(),
  fixmedins_type: z.string().default('1'),
  admdvs: z.string(),
  insuplc_admdvs: z.string(),
  filing: z.enum(['resident', 'referral', 'temporary']).nullable().default(null),
  emergency: z.boolean().default(false),
  dise_codg: code,
  matn_type: code,
  mid_setl: z.boolean().default(false),
  acct_balance: yuan.optional(),
  mulaid_balance: yuan.optional(),
  /** Where the scheme or the person changed since. */
  insured: insured.optional(),
  lines: z.array(line).min(1),
});

const file = z.strictObject({ title: z.string().optional(), insured, claims: z.array(claim).min(1) });

export interface FiledClaim {
  readonly claim: Claim;
  readonly insured: Insured;
}

/** @throws SH-S009 with the place in the file */
export function readClaims(json: unknown): { readonly title: string; readonly claims: readonly FiledClaim[] } {
  const parsed = file.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw shouhuError('SH-S009', { at: issue?.path.join('.') ?? '', reason: issue?.message ?? '' });
  }
  const { title = '', claims } = parsed.data;
  return {
    title,
    claims: claims.map((each, at) => ({
      claim: claimOf(each, at + 1),
      insured: { psn_no: 'P1', ...(each.insured ?? parsed.data.insured) },
    })),
  };
}

function claimOf(filed: z.output<typeof claim>, number: number): Claim {
  const { insured: _, acct_balance, mulaid_balance, ...given } = filed;
  return {
    ...given,
    mdtrt_id: given.mdtrt_id ?? `M${number}`,
    begndate: given.begndate ?? given.day,
    acct_used: acct_balance !== undefined,
    acct_balance_fen: acct_balance ?? fen(0),
    mulaid_balance_fen: mulaid_balance ?? fen(0),
    lines: given.lines.map((each, at) => lineOf(each, at + 1)),
  };
}

function lineOf(given: z.output<typeof line>, number: number): ClaimLine {
  const { det_item_fee_sumamt, cnt } = given;
  const pric = cnt === 0 ? 0 : mulDiv(Math.abs(det_item_fee_sumamt), FEN_TO_PRICE * QUANTITY_ONE, Math.abs(cnt));
  return { feedetl_sn: String(number), med_list_codg: `X${number}`, ...given, pric: price(pric) };
}
