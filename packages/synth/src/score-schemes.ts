/** Compares the hits of scheme detectors with the schemes and look-alikes of the county that was audited. */
import type { Label, SchemeLabel } from './labels.ts';
import { Extent, moneyErrors } from './score-extent.ts';
import type { SchemeHit } from './score-extent.ts';

/** How one scheme fared. */
export interface SchemeScore {
  readonly scheme: string;
  readonly planted: number;
  readonly found: number;
  /** Label ids of plants without a hit of their own scheme. */
  readonly missed: readonly string[];
  /** Of the missed, those that another scheme's hit met, as the label allows. */
  readonly missed_but_met: readonly string[];
  /** found ÷ planted; null where nothing was planted. */
  readonly recall: number | null;
  readonly hits: number;
  readonly true_hits: number;
  /**
   * Hits on plants of other schemes, on rule violations or the people who commit them, on figures of an institution at which a
   * scheme was planted, or on what a look-alike may honestly raise.
   */
  readonly cross_hits: number;
  readonly look_alikes: number;
  /** Label ids of the look-alikes that were wrongly hit, once for each hit. */
  readonly false_on_look_alikes: readonly string[];
  readonly false_on_honest: number;
  /** (true + cross) ÷ hits; null without hits. */
  readonly precision: number | null;
  /** Median of |amount − expected| ÷ expected over the found plants that have an amount; null where none has. */
  readonly money_error: number | null;
}

type Verdict = { readonly is: 'true' | 'cross' | 'honest' } | { readonly is: 'look-alike'; readonly label_id: string };

/** Scores hits by scheme, sorted by id; `rules` are the labels of rules, whose violations are no honest background. */
export function scoreSchemes(
  labels: readonly SchemeLabel[],
  hits: Iterable<SchemeHit>,
  rules: readonly Label[] = [],
): SchemeScore[] {
  const extents = labels.map((label) => new Extent(label));
  const index = indexOf(extents);
  const violated = new Set(rules.filter(({ kind }) => kind === 'violation').map(({ mdtrt_id }) => mdtrt_id));
  const planted = new Extent(union(labels.filter(({ kind, line_ids }) => kind === 'scheme' && line_ids.length === 0)));
  const plantedLines = new Extent(
    union(labels.filter(({ kind, line_ids }) => kind === 'scheme' && line_ids.length > 0)),
  );
  const violators = new Set(
    rules.filter(({ kind }) => kind === 'violation').map(({ psn_no, fixmedins_code }) => `${psn_no} ${fixmedins_code}`),
  );
  const byViolators = ({ psn_nos, fixmedins_codes }: SchemeHit): boolean =>
    psn_nos.length > 0 && psn_nos.every((psn_no) => fixmedins_codes.some((code) => violators.has(`${psn_no} ${code}`)));
  const atCulprit = (hit: SchemeHit): boolean =>
    hit.mdtrt_ids.length + hit.line_ids.length === 0 &&
    labels.some(
      ({ kind, fixmedins_codes, from, to }) =>
        kind === 'scheme' &&
        fixmedins_codes.some((code) => hit.fixmedins_codes.includes(code)) &&
        from <= hit.period.to &&
        hit.period.from <= to,
    );
  const elsewhere = (hit: SchemeHit): boolean =>
    byViolators(hit) ||
    atCulprit(hit) ||
    hit.mdtrt_ids.filter((id) => planted.visits.has(id) || violated.has(id)).length * 2 > hit.mdtrt_ids.length ||
    (hit.line_ids.length > 0 &&
      hit.line_ids.filter((id) => plantedLines.lines.has(id)).length * 2 > hit.line_ids.length);
  const matched = new Map<SchemeLabel, SchemeHit[]>();
  const met = new Set<SchemeLabel>();
  const verdicts = new Map<string, Verdict[]>();
  for (const hit of hits) {
    const meets = candidates(hit, index, extents).filter((extent) => extent.isMetBy(hit));
    for (const { label } of meets) {
      if (label.scheme === hit.scheme) matched.set(label, [...(matched.get(label) ?? []), hit]);
      else if (label.also.includes(hit.scheme)) met.add(label);
    }
    const known = verdicts.get(hit.scheme) ?? [];
    known.push(
      judge(
        hit,
        meets.map(({ label }) => label),
        elsewhere,
      ),
    );
    verdicts.set(hit.scheme, known);
  }
  const schemes = new Set([...labels.map(({ scheme }) => scheme), ...verdicts.keys()]);
  return [...schemes]
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((scheme) =>
      scoreOf(
        scheme,
        labels.filter((label) => label.scheme === scheme),
        { matched, met },
        verdicts.get(scheme) ?? [],
      ),
    );
}

/** What a hit is, by the labels that it meets: a plant of its scheme before one of another, look-alikes last. */
function judge(hit: SchemeHit, meets: readonly SchemeLabel[], elsewhere: (hit: SchemeHit) => boolean): Verdict {
  const allowed = (label: SchemeLabel): boolean => label.also.includes(hit.scheme);
  if (meets.some(({ kind, scheme }) => kind === 'scheme' && scheme === hit.scheme)) return { is: 'true' };
  if (meets.some((label) => label.kind === 'scheme' && allowed(label)) || elsewhere(hit)) return { is: 'cross' };
  const alike = meets.filter(({ kind }) => kind === 'look-alike');
  if (alike.some(allowed)) return { is: 'cross' };
  const wronged = alike.find(({ scheme }) => scheme === hit.scheme) ?? alike[0];
  return wronged === undefined ? { is: 'honest' } : { is: 'look-alike', label_id: wronged.label_id };
}

function scoreOf(
  scheme: string,
  labels: readonly SchemeLabel[],
  {
    matched,
    met,
  }: { readonly matched: ReadonlyMap<SchemeLabel, readonly SchemeHit[]>; readonly met: ReadonlySet<SchemeLabel> },
  verdicts: readonly Verdict[],
): SchemeScore {
  const plants = labels.filter(({ kind }) => kind === 'scheme');
  const found = plants.filter((label) => matched.has(label));
  const missed = plants.filter((label) => !matched.has(label));
  const count = (is: Verdict['is']): number => verdicts.filter((verdict) => verdict.is === is).length;
  const [right, cross, hits] = [count('true'), count('cross'), verdicts.length];
  return {
    scheme,
    planted: plants.length,
    found: found.length,
    missed: missed.map(({ label_id }) => label_id),
    missed_but_met: missed.filter((label) => met.has(label)).map(({ label_id }) => label_id),
    recall: plants.length === 0 ? null : found.length / plants.length,
    hits,
    true_hits: right,
    cross_hits: cross,
    look_alikes: labels.length - plants.length,
    false_on_look_alikes: verdicts.flatMap((verdict) => (verdict.is === 'look-alike' ? [verdict.label_id] : [])),
    false_on_honest: count('honest'),
    precision: hits === 0 ? null : (right + cross) / hits,
    money_error: median(moneyErrors(found, matched)),
  };
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** Labels by each of their visits, lines and institutions, so that a hit is compared with few. */
function indexOf(extents: readonly Extent[]): ReadonlyMap<string, number[]> {
  const index = new Map<string, number[]>();
  for (const [at, { label }] of extents.entries()) {
    for (const key of [
      ...label.mdtrt_ids,
      ...label.line_ids,
      ...(label.mdtrt_ids.length === 0 ? label.fixmedins_codes : []),
    ]) {
      const known = index.get(key);
      if (known === undefined) index.set(key, [at]);
      else known.push(at);
    }
  }
  return index;
}

function candidates(hit: SchemeHit, index: ReadonlyMap<string, number[]>, extents: readonly Extent[]): Extent[] {
  const keys = [...hit.mdtrt_ids, ...hit.line_ids, ...hit.fixmedins_codes];
  const found = new Set(keys.flatMap((key) => index.get(key) ?? []));
  return [...found].toSorted((a, b) => a - b).flatMap((at) => extents[at] ?? []);
}

/** All visits and lines of some labels as one. */
function union(labels: readonly SchemeLabel[]): Pick<SchemeLabel, 'mdtrt_ids' | 'line_ids'> {
  return {
    mdtrt_ids: labels.flatMap(({ mdtrt_ids }) => mdtrt_ids),
    line_ids: labels.flatMap(({ line_ids }) => line_ids),
  };
}
