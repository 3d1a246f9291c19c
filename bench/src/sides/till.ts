import assert from 'node:assert/strict';
import { answerOf, checkInput, checkPatient, compileTill } from '@shouhu/audit';
import { currentKnowledge } from '@shouhu/rulebook';
import type { OnProgress } from '../bench.ts';
import { median, rounded } from '../statistics.ts';
import { messagesOf, type TillMessage } from '../till/messages.ts';
import { latencyOf, type Latency } from '../till/pace.ts';

export interface TillInput {
  readonly messages: number;
  readonly rounds: number;
  readonly seed: number;
}

export interface TillOutput {
  readonly lines: number;
  readonly history_lines: number;
  readonly findings_per_message: number;
  readonly undecided_per_message: number;
  /** Judging and putting the answer into words. */
  readonly engine: Latency;
  /** Parsing the JSON of the same message and checking its fields. */
  readonly reading: Latency;
  /** Median of the engine to median of the reading. */
  readonly ratio: number;
}

/** What the engine adds to a 3101 that has been read, beside the reading of it. */
export async function tillSide({ messages, rounds, seed }: TillInput, onProgress: OnProgress): Promise<TillOutput> {
  const { snapshot } = currentKnowledge();
  const till = compileTill(snapshot.ruleset);
  const made = messagesOf(snapshot.ruleset, messages, seed);
  const asked = made.map((message) => ({ patient: patientOf(message), history: message.history }));
  const read = ({ text }: TillMessage): number => patientOf({ text }).fsi_encounter_dtos.length;
  const judge = ({ patient, history }: (typeof asked)[number]): number => {
    const { judgement } = checkPatient(patient, till, history);
    return JSON.stringify(answerOf(judgement, patient.curr_mdtrt_id, null)).length;
  };
  const engines: Latency[] = [];
  const readings: Latency[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    onProgress(`till: round ${round} of ${rounds}`);
    const [engine, reading] = [latencyOf(judge, asked, messages), latencyOf(read, made, messages)];
    if (round === 0) continue;
    engines.push(engine);
    readings.push(reading);
  }
  const judged = asked.map(({ patient, history }) => checkPatient(patient, till, history).judgement);
  const [first] = asked;
  assert(first !== undefined, 'a message');
  const [engine, reading] = [medianOf(engines), medianOf(readings)];
  return {
    lines: first.patient.fsi_encounter_dtos[0]?.fsi_order_dtos?.length ?? 0,
    history_lines: first.history.lines.length,
    findings_per_message: rounded(judged.reduce((sum, { findings }) => sum + findings.length, 0) / messages),
    undecided_per_message: rounded(judged.reduce((sum, { undecided }) => sum + undecided.length, 0) / messages),
    engine,
    reading,
    ratio: rounded(engine.p50_us / reading.p50_us),
  };
}

function patientOf({ text }: Pick<TillMessage, 'text'>) {
  const [patient] = checkInput.parse(JSON.parse(text)).data.patient_dtos;
  assert(patient !== undefined, 'a person');
  return patient;
}

function medianOf(all: readonly Latency[]): Latency {
  const of = (field: keyof Latency): number => median(all.map((one) => one[field]));
  return { p50_us: of('p50_us'), p99_us: of('p99_us'), p999_us: of('p999_us'), max_us: of('max_us') };
}
