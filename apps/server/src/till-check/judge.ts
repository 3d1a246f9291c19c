/** One decision: what it is made of, and the answer that follows from that alone. */
import { constants, gunzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { answerOf, checkPatient } from '@shouhu/audit';
import type { CheckAnswer, Patient, Till } from '@shouhu/audit';
import type { World } from '@shouhu/claims';
import type { Judgement } from '@shouhu/rules';
import { open, seal } from '@shouhu/vault';
import type { KeyRing } from '@shouhu/vault';

/** Everything that a decision depends on but the rules; JSON of it is kept. */
export interface Inputs {
  readonly task_id: string | null;
  readonly patient: Patient;
  /** What the platform knew; null when it could not be read. */
  readonly history: World | null;
}

export interface Judged {
  readonly judgement: Judgement;
  readonly world: World;
  readonly answer: CheckAnswer;
}

/** The same inputs and rules give the same bytes of JSON. @throws ShouhuError SH-M005 */
export function judge({ task_id, patient, history }: Inputs, till: Till): Judged {
  const { judgement, world } = checkPatient(patient, till, history);
  return { judgement, world, answer: answerOf(judgement, patient.curr_mdtrt_id, task_id) };
}

const place = (column: 'inputs' | 'answer', row: string) => ({ table: 'till_decision', column, row });

export const sealAnswer = (ring: KeyRing, decision_id: string, answer: CheckAnswer): string =>
  seal(ring, JSON.stringify(answer), place('answer', decision_id));

export const openAnswer = (ring: KeyRing, decision_id: string, answer: string): string =>
  open(ring, answer, place('answer', decision_id));

/** A year of lines is a few hundred thousand characters, most of them the same. */
export function sealInputs(ring: KeyRing, decision_id: string, inputs: Inputs): string {
  const packed = zstdCompressSync(JSON.stringify(inputs), FAST).toString('base64');
  return seal(ring, packed, place('inputs', decision_id));
}

const FAST = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
/** Inputs were packed by gzip before. */
const GZIP = 0x1f;

export function openInputs(ring: KeyRing, decision_id: string, sealed: string): Inputs {
  const packed = Buffer.from(open(ring, sealed, place('inputs', decision_id)), 'base64');
  const unpack = packed[0] === GZIP ? gunzipSync : zstdDecompressSync;
  return JSON.parse(unpack(packed).toString('utf8'));
}
