/** Hits of all rules made into findings: one per rule and anchor, deterministic, explained. */
import type { Line } from '@shouhu/claims';
import { civilDay, compareCodePoints, formatCivilDate } from '@shouhu/codes';
import { explain } from './explain.ts';
import type { ChargedLine, Finding, Judgement, Undecided } from './finding.ts';
import { findingId } from './finding-id.ts';
import type { Hit } from './hit.ts';
import type { Verdict } from './model.ts';
import { compareNames, NAMED_MOST, named, type Named } from './named.ts';
import { firstLine } from './order.ts';
import type { Row } from './predicate.ts';
import { reasonsOf } from './reasons.ts';
import { groupBy, type Scene } from './scene.ts';

/** Fen per charge of a hit, in its order; all null with the reason when no amount can be named. */
export interface Amounts {
  readonly reason: string | null;
  readonly fen: readonly (number | null)[];
}
export type AmountsOf = (hit: Hit) => Amounts;

export function build(hits: readonly Hit[], scene: Scene, amountsOf: AmountsOf): Judgement {
  const findings: Finding[] = [];
  const undecided: Undecided[] = [];
  for (const group of groupBy(hits.map(named), keyOf).values()) {
    const decided = group.filter((hit) => hit.decided);
    if (decided.length > 0) findings.push(findingOf(decided, scene, amountsOf));
    else undecided.push({ ...findingOf(group, scene, amountsOf), reason: reasons(group, scene) });
  }
  const byId = (a: Finding, b: Finding) => compareCodePoints(a.finding_id, b.finding_id);
  return { findings: findings.toSorted(byId), undecided: undecided.toSorted(byId) };
}

function keyOf(hit: Hit): string {
  const row = subjectOf(hit);
  return [hit.rule.rule_code, row.psn_no, ownerOf(hit), hit.anchor].join('\n');
}

/** Institution a finding belongs to by its id; windows over all institutions belong to none. */
function ownerOf(hit: Hit): string {
  return hit.point.type === 'limit' && hit.point.across === 'all' ? '' : subjectOf(hit).fixmedins_code;
}

/** The row a hit speaks of: its anchor's visit, else its first line in time. */
function subjectOf(hit: Hit): Row {
  const row = hit.visits[0] ?? firstLine(hit.charges.map(({ line }) => line));
  if (row === undefined) throw new Error(`hit without a row: ${hit.rule.rule_code} ${hit.anchor}`);
  return row;
}

function findingOf(group: readonly Named[], scene: Scene, amountsOf: AmountsOf): Finding {
  const hits = group.toSorted(byWeight);
  const lead = hits[0];
  if (lead === undefined) throw new Error('a finding needs a hit');
  const { rule } = lead;
  const subject = subjectOf(lead);
  const charged = chargedLines(hits, amountsOf);
  const lines = [...charged.lines.keys()];
  const { related, more } = relatedTo(hits, charged.lines);
  const visits = hits.flatMap((hit) => hit.visits);
  const evidence = explain(lead, scene, more);
  const service_date = formatCivilDate(civilDay(subject.day));
  const knowledge = sorted(hits.flatMap((hit) => hit.point.point_ids));
  return {
    finding_id: findingId(rule.rule_code, subject.psn_no, ownerOf(lead), lead.anchor),
    rule_code: rule.rule_code,
    rule_name: rule.rule_name,
    rule_type: rule.rule_type,
    verdict: verdictOf(lead),
    psn_no: subject.psn_no,
    fixmedins_code: subject.fixmedins_code,
    mdtrt_ids: sorted([...lines, ...related, ...visits].map((row) => row.mdtrt_id)),
    setl_ids: sorted(lines.flatMap((line) => line.setl_id ?? [])),
    line_ids: sorted(lines.map((line) => line.line_id)),
    related_line_ids: sorted(related.map((line) => line.line_id)),
    service_date,
    amount_fen: charged.total,
    amount_reason: charged.reason,
    lines: [...charged.lines]
      .toSorted(([a], [b]) => compareCodePoints(a.line_id, b.line_id) || compareNames(a, b))
      .map(([line, amount_fen]) => chargedLine(line, amount_fen, subject)),
    knowledge,
    retroactive: hits.every((hit) => hit.point.retroactive),
    basis: lead.point.basis === undefined ? rule.basis : [...rule.basis, ...lead.point.basis],
    message: messageOf(lead.point.message ?? rule.message, {
      name: evidence['item'] ?? '',
      ...evidence,
      rule_name: rule.rule_name,
      service_date,
      knowledge: shortList(knowledge),
    }),
    evidence,
  };
}

function chargedLine({ line_id, fixmedins_code }: Line, amount_fen: number | null, subject: Row): ChargedLine {
  return { line_id, amount_fen, ...(fixmedins_code === subject.fixmedins_code ? {} : { fixmedins_code }) };
}

/** The lines beside the charged ones, in the order of naming, and whether a hit had more of them, or of visits. */
function relatedTo(hits: readonly Named[], charged: ReadonlyMap<Line, unknown>) {
  const lines = new Set(hits.flatMap((hit) => hit.related).filter((line) => !charged.has(line)));
  const related = [...lines].toSorted(compareNames);
  return {
    related: related.slice(0, NAMED_MOST),
    more: related.length > NAMED_MOST || hits.some((hit) => hit.more),
  };
}

/** Of several points on one anchor a violation leads, then the first by point id, then by its place in the rule. */
function byWeight(a: Hit, b: Hit): number {
  const weight = (hit: Hit) => (verdictOf(hit) === 'violation' ? 0 : 1);
  return (
    weight(a) - weight(b) ||
    compareCodePoints(a.point.point_ids[0] ?? '', b.point.point_ids[0] ?? '') ||
    compareCodePoints(a.point.point_ids.join(), b.point.point_ids.join()) ||
    a.point.from - b.point.from ||
    a.rule.points.indexOf(a.point) - b.rule.points.indexOf(b.point)
  );
}

function verdictOf({ rule, point }: Hit): Verdict {
  return point.retroactive ? 'suspicion' : (point.verdict ?? rule.verdict);
}

/** Net of a line is the maximum over the hits; one line without an amount leaves the whole without. */
function chargedLines(hits: readonly Hit[], amountsOf: AmountsOf) {
  const lines = new Map<Line, number | null>();
  const unpriced: string[] = [];
  for (const hit of hits) {
    const { reason, fen } = amountsOf(hit);
    if (reason !== null) unpriced.push(reason);
    hit.charges.forEach(({ line }, index) => {
      const known = lines.get(line) ?? null;
      const amount = fen[index] ?? null;
      lines.set(line, known === null ? amount : Math.max(known, amount ?? 0));
    });
  }
  const amounts = [...lines.values()];
  const complete = amounts.length > 0 && amounts.every((amount) => amount !== null);
  const total = complete ? amounts.reduce<number>((sum, amount) => sum + (amount ?? 0), 0) : null;
  return { lines, total, reason: total === null ? (sorted(unpriced)[0] ?? 'no line') : null };
}

function reasons(group: readonly Hit[], scene: Scene): string {
  return sorted(group.flatMap((hit) => reasonsOf(hit, scene))).join(',');
}

function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].toSorted(compareCodePoints);
}

/** A group of operations has hundreds of points; a reader needs no more than the first. */
function shortList(ids: readonly string[]): string {
  return ids.length > 3 ? `${ids[0] ?? ''} 等 ${ids.length} 个` : ids.join('、');
}

function messageOf(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
