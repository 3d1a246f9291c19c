/** The till's question: one message in, the national result out. */
import type { World } from '@shouhu/claims';
import type { Judgement, NamedItem } from '@shouhu/rules';
import { answerOf, type CheckAnswer } from './answer.ts';
import { readRequest, type Patient } from './schema.ts';
import type { Till } from './till.ts';
import { worldOf } from './world.ts';

/** What is known of a person beside the message; null when nothing is. */
export type HistoryOf = (psn_no: string) => Promise<World | null>;

/**
 * Judges the current encounter of every patient of a 3101/3102 message.
 * @throws ShouhuError SH-M001, SH-M002, SH-M005, SH-M006, SH-T002 to SH-T004
 */
export async function checkMessage(message: string, till: Till, historyOf: HistoryOf): Promise<CheckAnswer> {
  const { task_id, patient_dtos } = readRequest(message).data;
  const answers: CheckAnswer[] = [];
  for (const patient of patient_dtos) {
    const { judgement } = checkPatient(patient, till, await historyOf(patient.patn_id));
    answers.push(answerOf(judgement, patient.curr_mdtrt_id, task_id));
  }
  return joinAnswers(answers);
}

/** What was judged of one patient, and the rows that it was judged by. */
export interface Checked {
  readonly judgement: Judgement;
  readonly world: World;
}

/** Judges the current encounter of one patient. @throws ShouhuError SH-M005 */
export function checkPatient(patient: Patient, till: Till, history: World | null): Checked {
  const world = worldOf(patient, history);
  return { judgement: till.judgeVisit(world, patient.curr_mdtrt_id, namedItemsOf(patient)), world };
}

/** The rows of the first patient of a message, as they would be judged. */
export function worldOfMessage(message: string): World {
  const [patient] = readRequest(message).data.patient_dtos;
  if (patient === undefined) throw new Error('a request names a patient');
  return worldOf(patient, null);
}

/** One answer to several patients. */
export function joinAnswers(answers: readonly CheckAnswer[]): CheckAnswer {
  return {
    result: answers.flatMap(({ result }) => result),
    cannot_decide: answers.flatMap(({ cannot_decide }) => cannot_decide),
  };
}

/** Codes and names of the orders, current and earlier. */
export function namedItemsOf({ fsi_encounter_dtos, fsi_his_data_dto }: Patient): NamedItem[] {
  const encounters = [...fsi_encounter_dtos, ...(fsi_his_data_dto?.fsi_encounter_dtos ?? [])];
  return encounters.flatMap(({ fsi_order_dtos }) =>
    (fsi_order_dtos ?? []).flatMap(({ hilist_code, hilist_name }) =>
      hilist_name === null ? [] : [{ item: hilist_code, name: hilist_name }],
    ),
  );
}
