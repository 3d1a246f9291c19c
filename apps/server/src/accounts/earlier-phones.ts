/** Takes over telephones that were kept with accounts, before there was one place for them. */
import { transaction } from '@shouhu/database';
import { open } from '@shouhu/vault';
import type { KeyRing } from '@shouhu/vault';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { note } from '../log/log.ts';
import { keepContact } from '../outbox/contacts.ts';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';

/** In one transaction, at whose end the earlier columns are gone: it does something once. */
export async function takeEarlierPhones(
  { db, ring }: { readonly db: Kysely<Schema>; readonly ring: KeyRing },
  { caller, at }: Asking,
): Promise<void> {
  await transaction(db, 'read committed', async (trx) => {
    const { rows: columns } = await sql`SELECT 1 FROM information_schema.columns
      WHERE table_schema = current_schema() AND table_name = 'user_account' AND column_name = 'phone'`.execute(trx);
    if (columns.length === 0) return;
    const { rows } = await sql<{ id: string; phone: string }>`
      SELECT id, phone FROM user_account WHERE phone IS NOT NULL`.execute(trx);
    for (const { id, phone } of rows) {
      const known = await trx
        .selectFrom('contact')
        .select('person')
        .where('person', '=', id)
        .where('channel', '=', 'sms')
        .executeTakeFirst();
      // What a person said of themselves is the later word.
      if (known !== undefined) continue;
      const number = open(ring, phone, { table: 'user_account', column: 'phone', row: id });
      await keepContact(trx, ring, { person: id, channel: 'sms' }, number);
    }
    await sql`ALTER TABLE user_account DROP COLUMN phone, DROP COLUMN phone_index`.execute(trx);
    await note(trx, caller, at, { action: 'account.phones', subject: `accounts:${rows.length}`, region: '' });
  });
}
