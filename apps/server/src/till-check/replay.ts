/** A decision judged again on what it was decided on. */
import { createHash } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { Judgement } from '@shouhu/rules';
import type { Kysely, Selectable } from 'kysely';
import type { KeyRing } from '@shouhu/vault';
import { masked } from '../findings/content.ts';
import type { Schema } from '../store/schema.ts';
import { judge, openAnswer, openInputs } from './judge.ts';
import { tillBySnapshot } from './tills.ts';

export type DecisionRow = Selectable<Schema['till_decision']>;

export interface Replay {
  /** Bytes of the answer that was given about the person. */
  readonly given: string;
  /** Bytes of the answer that the kept inputs give by the kept rules; null where nothing was judged. */
  readonly again: string | null;
  /** What that answer says in full. */
  readonly judgement: Judgement | null;
}

export async function replay(
  { db, ring }: { readonly db: Kysely<Schema>; readonly ring: KeyRing },
  { decision_id, inputs, answer, snapshot, outcome }: DecisionRow,
): Promise<Replay> {
  const given = openAnswer(ring, decision_id, answer);
  if (outcome === 'not-checked' || snapshot === null) return { given, again: null, judgement: null };
  const { till } = await tillBySnapshot(db, snapshot);
  const { answer: anew, judgement } = judge(openInputs(ring, decision_id, inputs), till);
  return { given, again: JSON.stringify(anew), judgement };
}

/** An answer by its size and digest: enough to say whether two are the same. */
interface Bytes {
  readonly bytes: number;
  /** SHA-256. */
  readonly digest: string;
}

export interface ReplaySeen {
  readonly given: Bytes;
  /** Null where nothing was judged. */
  readonly again: Bytes | null;
  readonly same: boolean | null;
  /** Of reading, judging and writing, in milliseconds. */
  readonly took_ms: number;
  /** Where the two answers differ, the first {@link MOST} places, the person masked; null: there is nothing. */
  readonly differences: readonly {
    readonly place: string;
    readonly given: string | null;
    readonly again: string | null;
  }[];
}

const MOST = 100;

/** Judges once more, and says whether it is the same to the byte, or where it is not. */
export async function replaySeen(
  doing: { readonly db: Kysely<Schema>; readonly ring: KeyRing },
  row: DecisionRow,
): Promise<ReplaySeen> {
  const started = performance.now();
  const { given, again } = await replay(doing, row);
  const took_ms = Math.round(performance.now() - started);
  const of = (text: string): Bytes => ({
    bytes: Buffer.byteLength(text),
    digest: createHash('sha256').update(text).digest('hex'),
  });
  return {
    given: of(given),
    again: again === null ? null : of(again),
    same: again === null ? null : again === given,
    took_ms,
    differences:
      again === null || again === given ? [] : differencesOf(masked(given, row.psn_no), masked(again, row.psn_no)),
  };
}

/** Two texts of JSON, place by place. */
function differencesOf(given: string, again: string): ReplaySeen['differences'] {
  const [before, after] = [new Map(leaves('', JSON.parse(given))), new Map(leaves('', JSON.parse(again)))];
  const places = [...new Set([...before.keys(), ...after.keys()])];
  const differing = places.filter((place) => before.get(place) !== after.get(place));
  return differing
    .slice(0, MOST)
    .map((place) => ({ place, given: before.get(place) ?? null, again: after.get(place) ?? null }));
}

/** Each value with the way that leads to it: `result[0].vola_amt`. */
function leaves(place: string, value: unknown): [string, string][] {
  if (Array.isArray(value)) return value.flatMap((each, at) => leaves(`${place}[${at}]`, each));
  if (typeof value !== 'object' || value === null) return [[place, JSON.stringify(value)]];
  return Object.entries(value).flatMap(([name, each]) => leaves(place === '' ? name : `${place}.${name}`, each));
}
