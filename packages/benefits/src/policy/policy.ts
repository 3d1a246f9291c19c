/**
 * A region's policy as data: what is written in a file, and what is read from it. Amounts are yuan in the file and fen in memory, shares
 * 0 to 1 and ten-thousandths. Every figure names its source or `unverified` (docs/benefits.md).
 */
import { parseCivilDate } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import { z } from 'zod';
import { SUPPLEMENTS } from '../model.ts';
import { shareFigure, switchFigure, UNVERIFIED, whenSchema, yuan, yuanFigure } from './figure.ts';

const text = z.string().min(1);
const texts = z.array(text).min(1);
const name = z.strictObject({ zh: text, en: text });
const day = z.string().transform((value, context) => {
  const parsed = parseCivilDate(value);
  if (parsed.ok) return parsed.value;
  context.addIssue({ code: 'custom', message: 'not a day yyyy-MM-dd' });
  return z.NEVER;
});

/** Where figures were read. */
const source = z.strictObject({
  title: text,
  /** 文号, where it has one. */
  number: text.nullable(),
  issued_by: text,
  in_force_from: text.nullable(),
  url: text,
  /** `official`: the document itself was read; `transcript`: a copy or summary by others, to be compared with it. */
  read: z.enum(['official', 'transcript']),
  note: text.optional(),
});

/** Shares of money between `from` and the next tier's, the last one open. */
const tiers = z
  .array(z.strictObject({ from: yuan, share: shareFigure }))
  .min(1)
  .refine((all) => all[0]?.from === 0, 'the first tier begins at 0')
  .refine((all) => all.every(({ from }, at) => at === 0 || from > (all[at - 1]?.from ?? 0)), 'tiers rise');

const limit = z.strictObject({
  /** Claims of benefits that name the same group share the limit. */
  group: text,
  name,
  /** `fund`: what the fund pays; `scope`: the in-scope money it looks at. */
  of: z.enum(['fund', 'scope']),
  per: z.enum(['year', 'quarter', 'month', 'day', 'claim']),
  /** Each 病种 has a limit of its own. */
  by_disease: z.boolean().default(false),
  amount: yuanFigure,
  /** In-scope money above it goes to the supplement `above-limit`. */
  overflows: z.boolean().default(false),
});

const deductible = z.strictObject({
  group: text,
  /** `stay`: once for each stay, also when it is settled in parts; `year`: up to the amount in a year; `claim`: each time. */
  per: z.enum(['year', 'stay', 'claim']),
  amount: yuanFigure,
});

const benefit = z.strictObject({
  id: text,
  name,
  /** Beginnings of med_type; the longest that fits decides among benefits. */
  med_type: texts,
  when: whenSchema.optional(),
  /** Only for a disease that the person is recognised for. */
  recognised_disease: z.boolean().default(false),
  fund_pay_type: text,
  deductible: deductible.optional(),
  pays: z.discriminatedUnion('by', [
    /** `over`: tiers go by the money of the claim (a stay being one, in however many parts) or of the year in a group. */
    z.strictObject({ by: z.literal('share'), over: z.enum(['claim', 'year']), group: text, tiers }),
    /** 定额: the amount, never more than is in scope. */
    z.strictObject({ by: z.literal('amount'), amount: yuanFigure }),
    z.strictObject({ by: z.literal('nothing'), basis: text }),
  ]),
  limits: z.array(limit).default([]),
});

const supplement = z.strictObject({
  id: text,
  name,
  pays_as: z.enum(SUPPLEMENTS),
  fund_pay_type: text,
  /** Care whose burden it looks at. */
  med_type: texts,
  /** Who is entitled; absent: all of the scheme. */
  when: whenSchema.optional(),
  /** `above-limit`: in-scope money above an overflowing limit; `burden`: in-scope money that is left to the person. */
  of: z.enum(['above-limit', 'burden']),
  /** Of the year's money it looks at; tiers count from 0, so one that begins below it is cut. */
  deductible: yuanFigure,
  tiers,
  limits: z.array(limit).default([]),
});

const scheme = z.strictObject({
  insutype: texts,
  name,
  benefits: z.array(benefit).min(1),
  /** In the order in which they pay. */
  supplements: z.array(supplement),
  /** 异地: `first` of the in-scope money is the person's before anything else; shares of the pool are multiplied by `factor`. */
  out_of_area: z.strictObject({ first: shareFigure, factor: shareFigure }),
});

const policySchema = z.strictObject({
  id: text,
  name,
  /** Beginning of the 医保区划 that pool together; care elsewhere is 异地. */
  admdvs: z.string().regex(/^\d{2,6}$/),
  valid_from: day,
  valid_to: day.nullable(),
  sources: z.record(text, source),
  /** 人员身份类别 codes that conditions name. */
  identities: z.record(text, z.strictObject({ name, basis: text })),
  catalogue: z.strictObject({
    /** 先行自付比例 of a line whose catalogue row gives none. */
    selfpay: shareFigure,
    /** Whether a limited item (限制使用) is payable without the hospital's word (hosp_appr_flag other than 1 and 2). */
    limited_without_word: switchFigure,
  }),
  /** Which year a stay over the turn of the year belongs to. */
  year_of_stay: z.strictObject({ value: z.enum(['settled', 'admitted']), basis: text }),
  account: z.strictObject({
    /** Whether accounts may pay what is outside the catalogue (全自费, 超限价). */
    pays_outside: switchFigure,
  }),
  schemes: z.array(scheme).min(1),
});

export type Policy = z.output<typeof policySchema>;
export type Scheme = Policy['schemes'][number];
export type Benefit = Scheme['benefits'][number];
export type Supplement = Scheme['supplements'][number];
export type Limit = Benefit['limits'][number];
export type Tier = Supplement['tiers'][number];

/**
 * Reads a policy file.
 * @throws SH-S001 with the place in the file of the first thing that is wrong
 */
export function readPolicy(json: unknown): Policy {
  const parsed = policySchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw shouhuError('SH-S001', { at: issue?.path.join('.') ?? '', reason: issue?.message ?? '' });
  }
  const policy = parsed.data;
  if (policy.valid_to !== null && policy.valid_to < policy.valid_from) {
    throw shouhuError('SH-S001', { at: 'valid_to', reason: 'before valid_from' });
  }
  for (const { at, value } of namedIn(json, 'basis')) {
    if (value !== UNVERIFIED && !(value in policy.sources)) {
      throw shouhuError('SH-S001', { at, reason: `no such source: ${value}` });
    }
  }
  for (const { at, value } of namedIn(json, 'identity')) {
    if (!(value in policy.identities)) throw shouhuError('SH-S001', { at, reason: `no such identity: ${value}` });
  }
  return policy;
}

interface Named {
  readonly at: string;
  readonly value: string;
}

/** The texts, or lists of texts, that stand under a key anywhere in a file, with their place. */
function namedIn(json: unknown, wanted: string, at = ''): readonly Named[] {
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([key, value]: [string, unknown]) => {
    const here = at === '' ? key : `${at}.${key}`;
    if (key !== wanted) return namedIn(value, wanted, here);
    const values: unknown[] = Array.isArray(value) ? value : [value];
    return values.filter((each) => typeof each === 'string').map((each) => ({ at: here, value: each }));
  });
}
