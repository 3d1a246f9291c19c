/** Who confirmed a joint step, and who has yet to: before that no document is made of it. */
import { documentKind, documentNames } from '@shouhu/procedure';
import type { Deed, Procedure } from '@shouhu/procedure';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../store/schema.ts';

export interface CoSignature {
  readonly seq: number;
  readonly signer: string;
  readonly signed_at: string;
}

export async function signaturesOf(
  db: Kysely<Schema> | Transaction<Schema>,
  matter_id: string,
): Promise<CoSignature[]> {
  const rows = await db
    .selectFrom('co_signature')
    .selectAll()
    .where('matter_id', '=', matter_id)
    .orderBy('deed_seq')
    .orderBy('signer')
    .execute();
  return rows.map(({ deed_seq: seq, signer, signed_at }) => ({ seq, signer, signed_at: signed_at.toISOString() }));
}

/** Of a step that officers take together and that a document is made of: those whose confirmation is wanted. */
export function confirmersOf(
  { id, steps }: Procedure,
  { action, by, with: others }: Pick<Deed, 'action' | 'by' | 'with'>,
): string[] {
  const isPutOnPaper = documentNames.some((name) => {
    const { procedure, of } = documentKind(name);
    return procedure === id && of.includes(action);
  });
  return isPutOnPaper && steps[action]?.officers !== undefined ? others.filter((each) => each !== by) : [];
}
