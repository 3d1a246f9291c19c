/** Sends what waits to be sent. A message that was sent just before a fault is sent again under the same id. */
import { transaction } from '@shouhu/database';
import { open } from '@shouhu/vault';
import type { Transaction } from 'kysely';
import type { Services } from '../http/new-app.ts';
import type { Schema } from '../store/schema.ts';
import type { Outgoing, Send } from './channels.ts';
import { whereOf } from './contacts.ts';
import type { Channel } from './schema.ts';
import { said } from './templates.ts';

/** After so many failures, over about a day, a message is given up; its notice stays on the screen. */
const MOST_ATTEMPTS = 12;
const FIRST_PAUSE_MS = 30_000;

/** Sends until nothing is left that is due. */
export async function sendMessages(services: Services, signal?: AbortSignal): Promise<void> {
  while (await sendNext(services)) signal?.throwIfAborted();
}

/** @returns false when nothing was due */
async function sendNext({ db, channels, ring, now }: Services): Promise<boolean> {
  const ways = Object.entries(channels);
  if (ways.length === 0) return false;
  return transaction(db, 'read committed', async (trx) => {
    const next = await dueMessage(trx, Object.keys(channels), now());
    if (next === undefined) return false;
    const { notice_id, channel, attempts, person, sealed, template, params } = next;
    const send = channels[channel];
    const to = sealed === null ? null : open(ring, sealed, whereOf(person, channel));
    const failed =
      to === null || send === undefined
        ? false
        : !(await sent(send, { id: notice_id, to, text: said(template, params).zh }));
    const row = trx.updateTable('message').where('notice_id', '=', notice_id).where('channel', '=', channel);
    const tries = attempts + 1;
    if (failed && tries < MOST_ATTEMPTS) {
      await row.set({ attempts: tries, next_at: new Date(now().getTime() + FIRST_PAUSE_MS * 2 ** attempts) }).execute();
    } else {
      const state = failed || to === null ? 'given-up' : 'sent';
      await row.set({ attempts: tries, state, sent_at: state === 'sent' ? now() : null }).execute();
    }
    return true;
  });
}

async function dueMessage(trx: Transaction<Schema>, channels: readonly string[], at: Date) {
  const known = channels.filter((name): name is Channel => name === 'sms' || name === 'mail');
  return trx
    .selectFrom('message')
    .innerJoin('notice', 'notice.notice_id', 'message.notice_id')
    .leftJoin('contact', (join) =>
      join
        .onRef('contact.person', '=', 'notice.person')
        .onRef('contact.channel', '=', 'message.channel')
        .on('contact.wanted', '=', true),
    )
    .select([
      'message.notice_id',
      'message.channel',
      'message.attempts',
      'notice.person',
      'notice.template',
      'notice.params',
      'contact.sealed',
    ])
    .where('message.state', '=', 'waiting')
    .where('message.channel', 'in', known)
    .where('message.next_at', '<=', at)
    .orderBy('message.next_at')
    .limit(1)
    .forUpdate('message')
    .skipLocked()
    .executeTakeFirst();
}

async function sent(send: Send, message: Outgoing): Promise<boolean> {
  try {
    await send(message);
    return true;
  } catch {
    return false;
  }
}
