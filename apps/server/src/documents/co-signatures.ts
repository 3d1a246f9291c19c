/** Joint steps: who took part confirms under a sign-in of their own before documents of the step are made. */
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import type { Kysely, Transaction } from 'kysely';
import { readMatter } from '../casework/matter.ts';
import type { Matter } from '../casework/matter.ts';
import { signaturesOf } from '../casework/signatures.ts';
import type { CoSignature } from '../casework/signatures.ts';
import { note } from '../log/log.ts';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';

/**
 * Confirms a deed that the caller took part in. A repeat changes nothing: there is one signature of a person on a deed.
 * @throws ShouhuError SH-H002, SH-H003 out of reach; SH-E010 for who took no part
 */
export async function confirmDeed(
  db: Kysely<Schema>,
  { caller, at }: Asking,
  matter_id: string,
  seq: number,
): Promise<CoSignature[]> {
  return transaction(db, 'read committed', async (trx) => {
    const { row, deeds } = await readMatter(trx, caller, matter_id, 'act', true);
    const deed = deeds[seq - 1];
    if (deed === undefined) throw shouhuError('SH-H003', { id: `${matter_id} ${seq}` });
    if (!deed.with.includes(caller.id)) throw shouhuError('SH-E010', {});
    const made = await trx
      .insertInto('co_signature')
      .values({ matter_id, deed_seq: seq, signer: caller.id, signed_at: at })
      .onConflict((on) => on.doNothing())
      .returning('signer')
      .executeTakeFirst();
    const signatures = await signaturesOf(trx, matter_id);
    if (made !== undefined) {
      await note(trx, caller, at, {
        action: 'deed.confirmed',
        subject: `matter:${matter_id}`,
        region: row.admdvs,
        detail: `${seq} ${deed.action}`,
      });
    }
    return signatures;
  });
}

/** Of a step that officers take together: the first who has not confirmed; null when all have. */
export async function missingSignature(
  trx: Transaction<Schema>,
  { row, deeds, conducted }: Matter,
  seq: number,
): Promise<{ readonly step: string; readonly person: string } | null> {
  const deed = deeds[seq - 1];
  const step = deed === undefined ? undefined : conducted.procedure.steps[deed.action];
  if (deed === undefined || step?.officers === undefined) return null;
  const signed = new Set(
    (await signaturesOf(trx, row.matter_id)).filter((each) => each.seq === seq).map(({ signer }) => signer),
  );
  const person = deed.with.find((each) => each !== deed.by && !signed.has(each));
  return person === undefined ? null : { step: step.name, person };
}
