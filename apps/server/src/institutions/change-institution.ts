/** Changes of what is registered, and licences: each with its entry in the dossier. */
import { isDeepStrictEqual } from 'node:util';
import { transaction } from '@shouhu/database';
import { formatCivilDate } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import type { Transaction } from 'kysely';
import { civilDayOf, dayOf } from '../casework/matter.ts';
import { addToDossier } from '../dossier/dossier.ts';
import { placeWithin } from '../dossier/read-dossier.ts';
import type { Services } from '../http/new-app.ts';
import { note } from '../log/log.ts';
import { purposeText } from '../persons/purpose.ts';
import type { Purpose } from '../persons/purpose.ts';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { changesOf, changeText, registered, storeBasics } from './basics.ts';
import type { Basics } from './basics.ts';
import { lastDayForChange } from './limits.ts';
import { openHead, readInstitution } from './registry.ts';
import type { InstitutionView } from './registry.ts';

type Stores = Pick<Services, 'db' | 'ring'>;

export interface BasicsChange {
  /** Made by the client: a repeat changes nothing. */
  readonly entry_id: string;
  /** Version that the caller saw. */
  readonly seen: number;
  /** Day on which it changed. */
  readonly changed_on: string;
  readonly late_reason?: string | undefined;
  readonly basics: Basics;
}

/**
 * @throws ShouhuError SH-H003 out of reach, SH-H004 when somebody else was first, SH-H006 for an id of another entry, SH-H047 when thirty working
 * days have passed and no reason is stated
 */
export async function changeBasics(
  { db, ring }: Stores,
  asking: Asking,
  fixmedins_code: string,
  { entry_id, seen, changed_on, late_reason = '', basics }: BasicsChange,
): Promise<InstitutionView> {
  const { caller, at } = asking;
  const today = civilDayOf(at);
  return transaction(db, 'read committed', async (trx) => {
    const place = await placeWithin(trx, caller, 'institution.write', fixmedins_code);
    const subject = `institution:${fixmedins_code}`;
    if (await isEntered(trx, entry_id, fixmedins_code, subject))
      return readInstitution({ db: trx, ring }, asking, fixmedins_code);
    const before = await registered(trx, ring, fixmedins_code, place.fixmedins_name);
    if (before.version !== seen) throw shouhuError('SH-H004', { seen, now: before.version });
    const day = dayOf(changed_on);
    if (day > today) throw shouhuError('SH-H005', { field: 'changed_on', reason: changed_on });
    const due = lastDayForChange(day);
    const isLate = due !== null && today > due;
    if (isLate && late_reason === '') throw shouhuError('SH-H047', { day: formatCivilDate(due) });
    const fields = changesOf(before.basics, basics);
    if (fields.length > 0) {
      await storeBasics(trx, ring, fixmedins_code, before, basics);
      const changes = changeText(before.basics, basics, fields);
      const detail = { day: changed_on, changes, ...(isLate ? { late_reason } : {}) };
      await addToDossier(trx, asking, {
        entry_id,
        fixmedins_code,
        region: place.admdvs,
        kind: 'basics',
        subject,
        detail,
      });
      await note(trx, caller, at, {
        action: 'institution.write',
        subject,
        region: place.admdvs,
        detail: fields.join(' '),
      });
    }
    return readInstitution({ db: trx, ring }, asking, fixmedins_code);
  });
}

/** Whether an entry of that id is there already. @throws ShouhuError SH-H006 when it is about something else */
async function isEntered(
  trx: Transaction<Schema>,
  entry_id: string,
  fixmedins_code: string,
  subject: string,
): Promise<boolean> {
  const before = await trx
    .selectFrom('dossier_entry')
    .select(['fixmedins_code', 'subject'])
    .where('entry_id', '=', entry_id)
    .executeTakeFirst();
  if (before === undefined) return false;
  if (!isDeepStrictEqual(before, { fixmedins_code, subject })) throw shouhuError('SH-H006', { id: entry_id });
  return true;
}

export interface NewLicence {
  readonly licence_id: string;
  readonly kind: string;
  readonly number: string;
  readonly valid_from: string;
  readonly valid_to: string;
  /** SM3 of a copy. */
  readonly copy_digest: string | null;
}

/** @throws ShouhuError SH-H003 out of reach, SH-H005 for a term that ends before it begins, SH-H006 for an id of another entry */
export async function addLicence(
  { db, ring }: Stores,
  asking: Asking,
  fixmedins_code: string,
  licence: NewLicence,
): Promise<InstitutionView> {
  const { caller, at } = asking;
  const { licence_id, valid_from, valid_to } = licence;
  if (valid_to < valid_from) throw shouhuError('SH-H005', { field: 'valid_to', reason: valid_to });
  return transaction(db, 'read committed', async (trx) => {
    const { admdvs } = await placeWithin(trx, caller, 'institution.write', fixmedins_code);
    const subject = `licence:${licence_id}`;
    if (!(await isEntered(trx, licence_id, fixmedins_code, subject))) {
      await enterLicence(trx, asking, { fixmedins_code, admdvs }, licence);
      await note(trx, caller, at, { action: 'institution.write', subject, region: admdvs, detail: licence.number });
    }
    return readInstitution({ db: trx, ring }, asking, fixmedins_code);
  });
}

/** @returns false when this very licence is there already */
export async function enterLicence(
  trx: Transaction<Schema>,
  asking: Asking,
  { fixmedins_code, admdvs }: { readonly fixmedins_code: string; readonly admdvs: string },
  licence: NewLicence,
): Promise<boolean> {
  const { licence_id, kind, number, valid_from, valid_to, copy_digest } = licence;
  const made = await trx
    .insertInto('licence')
    .values({ ...licence, fixmedins_code, recorded_at: asking.at })
    .onConflict((on) => on.doNothing())
    .returning('licence_id')
    .executeTakeFirst();
  if (made === undefined) return false;
  await addToDossier(trx, asking, {
    entry_id: licence_id,
    fixmedins_code,
    region: admdvs,
    kind: 'licence',
    subject: `licence:${licence_id}`,
    detail: {
      day: formatCivilDate(civilDayOf(asking.at)),
      licence: kind,
      number,
      valid_from,
      valid_to,
      ...(copy_digest === null ? {} : { file: copy_digest }),
    },
  });
  return true;
}

/** The name of the principal head in clear, for a purpose that stands in the log before the answer leaves. */
export async function revealHead(
  { db, ring }: Stores,
  { caller, at }: Asking,
  fixmedins_code: string,
  purpose: Purpose,
): Promise<{ readonly head: string | null }> {
  return transaction(db, 'read committed', async (trx) => {
    const { admdvs } = await placeWithin(trx, caller, 'person.reveal', fixmedins_code);
    const row = await trx
      .selectFrom('institution_basics')
      .select('head')
      .where('fixmedins_code', '=', fixmedins_code)
      .executeTakeFirst();
    await note(trx, caller, at, {
      action: 'person.reveal',
      subject: `institution:${fixmedins_code}`,
      purpose: purposeText(purpose),
      region: admdvs,
      detail: 'head',
    });
    const head = row?.head ?? null;
    return { head: head === null ? null : openHead(ring, fixmedins_code, head) };
  });
}
