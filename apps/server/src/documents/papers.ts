/** The documents that a step waits for, or should: which there are, and which are still to be made. */
import { documentKind, documentsBefore } from '@shouhu/procedure';
import type { Deed } from '@shouhu/procedure';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../store/schema.ts';

/** A document that belongs before a step. */
export interface Paper {
  readonly kind: string;
  readonly name: string;
  /** The step is refused without it. */
  readonly must: boolean;
  readonly made: boolean;
  readonly number: string | null;
  /** Whether it is for the party, and how it reached it. */
  readonly given: boolean;
  readonly delivered: { readonly way: string; readonly on: string } | null;
}

interface Of {
  readonly matter_id: string;
  readonly procedure: string;
  readonly deeds: readonly Deed[];
}

/** @returns the documents before a step, by its action; none where nothing was done that they document */
export async function papersOf(
  db: Kysely<Schema> | Transaction<Schema>,
  { matter_id, procedure, deeds }: Of,
): Promise<(action: string) => Paper[]> {
  const rows = await db
    .selectFrom('document')
    .leftJoin('document_delivery', 'document_delivery.document_id', 'document.document_id')
    .select(['kind', 'deed_seq', 'number', 'way', 'day'])
    .where('matter_id', '=', matter_id)
    .orderBy('revision', 'desc')
    .execute();
  return (action) =>
    documentsBefore(procedure, action).flatMap((kind): Paper[] => {
      const { name, of, must = false, given = false } = documentKind(kind);
      const seqs = deeds.flatMap((deed, at) => (of.includes(deed.action) ? [at + 1] : []));
      const last = seqs.at(-1);
      if (last === undefined) return [];
      const isMade = (seq: number): boolean => rows.some((row) => row.kind === kind && row.deed_seq === seq);
      const row = rows.find((each) => each.kind === kind && each.deed_seq === last);
      const { number = null, way = null, day = null } = row ?? {};
      const delivered = way === null || day === null ? null : { way, on: day };
      // What was given notice of anew is decided by the last notice; every inspection has a record of its own.
      return [{ kind, name, must, made: must ? isMade(last) : seqs.every(isMade), number, given, delivered }];
    });
}

/** Names of those that a step is refused without, and that are not there. */
export function missingOf(papers: readonly Paper[]): string[] {
  return papers.filter(({ must, made }) => must && !made).map(({ name }) => name);
}
