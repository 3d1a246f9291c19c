/** The messages that came, each once by its msgid, and what was answered. */
import { shouhuError } from '@shouhu/errors';
import { DONE, received } from '@shouhu/interface';
import type { Answer } from '@shouhu/interface';
import { open, seal } from '@shouhu/vault';
import type { KeyRing } from '@shouhu/vault';
import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../store/schema.ts';
import { refusal } from './answers.ts';
import type { Answered } from './answers.ts';
import { bodyKeyPlace } from './sender.ts';
import { SESSION_HOURS } from './sign-in.ts';
import type { Message } from './transaction.ts';

type Reading = Kysely<Schema> | Transaction<Schema>;

/** A message as the door knows it before it is worked on. */
export interface Arrived {
  readonly message: Message;
  readonly at: Date;
  readonly digest: string;
  readonly key_id: string | null;
  readonly sign_no: string | null;
  readonly bytes: number;
}

interface Claim {
  readonly seq: number;
  /** Whether its `sign_no` is a session of this institution that still holds. */
  readonly session: boolean;
}

/**
 * Takes the msgid for this transaction. Of two at once the second waits for the first to end.
 * @returns undefined when it was taken before: {@link answerTo} has its answer
 */
export async function claim(
  trx: Transaction<Schema>,
  { message, at, digest, key_id, sign_no, bytes }: Arrived,
): Promise<Claim | undefined> {
  const { msgid, fixmedins_code, infno, opter } = message;
  const oldest = new Date(at.getTime() - SESSION_HOURS * 3_600_000);
  const { rows } = await sql<Claim>`
    INSERT INTO gateway_message (msgid, fixmedins_code, infno, opter, received_at, digest, key_id, bytes)
    VALUES (${msgid}, ${fixmedins_code}, ${infno}, ${opter}, ${at}, ${digest}, ${key_id}, ${bytes}) ON CONFLICT DO NOTHING
    RETURNING seq, EXISTS (SELECT FROM gateway_session s WHERE s.sign_no = ${sign_no} AND s.fixmedins_code = ${fixmedins_code}
      AND s.ended_at IS NULL AND s.begun_at > ${oldest}) AS session`.execute(trx);
  return rows[0];
}

/** Keeps the answer in the transaction that worked for it. */
export async function keepAnswer(
  trx: Transaction<Schema>,
  ring: KeyRing,
  msgid: string,
  answered: Answered,
): Promise<void> {
  const { text, ...rest } = answered;
  await trx
    .updateTable('gateway_message')
    .set({ ...rest, answer: seal(ring, text, answerPlace(msgid)) })
    .where('msgid', '=', msgid)
    .execute();
}

/**
 * The answer that a message got before.
 * @returns undefined when it has not come yet
 * @throws ShouhuError SH-T014 when its msgid was used for another message; SH-T023 when it was reversed, before it came or since; SH-T025 when its answer is kept no more
 */
export async function answerTo(db: Reading, ring: KeyRing, { message, digest }: Arrived): Promise<string | undefined> {
  const { msgid, fixmedins_code } = message;
  const known = await db
    .selectFrom('gateway_message')
    .select(['fixmedins_code', 'digest', 'answer', 'outcome', 'reversed_at', 'pruned_at'])
    .where('msgid', '=', msgid)
    .executeTakeFirst();
  if (known === undefined) return undefined;
  if (known.fixmedins_code !== fixmedins_code) throw shouhuError('SH-T014', { msgid });
  if (known.outcome === 'void' || known.reversed_at !== null) throw shouhuError('SH-T023', { msgid });
  if (known.digest !== digest) throw shouhuError('SH-T014', { msgid });
  if (known.pruned_at !== null) throw shouhuError('SH-T025', { msgid });
  return open(ring, known.answer ?? '', answerPlace(msgid));
}

/** What became of an earlier message. */
export type Earlier =
  | { readonly state: 'done'; /** Null: kept no more. */ readonly answer: Answer | null }
  | { readonly state: 'refused'; readonly code: string }
  /** It had not come, and will be refused if it comes now. */
  | { readonly state: 'never' };

interface Reversed {
  readonly omsgid: string;
  readonly oinfno: string;
}

/**
 * Finds an earlier message of the same institution for its reversal (2601). One that is being worked on is waited for; one that never came is
 * barred from coming later, so that what is reversed stays so.
 * @throws ShouhuError SH-T014 when the id belongs to another transaction or institution
 */
export async function settleFate(
  {
    trx,
    ring,
    message,
    at,
  }: { readonly trx: Transaction<Schema>; readonly ring: KeyRing; readonly message: Message; readonly at: Date },
  { omsgid, oinfno }: Reversed,
): Promise<Earlier> {
  const { fixmedins_code, opter } = message;
  const { text } = refusal(
    { at, admdvs: message.admdvs, seq: 0, refused: -1 },
    shouhuError('SH-T023', { msgid: omsgid }),
  );
  await sql`INSERT INTO gateway_message (msgid, fixmedins_code, infno, opter, received_at, digest, outcome, code, answer, latency_ms)
    VALUES (${omsgid}, ${fixmedins_code}, ${oinfno}, ${opter}, ${at}, '', 'void', 'SH-T023', ${seal(ring, text, answerPlace(omsgid))}, 0)
    ON CONFLICT DO NOTHING`.execute(trx);
  const known = await trx
    .selectFrom('gateway_message as m')
    .leftJoin('institution_key as k', 'k.key_id', 'm.key_id')
    .select(['m.fixmedins_code', 'm.infno', 'm.outcome', 'm.code', 'm.answer', 'm.key_id', 'k.body_key'])
    .where('m.msgid', '=', omsgid)
    .executeTakeFirstOrThrow();
  if (known.fixmedins_code !== fixmedins_code || known.infno !== oinfno)
    throw shouhuError('SH-T014', { msgid: omsgid });
  if (known.outcome === 'void') return { state: 'never' };
  if (known.outcome === 'refused') return { state: 'refused', code: known.code ?? '' };
  if (known.answer === null) return { state: 'done', answer: null };
  const { body_key, key_id } = known;
  const bodyKey = body_key === null || key_id === null ? undefined : open(ring, body_key, bodyKeyPlace(key_id));
  const { answer } = received(200, open(ring, known.answer, answerPlace(omsgid)), bodyKey);
  return { state: 'done', answer: { ...answer, infcode: DONE } };
}

/** Has a repeat of a message that was taken back refused: its first answer would say that it stands. */
export async function barRepeats(trx: Transaction<Schema>, msgid: string, at: Date): Promise<void> {
  await trx.updateTable('gateway_message').set({ reversed_at: at }).where('msgid', '=', msgid).execute();
}

const answerPlace = (msgid: string) => ({ table: 'gateway_message', column: 'answer', row: msgid });

/** Counts what was turned away at the door, where it names a registered institution. */
export async function countRefusal(
  db: Kysely<Schema>,
  fixmedins_code: string,
  day: string,
  code: string,
  at: Date,
): Promise<void> {
  await sql`INSERT INTO gateway_refusal SELECT fixmedins_code, ${day}::date, ${code}, 1, ${at}::timestamptz FROM institution
    WHERE fixmedins_code = ${fixmedins_code}
    ON CONFLICT (fixmedins_code, day, code) DO UPDATE SET count = gateway_refusal.count + 1, last_at = excluded.last_at`.execute(
    db,
  );
}
