/** 3101 before and 3102 during: judges the current visit of each person of the message, and keeps the decision with the answer. */
import { performance } from 'node:perf_hooks';
import { joinAnswers } from '@shouhu/audit';
import type { CheckAnswer, CheckInput, Patient } from '@shouhu/audit';
import { hospRank, parseCivilDate } from '@shouhu/codes';
import { together } from '@shouhu/database';
import { ShouhuError, shouhuError } from '@shouhu/errors';
import type { Judgement } from '@shouhu/rules';
import { sql } from 'kysely';
import type { Insertable } from 'kysely';
import { civilDayOf } from '../casework/matter.ts';
import { mayAsk, refuseUnlessMayAsk } from '../gateway/standing.ts';
import { Unreadable } from '../gateway/transaction.ts';
import type { Handling } from '../gateway/transaction.ts';
import type { Schema } from '../store/schema.ts';
import { boxesSold, salesKnownTo } from './boxes-sold.ts';
import { historyOf, kindOf, sexOf } from './history.ts';
import { judge, sealAnswer, sealInputs } from './judge.ts';
import type { Inputs, Judged } from './judge.ts';
import { readPersons } from './read-persons.ts';
import type { Known } from './read-persons.ts';
import type { CheckOutcome, NotChecked } from './schema.ts';
import { keepKnowledge, tillAtHand, tillOf } from './tills.ts';
import type { Compiled } from './tills.ts';

const NOTHING: CheckAnswer = { result: [], cannot_decide: [] };
const MICROSECONDS = 1_000;

/** One person's visit, judged or not. */
interface Decision {
  readonly decision_id: string;
  readonly inputs: Inputs;
  /** What was judged, or why nothing was. */
  readonly judged: Judged | NotChecked;
  readonly engine_us: number;
}

/**
 * Advice that cannot be given is said and kept as not checked, or refused where the platform is set so; it is never left out in silence.
 * @throws ShouhuError SH-M005, SH-M007 to SH-M010; SH-T020 for an institution that may not ask about persons
 */
export async function check(handling: Handling, { data }: CheckInput): Promise<object> {
  const { message } = handling;
  const known = handling.unread === true ? undefined : await read(handling, data.patient_dtos);
  if (known === undefined) await mayAsk(handling);
  else refuseUnlessMayAsk(handling, known.standing);
  for (const patient of data.patient_dtos) refuseForeign(patient, message.fixmedins_code);
  if (known !== undefined) refuseUnknown(data.patient_dtos, known, message.fixmedins_code);
  const compiled =
    known === undefined
      ? undefined
      : (tillAtHand(known) ?? (await orNothing(handling, async () => tillOf(handling.trx, known))));
  const decisions = data.patient_dtos.map((patient, place) => {
    const inputs = inputsOf(handling.at, data.task_id, patient, known);
    return { decision_id: `${message.msgid}-${place + 1}`, inputs, ...decide(inputs, known, compiled) };
  });
  refuseUnlessAdvised(handling, decisions);
  await keep(handling, decisions, { known, compiled });
  return {
    ...joinAnswers(decisions.map(answerIn)),
    not_checked: decisions.flatMap(({ inputs: { patient }, judged }) =>
      typeof judged === 'string' ? [{ patn_id: patient.patn_id, mdtrt_id: patient.curr_mdtrt_id, reason: judged }] : [],
    ),
  };
}

const answerIn = ({ judged }: Decision): CheckAnswer => (typeof judged === 'string' ? NOTHING : judged.answer);

/** The current encounter is the sender's own. */
function refuseForeign(patient: Patient, fixmedins_code: string): void {
  const { curr_mdtrt_id } = patient;
  const current = patient.fsi_encounter_dtos.find(({ mdtrt_id }) => mdtrt_id === curr_mdtrt_id);
  if (current === undefined) throw shouhuError('SH-M005', { mdtrt_id: curr_mdtrt_id });
  const { medins_id } = current;
  if (medins_id !== fixmedins_code) throw shouhuError('SH-M008', { medins_id, fixmedins_code });
}

/** A visit that is not registered yet has a number of the institution's own. */
function refuseUnknown(patients: readonly Patient[], known: Known, fixmedins_code: string): void {
  for (const { patn_id, curr_mdtrt_id: mdtrt_id } of patients) {
    if (!known.persons.some(({ psn_no }) => psn_no === patn_id)) throw shouhuError('SH-M007', { psn_no: patn_id });
    const visit = known.registered.find((one) => one.mdtrt_id === mdtrt_id);
    if (visit !== undefined && (visit.psn_no !== patn_id || visit.fixmedins_code !== fixmedins_code))
      throw shouhuError('SH-M009', { mdtrt_id });
  }
}

interface KnownToCheck extends Known {
  readonly sold: Awaited<ReturnType<typeof boxesSold>>;
}

/** @throws Unreadable */
async function read({ trx, at, message }: Handling, patients: readonly Patient[]): Promise<KnownToCheck> {
  const wanted = {
    psn_nos: patients.map(({ patn_id }) => patn_id),
    mdtrt_ids: patients.map(({ curr_mdtrt_id }) => curr_mdtrt_id),
    fixmedins_code: message.fixmedins_code,
    day: civilDayOf(at),
  };
  try {
    const [known, sold] = await together(trx, (atOnce) => [readPersons(atOnce, wanted), boxesSold(atOnce, patients)]);
    return { ...known, sold };
  } catch (error) {
    throw new Unreadable('what is known of persons', { cause: error });
  }
}

/** Undefined where it cannot be had; the transaction goes on as if it had not been tried. */
async function orNothing<Value>({ trx }: Handling, get: () => Promise<Value>): Promise<Value | undefined> {
  await sql`SAVEPOINT advice`.execute(trx);
  try {
    return await get();
  } catch {
    await sql`ROLLBACK TO SAVEPOINT advice`.execute(trx);
    return undefined;
  }
}

function inputsOf(at: Date, task_id: string | null, patient: Patient, known: KnownToCheck | undefined): Inputs {
  if (known === undefined) return { task_id, patient, history: null };
  const { rows, data_from, sold } = known;
  const { world } = historyOf(rows, { psn_no: patient.patn_id, day: civilDayOf(at), data_from });
  return { task_id, patient: completed(patient, known), history: { ...world, sales: salesKnownTo(patient, sold) } };
}

/** What the message leaves out and the registry knows; where both speak of sex or birth and differ, neither is known (docs/semantics.md 5). */
function completed(patient: Patient, { persons, hosp_lv }: Known): Patient {
  const person = persons.find(({ psn_no }) => psn_no === patient.patn_id);
  const born = parseCivilDate(person?.brdy ?? '');
  const dead = parseCivilDate(person?.die_date ?? '');
  const rank = hosp_lv === null ? null : (hospRank(hosp_lv) ?? null);
  return {
    ...patient,
    gend: agreed(patient.gend, sexOf(person?.gend ?? null)),
    brdy: agreed(patient.brdy, born.ok ? born.value : null),
    death_day: dead.ok ? dead.value : null,
    fsi_encounter_dtos: patient.fsi_encounter_dtos.map((encounter) => ({
      ...encounter,
      medins_type: encounter.medins_type ?? kindOf(encounter.medins_id),
      medins_lv: encounter.medins_lv ?? (encounter.mdtrt_id === patient.curr_mdtrt_id ? rank : null),
    })),
  };
}

function agreed<Value>(told: Value | null, registered: Value | null): Value | null {
  if (told === null || registered === null) return told ?? registered;
  return told === registered ? told : null;
}

function decide(
  inputs: Inputs,
  known: Known | undefined,
  compiled: Compiled | undefined,
): Pick<Decision, 'judged' | 'engine_us'> {
  if (known === undefined) return { judged: 'history', engine_us: 0 };
  if (compiled === undefined) return { judged: 'knowledge', engine_us: 0 };
  const started = performance.now();
  const judged = judgedOrNot(inputs, compiled);
  return { judged, engine_us: Math.round((performance.now() - started) * MICROSECONDS) };
}

function judgedOrNot(inputs: Inputs, { till }: Compiled): Judged | 'engine' {
  try {
    return judge(inputs, till);
  } catch (error) {
    if (error instanceof ShouhuError) throw error;
    return 'engine';
  }
}

function refuseUnlessAdvised({ advice = 'open' }: Handling, decisions: readonly Decision[]): void {
  const failed = decisions.find(({ judged }) => typeof judged === 'string');
  if (advice === 'closed' && failed !== undefined && typeof failed.judged === 'string')
    throw shouhuError('SH-M010', { reason: failed.judged });
}

interface By {
  readonly known: Known | undefined;
  readonly compiled: Compiled | undefined;
}

async function keep(handling: Handling, decisions: readonly Decision[], { known, compiled }: By): Promise<void> {
  const { trx, at, message } = handling;
  if (compiled !== undefined && known?.kept.includes(compiled.snapshot.digest) === false)
    await keepKnowledge(trx, compiled.snapshot, at);
  const snapshot = compiled?.snapshot.digest ?? null;
  const rows = decisions.map((one) => rowOf(handling, one, snapshot));
  const { fixmedins_code } = message;
  const reminders = decisions.flatMap(({ decision_id, judged }) =>
    typeof judged === 'string'
      ? []
      : judged.judgement.findings.map(({ finding_id: jr_id, rule_code, verdict, amount_fen }) => ({
          decision_id,
          jr_id,
          fixmedins_code,
          rule_code,
          verdict,
          amount_fen,
        })),
  );
  const decided = trx.insertInto('till_decision').values(rows);
  if (reminders.length === 0) await decided.execute();
  else
    await trx
      .with('decided', () => decided)
      .insertInto('till_reminder')
      .values(reminders)
      .execute();
}

function rowOf(
  { ring, message, at }: Handling,
  { decision_id, inputs, judged, engine_us }: Decision,
  snapshot: string | null,
): Insertable<Schema['till_decision']> {
  const { patn_id: psn_no, curr_mdtrt_id: mdtrt_id } = inputs.patient;
  const { msgid, infno, fixmedins_code } = message;
  const isChecked = typeof judged !== 'string';
  const lines = isChecked ? judged.world.lines.length : 0;
  const own = isChecked ? judged.world.lines.filter((line) => line.mdtrt_id === mdtrt_id).length : 0;
  return {
    decision_id,
    msgid,
    infno,
    fixmedins_code,
    psn_no,
    mdtrt_id,
    decided_at: at,
    snapshot,
    outcome: isChecked ? outcomeOf(judged.judgement) : 'not-checked',
    reason: isChecked ? null : judged,
    lines: own,
    history_lines: lines - own,
    findings: isChecked ? judged.judgement.findings.length : 0,
    undecided: isChecked ? judged.judgement.undecided.length : 0,
    engine_us,
    inputs: sealInputs(ring, decision_id, inputs),
    answer: sealAnswer(ring, decision_id, isChecked ? judged.answer : NOTHING),
  };
}

function outcomeOf({ findings, undecided }: Judgement): CheckOutcome {
  if (findings.length > 0) return 'reminded';
  return undecided.length > 0 ? 'undecided' : 'clean';
}
