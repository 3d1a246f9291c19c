/** One decision: what it is made of, and the answer that follows from that alone. */
import { constants, gunzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { answerOf, checkPatient } from '@shouhu/audit';
import type { CheckAnswer, Patient, Till } from '@shouhu/audit';
import type { World } from '@shouhu/claims';
import type { Judgement } from '@shouhu/rules';
import { open, seal } from '@shouhu/vault';
import type { KeyRing } from '@shouhu/vault';
import { columnsOf, rowsOf } from './columns.ts';

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

/** Lists of the history, which are kept as columns; so are the orders of each visit of the message. */
const LISTS = ['visits', 'lines', 'diagnoses', 'operations', 'sales'] as const;

/** A year of lines is a few hundred thousand characters, most of them the same. */
export function sealInputs(ring: KeyRing, decision_id: string, inputs: Inputs): string {
  const text = zstdCompressSync(JSON.stringify(inColumns(inputs)), FAST).toString('base64');
  return seal(ring, text, place('inputs', decision_id));
}

function inColumns({ patient, history, ...rest }: Inputs): object {
  const encounters = patient.fsi_encounter_dtos.map((one) => ({
    ...one,
    fsi_order_dtos: one.fsi_order_dtos && columnsOf(one.fsi_order_dtos),
  }));
  const lists = history === null ? [] : LISTS.map((name) => [name, columnsOf(history[name])]);
  return {
    ...rest,
    patient: { ...patient, fsi_encounter_dtos: encounters },
    history: history && { ...history, ...Object.fromEntries(lists) },
  };
}

const FAST = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
/** Inputs were packed by gzip before. */
const GZIP = 0x1f;

export function openInputs(ring: KeyRing, decision_id: string, sealed: string): Inputs {
  const bytes = Buffer.from(open(ring, sealed, place('inputs', decision_id)), 'base64');
  const unpack = bytes[0] === GZIP ? gunzipSync : zstdDecompressSync;
  const inputs = JSON.parse(unpack(bytes).toString('utf8'));
  for (const one of inputs.patient.fsi_encounter_dtos) one.fsi_order_dtos &&= rowsOf(one.fsi_order_dtos);
  if (inputs.history !== null) for (const name of LISTS) inputs.history[name] = rowsOf(inputs.history[name]);
  return inputs;
}
