/**
 * The schema of a rule: what is written to a snapshot and what is read back from it. A rule is a plain frozen value
 * (docs/rules.md); this is the only place where it is checked.
 */
import { numberFields, textFields } from '@shouhu/rules';
import type { CodeSet, Point, Predicate, Rule } from '@shouhu/rules';
import { z } from 'zod';

const day = z.int();
const text = z.string().min(1);
const texts = z.array(text);
const compareOp = z.enum(['<', '<=', '=', '!=', '>=', '>']);
const numberField = z.enum(numberFields);
const textField = z.enum(textFields);
const verdict = z.enum(['violation', 'suspicion']);
const ageUnit = z.enum(['day', 'month', 'year']);
const across = z.enum(['institution', 'all']);

/** An empty prefix is the set of all codes; an empty code is no code. */
const codeSet: z.ZodType<CodeSet> = z.strictObject({
  codes: texts,
  prefixes: z.array(z.string()),
  names: texts.optional(),
});

/** One schema per node: a new node of the language does not compile until it stands here. */
const nodes = {
  always: z.strictObject({ is: z.literal('always') }),
  unknown: z.strictObject({ is: z.literal('unknown'), name: text }),
  compare: z.strictObject({ is: z.literal('compare'), field: numberField, op: compareOp, value: z.int() }),
  'compare-fields': z.strictObject({
    is: z.literal('compare-fields'),
    left: numberField,
    op: compareOp,
    right: numberField,
  }),
  in: z.strictObject({ is: z.literal('in'), field: textField, set: codeSet }),
  age: z.strictObject({ is: z.literal('age'), unit: ageUnit, op: compareOp, value: z.int().nonnegative() }),
  coded: z.strictObject({ is: z.literal('coded'), list: z.enum(['diagnosis', 'operation']), set: codeSet }),
  share: z.strictObject({ is: z.literal('share'), of: codeSet, op: compareOp, value: z.int().nonnegative() }),
  known: z.strictObject({ is: z.literal('known'), field: z.union([numberField, textField, z.literal('brdy')]) }),
  and: z.strictObject({ is: z.literal('and'), parts: z.array(z.lazy(() => predicateSchema)) }),
  or: z.strictObject({ is: z.literal('or'), parts: z.array(z.lazy(() => predicateSchema)) }),
  not: z.strictObject({ is: z.literal('not'), part: z.lazy(() => predicateSchema) }),
} satisfies { readonly [Is in Predicate['is']]: z.ZodType<Predicate & { readonly is: Is }> };

/** The conditions a rule may state (docs/semantics.md 10). */
export const predicateSchema: z.ZodType<Predicate> = z.discriminatedUnion('is', [
  nodes.always,
  nodes.unknown,
  nodes.compare,
  nodes['compare-fields'],
  nodes.in,
  nodes.age,
  nodes.coded,
  nodes.share,
  nodes.known,
  nodes.and,
  nodes.or,
  nodes.not,
]);

/** `hours:N` and `days:N`, written without zeros in front so that one window has one name. */
const WHOLE_COUNT = /:[1-9]\d{0,4}$/;

/** The windows of docs/semantics.md 7. */
export const windowSchema = z.union([
  z.enum(['line', 'prescription', 'operation', 'hour', 'day', 'visit', 'stay', 'week', 'month', 'quarter', 'year']),
  z.templateLiteral(['hours:', z.number()]).refine((window) => WHOLE_COUNT.test(window)),
  z.templateLiteral(['days:', z.number()]).refine((window) => WHOLE_COUNT.test(window)),
]);

const base = {
  point_ids: texts.min(1),
  name: z.string().optional(),
  from: day,
  to: day,
  scope: predicateSchema,
  verdict: verdict.nullable(),
  retroactive: z.boolean(),
  message: text.optional(),
  basis: texts.optional(),
};

const pointByType = z.discriminatedUnion('type', [
  z.strictObject({
    ...base,
    type: z.literal('restrict'),
    subject_kind: z.enum(['item', 'diagnosis', 'operation']),
    subject: codeSet,
    require: predicateSchema,
  }),
  z.strictObject({
    ...base,
    type: z.literal('unpayable'),
    subject: codeSet,
    when: z.enum(['always', 'alone']),
    among: codeSet,
  }),
  z.strictObject({
    ...base,
    type: z.literal('price'),
    subject: codeSet,
    measure: z.enum(['unit_price', 'discount']),
    max: z.int().nonnegative().nullable(),
    window: windowSchema,
    ratio: z.int().min(0).max(10_000).nullable(),
    beside: codeSet,
  }),
  z.strictObject({
    ...base,
    type: z.literal('together'),
    a: codeSet,
    b: codeSet,
    window: windowSchema,
    across,
    pays: z.enum(['a', 'b', 'cheaper']),
    allowed_with: codeSet,
  }),
  z.strictObject({
    ...base,
    type: z.literal('limit'),
    subject: codeSet,
    group: text,
    measure: z.enum(['cnt', 'amount', 'paid', 'days', 'kinds', 'visits']),
    window: windowSchema,
    across,
    max: z.int().nonnegative(),
    per_stay_day: z.boolean(),
  }),
  z.strictObject({
    ...base,
    type: z.literal('spacing'),
    subject: codeSet.nullable(),
    group: text,
    other: codeSet.nullable(),
    same_diagnosis: z.boolean(),
    min: z.int().positive(),
    unit: z.enum(['day', 'hour']),
    across,
  }),
  z.strictObject({
    ...base,
    type: z.literal('needs'),
    subject: codeSet,
    items: codeSet,
    diagnoses: codeSet,
    operations: codeSet,
    window: windowSchema,
    look_back_days: z.int().nonnegative(),
    across,
  }),
  z.strictObject({ ...base, type: z.literal('record'), on: z.enum(['line', 'visit']), fault: predicateSchema }),
  z.strictObject({ ...base, type: z.literal('stay'), fault: predicateSchema }),
  z.strictObject({ ...base, type: z.literal('overlap'), kind: z.enum(['stays', 'visit-in-stay', 'after-death']) }),
  z.strictObject({ ...base, type: z.literal('reuse') }),
]);

/** A dated point of one rule type. */
export const pointSchema: z.ZodType<Point> = pointByType.refine((point) => point.from <= point.to, {
  error: 'a point ends before it begins',
});

/** A rule with its points, all of the rule's own type. */
export const ruleSchema: z.ZodType<Rule> = z
  .strictObject({
    rule_code: text,
    rule_name: text,
    rule_type: z.enum(pointByType.options.map((option) => option.shape.type.value)),
    rule_class: z.enum(['policy', 'management', 'medical']),
    verdict,
    stages: z.array(z.enum(['before', 'during', 'after'])).min(1),
    scope: predicateSchema,
    basis: texts,
    message: text,
    points: z.array(pointSchema),
  })
  .refine((rule) => rule.points.every((point) => point.type === rule.rule_type), {
    error: 'a point is not of the type of its rule',
  });

/** Freezes a plain value and all that hangs on it, and gives it back. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}

/**
 * Checks and freezes a rule.
 * @throws ZodError when the value is no rule: national data and snapshots are ours, so this is a programming mistake
 */
export function frozenRule(value: unknown): Rule {
  return deepFreeze(ruleSchema.parse(value));
}
