/**
 * How people can be reached beside the console, and whether they want to be: the one place of their telephones. Numbers and addresses are sealed,
 * and shown masked even to their owner.
 */
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { blindIndex, maskPhone, open, seal } from '@shouhu/vault';
import type { KeyRing } from '@shouhu/vault';
import type { Transaction } from 'kysely';
import type { Services } from '../http/new-app.ts';
import { note } from '../log/log.ts';
import type { Asking, Caller } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import type { Channel } from './schema.ts';

interface Contact {
  readonly channel: Channel;
  readonly shown: string;
}

export interface Contacts {
  /** Ways that are configured. */
  readonly channels: readonly Channel[];
  readonly contacts: readonly Contact[];
}

const CHANNELS: readonly Channel[] = ['sms', 'mail'];

export async function contactsOf({ db, channels }: Services, { id }: Caller): Promise<Contacts> {
  const contacts = await db
    .selectFrom('contact')
    .select(['channel', 'shown'])
    .where('person', '=', id)
    .where('wanted', '=', true)
    .execute();
  return { channels: CHANNELS.filter((channel) => channels[channel] !== undefined), contacts };
}

/**
 * @param value null for no longer
 * @throws ShouhuError SH-J011 for a way that is not configured
 */
export async function setContact(
  { db, ring, channels }: Services,
  { caller, at }: Asking,
  channel: Channel,
  value: string | null,
): Promise<void> {
  if (value !== null && channels[channel] === undefined) throw shouhuError('SH-J011', { channel });
  const { id: person } = caller;
  await transaction(db, 'read committed', async (trx) => {
    if (value !== null) await keepContact(trx, ring, { person, channel }, value);
    const row = { person, channel };
    // The bureau still knows the telephone of its staff.
    if (value !== null || channel === 'sms')
      await trx
        .updateTable('contact')
        .set({ wanted: value !== null })
        .where((e) => e.and(row))
        .execute();
    else
      await trx
        .deleteFrom('contact')
        .where((e) => e.and(row))
        .execute();
    await note(trx, caller, at, {
      action: 'contact.set',
      subject: `person:${person}`,
      region: caller.regions[0] ?? '',
      detail: `${channel} ${value === null ? 'removed' : 'set'}`,
    });
  });
}

interface Of {
  readonly person: string;
  readonly channel: Channel;
}

/** Writes a number or an address; one that was not known before is not wanted yet. */
export async function keepContact(
  trx: Transaction<Schema>,
  ring: KeyRing,
  { person, channel }: Of,
  value: string,
): Promise<void> {
  const isPhone = channel === 'sms';
  const kept = {
    sealed: seal(ring, value, whereOf(person, channel)),
    shown: isPhone ? maskPhone(value) : maskMail(value),
    found_by: isPhone ? phoneIndex(ring, value) : null,
  };
  await trx
    .insertInto('contact')
    .values({ person, channel, ...kept, wanted: false })
    .onConflict((on) => on.columns(['person', 'channel']).doUpdateSet(kept))
    .execute();
}

/** The telephone of a person in clear; null where none is known. */
export async function openPhone(trx: Transaction<Schema>, ring: KeyRing, person: string): Promise<string | null> {
  const found = await trx
    .selectFrom('contact')
    .select('sealed')
    .where('person', '=', person)
    .where('channel', '=', 'sms')
    .executeTakeFirst();
  return found === undefined ? null : open(ring, found.sealed, whereOf(person, 'sms'));
}

/** 11 to 21 digits and hyphens. */
export const PHONE = /^\+?\d[\d-]{9,18}\d$/;

/** By which a telephone is found: the same however it was written. */
export function phoneIndex(ring: KeyRing, phone: string): string {
  return blindIndex(ring, 'staff phone', phone.replaceAll(/\D/g, ''));
}

/** Where a contact stands, for its seal. */
export function whereOf(person: string, channel: Channel) {
  return { table: 'contact', column: 'sealed', row: `${person} ${channel}` };
}

function maskMail(address: string): string {
  return address.replace(/^(.).*(@.*)$/u, '$1***$2');
}
