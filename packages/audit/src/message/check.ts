/** The till's question: one message in, the national result out. */
import type { World } from '@shouhu/claims';
import type { Closures } from '@shouhu/rules';
import { answerOf, type CheckAnswer } from './answer.ts';
import { readRequest } from './schema.ts';
import { worldOf } from './world.ts';

/** What is known of a person beside the message; null when nothing is. */
export type HistoryOf = (psn_no: string) => Promise<World | null>;

/**
 * Judges the current encounter of every patient of a 3101/3102 message.
 * @throws ShouhuError SH-M001–SH-M006
 */
export async function checkMessage(message: string, rules: Closures, historyOf: HistoryOf): Promise<CheckAnswer> {
  const request = readRequest(message);
  const answers: CheckAnswer[] = [];
  for (const patient of request.patients) {
    const world = worldOf(patient, await historyOf(patient.patn_id));
    const judgement = rules.judgeVisit(world, patient.curr_mdtrt_id);
    answers.push(answerOf(judgement, patient.curr_mdtrt_id, request.task_id));
  }
  return {
    result: answers.flatMap(({ result }) => result),
    cannot_decide: answers.flatMap(({ cannot_decide }) => cannot_decide),
  };
}
