/** Seals what was recorded before contents of leads were sealed. */
import { transaction } from '@shouhu/database';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { note } from '../log/log.ts';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import type { KeyRing } from '@shouhu/vault';
import { masked, personsOf } from './persons.ts';
import type { Content } from './persons.ts';
import { sealContent } from './sealed-content.ts';

interface Earlier {
  readonly lead_id: string;
  readonly revision: number;
  readonly content: Content;
}

/**
 * In one transaction, with the guard against changes off within it; then the table is rewritten, so that no page keeps the clear text.
 * @returns how many revisions were sealed; 0 but once
 */
export async function sealEarlier(
  { db, ring }: { readonly db: Kysely<Schema>; readonly ring: KeyRing },
  { caller, at }: Asking,
): Promise<number> {
  const sealed = await transaction(db, 'read committed', async (trx) => {
    const { rows } = await sql<Earlier>`
      SELECT lead_id, revision, content FROM lead_revision WHERE content IS NOT NULL ORDER BY revision`.execute(trx);
    if (rows.length === 0) return 0;
    await sql`ALTER TABLE lead_revision DISABLE TRIGGER never_changed`.execute(trx);
    for (const { lead_id, revision, content } of rows) {
      const now = sealContent(ring, content, revision);
      await sql`UPDATE lead_revision SET content = NULL, sealed = ${now.sealed}, digest = ${now.digest}
        WHERE lead_id = ${lead_id} AND revision = ${revision}`.execute(trx);
      const message = masked(content.message, personsOf(content));
      await trx.updateTable('lead').set({ message }).where('lead_id', '=', lead_id).execute();
    }
    await sql`ALTER TABLE lead_revision ENABLE TRIGGER never_changed`.execute(trx);
    await note(trx, caller, at, { action: 'lead.sealed', subject: `revisions:${rows.length}`, region: '' });
    return rows.length;
  });
  if (sealed > 0) await sql`VACUUM FULL lead_revision`.execute(db);
  return sealed;
}
