/** A figure of a policy: rows with conditions, of which the first that fits holds; each says where it was read. */
import { parseDecimal } from '@shouhu/codes';
import { z } from 'zod';

/** A figure that nobody has read in a source: a default to be replaced. */
export const UNVERIFIED = 'unverified';

const texts = z.array(z.string().min(1)).min(1);
const count = z.int().nonnegative();

export const whenSchema = z.strictObject({
  /** Rank of the institution's grade: 3 三级 … 0 none. */
  rank: z.array(z.int().min(0).max(3)).min(1).optional(),
  fixmedins_type: texts.optional(),
  /** Beginnings of codes. */
  psn_type: texts.optional(),
  med_type: texts.optional(),
  list_type: texts.optional(),
  /** Whole codes. */
  chrgitm_lv: texts.optional(),
  matn_type: texts.optional(),
  dise_codg: texts.optional(),
  /** One of the person's identities. */
  identity: texts.optional(),
  cvlserv_flag: texts.optional(),
  place: z
    .array(z.enum(['local', 'resident', 'referral', 'temporary', 'emergency', 'unfiled']))
    .min(1)
    .optional(),
  /** This stay of the year or a later one. */
  stay_from: z.int().min(2).optional(),
  /** Completed years of life on the day of the visit. */
  age_from: count.optional(),
  age_below: count.optional(),
});

/** A condition; all that it names must hold. What is not known fits no condition. */
export type When = z.output<typeof whenSchema>;

/** What conditions are asked of. */
export interface Facts {
  readonly rank?: number | undefined;
  readonly fixmedins_type?: string;
  readonly psn_type?: string;
  readonly med_type?: string;
  readonly list_type?: string;
  readonly chrgitm_lv?: string;
  readonly matn_type?: string | null;
  readonly dise_codg?: string | null;
  readonly identities?: readonly string[];
  readonly cvlserv_flag?: string;
  readonly place?: string;
  readonly stay?: number;
  readonly age?: number | undefined;
}

const rowOf = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({ value, when: whenSchema.optional(), basis: z.string().min(1), note: z.string().optional() });

/** Rows of a kind of value, the last one without a condition; a single row may stand without brackets. */
const figureOf = <Value extends z.ZodType>(value: Value) =>
  z
    .union([rowOf(value).transform((row) => [row]), z.array(rowOf(value)).min(1)])
    .refine((rows) => rows.at(-1)?.when === undefined, 'the last row must hold without a condition')
    .refine((rows) => rows.slice(0, -1).every((row) => row.when !== undefined), 'only the last row holds always');

/** A number with at most `decimals` decimals, as an integer of that scale. */
const scaled = (decimals: number, max: number) =>
  z
    .number()
    .nonnegative()
    .max(max)
    .transform((value, context) => {
      const parsed = parseDecimal(String(value), decimals, max * 10 ** decimals);
      if (parsed.ok) return parsed.value;
      context.addIssue({ code: 'custom', message: `at most ${decimals} decimals` });
      return z.NEVER;
    });

/** Yuan in the file, fen in memory. */
export const yuan = scaled(2, 100_000_000);
/** 0 to 1 in the file, ten-thousandths in memory. */
const share = scaled(4, 1);
export const yuanFigure = figureOf(yuan);
export const shareFigure = figureOf(share);
export const switchFigure = figureOf(z.boolean());

export interface Row<Value> {
  readonly value: Value;
  readonly when?: When | undefined;
  readonly basis: string;
}

/** The first row that fits. */
export function pick<Value>(figure: readonly Row<Value>[], facts: Facts): Row<Value> {
  const row = figure.find((each) => each.when === undefined || fits(each.when, facts));
  if (row === undefined) throw new RangeError('a figure without a last row');
  return row;
}

/** Whether all that a condition names holds. */
export function fits(condition: When, facts: Facts): boolean {
  const { rank, identity, stay_from, age_from, age_below } = condition;
  return (
    (rank === undefined || (facts.rank !== undefined && rank.includes(facts.rank))) &&
    begins(condition.psn_type, facts.psn_type) &&
    begins(condition.med_type, facts.med_type) &&
    begins(condition.list_type, facts.list_type) &&
    among(condition.fixmedins_type, facts.fixmedins_type) &&
    among(condition.chrgitm_lv, facts.chrgitm_lv) &&
    among(condition.matn_type, facts.matn_type) &&
    among(condition.dise_codg, facts.dise_codg) &&
    among(condition.cvlserv_flag, facts.cvlserv_flag) &&
    among(condition.place, facts.place) &&
    (identity === undefined || identity.some((each) => facts.identities?.includes(each) ?? false)) &&
    (stay_from === undefined || (facts.stay !== undefined && facts.stay >= stay_from)) &&
    (age_from === undefined || (facts.age !== undefined && facts.age >= age_from)) &&
    (age_below === undefined || (facts.age !== undefined && facts.age < age_below))
  );
}

function among(codes: readonly string[] | undefined, code: string | null | undefined): boolean {
  return codes === undefined || (typeof code === 'string' && codes.includes(code));
}

function begins(prefixes: readonly string[] | undefined, code: string | undefined): boolean {
  return prefixes === undefined || (code !== undefined && prefixes.some((prefix) => code.startsWith(prefix)));
}
