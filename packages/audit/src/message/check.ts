/** The till's question: one message in, the national result out. */
import type { World } from '@shouhu/claims';
import type { NamedItem } from '@shouhu/rules';
import { answerOf, type CheckAnswer } from './answer.ts';
import { readRequest, type Patient } from './schema.ts';
import type { Till } from './till.ts';
import { worldOf } from './world.ts';

/** What is known of a person beside the message; null when nothing is. */
export type HistoryOf = (psn_no: string) => Promise<World | null>;

/**
 * Judges the current encounter of every patient of a 3101/3102 message.
 * @throws ShouhuError SH-M001–SH-M006
 */
export async function checkMessage(message: string, till: Till, historyOf: HistoryOf): Promise<CheckAnswer> {
  const request = readRequest(message);
  const answers: CheckAnswer[] = [];
  for (const patient of request.patients) {
    const world = worldOf(patient, await historyOf(patient.patn_id));
    const judgement = till.judgeVisit(world, patient.curr_mdtrt_id, namedItemsOf(patient));
    answers.push(answerOf(judgement, patient.curr_mdtrt_id, request.task_id));
  }
  return {
    result: answers.flatMap(({ result }) => result),
    cannot_decide: answers.flatMap(({ cannot_decide }) => cannot_decide),
  };
}

/** Codes and names of the orders, current and earlier. */
function namedItemsOf({ fsi_encounter_dtos, fsi_his_data_dto }: Patient): NamedItem[] {
  const encounters = [...fsi_encounter_dtos, ...(fsi_his_data_dto?.fsi_encounter_dtos ?? [])];
  return encounters.flatMap(({ fsi_order_dtos }) =>
    (fsi_order_dtos ?? []).flatMap(({ hilist_code, hilist_name }) =>
      hilist_name === null ? [] : [{ item: hilist_code, name: hilist_name }],
    ),
  );
}
