/** One finding with what decided it and the knowledge behind it. */
import type { WrittenFinding } from '@shouhu/audit';
import { shouhuError } from '@shouhu/errors';
import { labelledFinding } from '@shouhu/reports';
import type { Labelled } from '@shouhu/reports';
import { loadNational, pointFactsOf } from '@shouhu/rulebook';
import type { KeyRing } from '@shouhu/vault';
import type { Kysely } from 'kysely';
import { scopeOf } from '../rights/caller.ts';
import type { Caller } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import type { LeadStanding } from '../store/standing.ts';
import { masked, openFinding } from './content.ts';
import { inBoth } from '../leads/titles.ts';
import { findingsWithin } from './list-findings.ts';
import type { FindingRow } from './list-findings.ts';

/** A published knowledge point (知识点) as a reader wants it. */
export interface PointView {
  readonly point_id: string;
  readonly item_name: string;
  readonly condition: string;
  readonly batch: string;
  readonly published: string;
}

export interface FindingView extends FindingRow {
  readonly content: FindingContent | null;
  readonly points: readonly PointView[];
  readonly leads: readonly { readonly lead_id: string; readonly title: string; readonly title_en: string }[];
  readonly revisions: readonly {
    readonly revision: number;
    readonly standing: LeadStanding;
    readonly run_id: number;
  }[];
}

interface FindingContent extends Pick<
  WrittenFinding,
  | 'rule_type'
  | 'mdtrt_ids'
  | 'setl_ids'
  | 'lines'
  | 'related_line_ids'
  | 'amount_reason'
  | 'knowledge'
  | 'retroactive'
  | 'exempted_by'
  | 'basis'
> {
  readonly evidence: readonly Labelled[];
}

/** @throws ShouhuError SH-H002 without the right, SH-H003 where there is none within reach */
export async function readFinding(
  db: Kysely<Schema>,
  ring: KeyRing,
  caller: Caller,
  finding_id: string,
): Promise<FindingView> {
  const row = await findingsWithin(db, scopeOf(caller, 'finding.read'))
    .where('finding.finding_id', '=', finding_id)
    .executeTakeFirst();
  if (row === undefined) throw shouhuError('SH-H003', { id: finding_id });
  const revisions = await db
    .selectFrom('finding_revision')
    .select(['revision', 'standing', 'run_id', 'content'])
    .where('finding_id', '=', finding_id)
    .orderBy('revision')
    .execute();
  const leads = await db
    .selectFrom('lead_finding')
    .innerJoin('lead', 'lead.lead_id', 'lead_finding.lead_id')
    .select(['lead.lead_id', 'lead.title'])
    .where('lead_finding.finding_id', '=', finding_id)
    .orderBy('lead.lead_id')
    .execute();
  const last = revisions.findLast((revision) => revision.content !== null);
  const content = last?.content ? contentOf(openFinding(ring, finding_id, last.revision, last.content)) : null;
  return {
    ...row,
    content,
    points: (content?.knowledge ?? []).flatMap(pointOf),
    leads: leads.map(inBoth),
    revisions: revisions.map(({ content: _content, ...revision }) => revision),
  };
}

function contentOf(finding: WrittenFinding): FindingContent {
  const { rule_type, mdtrt_ids, setl_ids, lines, related_line_ids, amount_reason, knowledge } = finding;
  const { retroactive, exempted_by, basis, psn_no } = finding;
  const evidence = labelledFinding(finding.evidence);
  const shown = { rule_type, mdtrt_ids, setl_ids, lines, related_line_ids, amount_reason, knowledge };
  return JSON.parse(masked(JSON.stringify({ ...shown, retroactive, exempted_by, basis, evidence }), psn_no));
}

let factsOf: ReturnType<typeof pointFactsOf> | undefined;

/** Knowledge of the nation; points of the bureau's own, and defaults, are named by their id alone. */
export function pointOf(point_id: string): PointView[] {
  factsOf ??= pointFactsOf(loadNational());
  const facts = factsOf(point_id);
  if (facts === undefined) return [];
  const { item_name, condition, batch, published } = facts;
  return [{ point_id, item_name, condition, batch, published }];
}
