/** One decision as it is read: what was judged, what was said of it and why, what the institution did, and what the night found. */
import { formatCivilTime } from '@shouhu/codes';
import type { CivilTime } from '@shouhu/codes';
import { labelledFinding, labelOfValue } from '@shouhu/reports';
import type { Label, Labelled } from '@shouhu/reports';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { masked } from '../findings/content.ts';
import { pointOf } from '../findings/read-finding.ts';
import type { PointView } from '../findings/read-finding.ts';
import type { Services } from '../http/new-app.ts';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { comparedOf } from './compared.ts';
import type { Compared } from './compared.ts';
import { listed, reach } from './decisions.ts';
import type { DecisionListed } from './decisions.ts';
import { openInputs } from './judge.ts';
import type { Inputs } from './judge.ts';
import { replay } from './replay.ts';

interface ReminderSeen {
  readonly jr_id: string;
  readonly rule_id: string;
  readonly rule_name: string;
  /** 1 明确违规, 2 高度可疑 */
  readonly sev_deg: string;
  /** Null: it could not be worked out. */
  readonly amount_fen: number | null;
  /** What is wrong, the person masked. */
  readonly message: string;
  /** Values that decided; none where judging again no longer finds it. */
  readonly evidence: readonly Labelled[];
  readonly basis: readonly string[];
  readonly knowledge: readonly string[];
  readonly points: readonly PointView[];
  /** Charged lines, and those that made them wrong. */
  readonly rx_ids: readonly string[];
  readonly related_rx_ids: readonly string[];
  /** What the institution did about it, and when it said so; null: it said nothing. */
  readonly dspo_way: string | null;
  readonly told_at: string | null;
}

interface UndecidedSeen {
  readonly rule_id: string;
  readonly rule_name: string;
  readonly rx_ids: readonly string[];
  /** What is absent: the name that the page of fields has, and what it is called. */
  readonly missing: readonly (Label & { readonly field: string })[];
}

/** An order as the message told it. */
interface OrderSeen {
  readonly rx_id: string;
  readonly hilist_code: string;
  readonly hilist_name: string | null;
  readonly drord_begn_date: string;
  /** In 1e-4. */
  readonly cnt: number;
  /** In 1e-6 yuan. */
  readonly pric: number | null;
  readonly sum_fen: number;
}

interface VisitSeen {
  readonly med_type: string | null;
  readonly insutype: string | null;
  readonly adm_date: string;
  readonly dscg_date: string | null;
  /** Null: not told. */
  readonly diagnoses: readonly string[] | null;
  readonly orders: readonly OrderSeen[];
}

export interface DecisionSeen extends DecisionListed {
  readonly msgid: string;
  readonly snapshot: string | null;
  /** Whether the kept inputs give the same bytes again; null where nothing was judged. */
  readonly replays: boolean | null;
  /** What the message told of the visit that was judged; null where it told nothing of it. */
  readonly visit: VisitSeen | null;
  readonly reminders: readonly ReminderSeen[];
  readonly cannot_decide: readonly UndecidedSeen[];
  readonly compared: Compared;
}

const text = z.string();
const answerShape = z.object({
  result: z.array(
    z.object({
      jr_id: text,
      rule_id: text,
      rule_name: text,
      sev_deg: text,
      vola_cont: text,
      vola_evid: text,
      judge_result_detail_dtos: z.array(z.object({ rx_id: text, vola_item_type: text })),
    }),
  ),
  cannot_decide: z.array(z.object({ rule_id: text, rule_name: text, rx_ids: z.array(text), reason: text })),
});
type Result = z.output<typeof answerShape>['result'][number];

/** Explained, and judged again on what it was decided on. @throws ShouhuError SH-H002, SH-H003 where there is none within reach */
export async function readDecision(
  { db, ring }: Pick<Services, 'db' | 'ring'>,
  { caller }: Asking,
  decision_id: string,
): Promise<DecisionSeen> {
  const row = await reach(db, caller, 'check.read', decision_id);
  const { given, again, judgement } = await replay({ db, ring }, row);
  const { result, cannot_decide } = answerShape.parse(JSON.parse(given));
  const told = await toldOf(db, decision_id);
  const found = new Map(judgement?.findings.map((one) => [one.finding_id, one]));
  const reminderOf = ({ vola_cont, vola_evid, judge_result_detail_dtos: details, ...one }: Result): ReminderSeen => {
    const finding = found.get(one.jr_id);
    const evidence = finding?.evidence ?? {};
    const { basis = [vola_evid], knowledge = [] } = finding ?? {};
    const linesOf = (kind: string) => details.filter((each) => each.vola_item_type === kind).map(({ rx_id }) => rx_id);
    const { amount_fen = null, dspo_way = null, told_at = null } = told.get(one.jr_id) ?? {};
    return {
      ...one,
      amount_fen,
      message: masked(vola_cont, row.psn_no),
      evidence: JSON.parse(masked(JSON.stringify(labelledFinding(evidence)), row.psn_no)),
      basis,
      knowledge,
      points: knowledge.flatMap(pointOf),
      rx_ids: linesOf('1'),
      related_rx_ids: linesOf('2'),
      dspo_way,
      told_at: told_at?.toISOString() ?? null,
    };
  };
  return {
    ...listed(row),
    msgid: row.msgid,
    snapshot: row.snapshot,
    replays: again === null ? null : again === given,
    visit: visitOf(openInputs(ring, decision_id, row.inputs)),
    reminders: result.map(reminderOf),
    cannot_decide: cannot_decide.map(({ reason, ...one }) => ({
      ...one,
      missing: reason.split(',').map((field) => ({ field, ...labelOfValue(field) })),
    })),
    compared: await comparedOf(db, caller, row),
  };
}

/** The amount of each reminder, and what the institution said of it last. */
async function toldOf(db: Kysely<Schema>, decision_id: string) {
  const rows = await db
    .selectFrom('till_reminder as r')
    .leftJoinLateral(
      (e) =>
        e
          .selectFrom('till_feedback as f')
          .select(['f.dspo_way', 'f.told_at'])
          .whereRef('f.decision_id', '=', 'r.decision_id')
          .whereRef('f.jr_id', '=', 'r.jr_id')
          .orderBy('f.told_at', 'desc')
          .orderBy('f.msgid', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .select(['r.jr_id', 'r.amount_fen', 'last.dspo_way', 'last.told_at'])
    .where('r.decision_id', '=', decision_id)
    .execute();
  return new Map(rows.map((one) => [one.jr_id, one]));
}

function visitOf({ patient: { curr_mdtrt_id, fsi_encounter_dtos } }: Inputs): VisitSeen | null {
  const visit = fsi_encounter_dtos.find(({ mdtrt_id }) => mdtrt_id === curr_mdtrt_id);
  if (visit === undefined) return null;
  const { med_type, insutype, adm_date, dscg_date, fsi_diagnose_dtos, fsi_order_dtos } = visit;
  const time = (moment: CivilTime): string => formatCivilTime(moment);
  return {
    med_type,
    insutype,
    adm_date: time(adm_date),
    dscg_date: dscg_date === null ? null : time(dscg_date),
    diagnoses: fsi_diagnose_dtos?.map(({ dise_codg }) => dise_codg) ?? null,
    orders: (fsi_order_dtos ?? []).map(({ rx_id, hilist_code, hilist_name, drord_begn_date, cnt, pric, sumamt }) => ({
      rx_id,
      hilist_code,
      hilist_name,
      drord_begn_date: time(drord_begn_date),
      cnt,
      pric,
      sum_fen: sumamt,
    })),
  };
}
