/**
 * The door: takes one message, knows its sender, has its transaction done once, and answers. A repeat gets the first answer, byte for byte;
 * a refusal of the transaction is an answer too; a fault of ours is none, and the message may come again.
 */
import assert from 'node:assert/strict';
import { formatCivilDate } from '@shouhu/codes';
import { transaction } from '@shouhu/database';
import { ShouhuError, shouhuError } from '@shouhu/errors';
import { faultOf, instantText, mostCharacters, readEnvelope, signedText } from '@shouhu/interface';
import type { Envelope } from '@shouhu/interface';
import { decryptText, digestOfText } from '@shouhu/vault';
import { civilDayOf } from '../casework/matter.ts';
import type { Services } from '../http/new-app.ts';
import { completion, refusal } from './answers.ts';
import type { Answered } from './answers.ts';
import { answerTo, claim, countRefusal, keepAnswer } from './messages.ts';
import type { Arrived } from './messages.ts';
import { GATEWAY } from './options.ts';
import type { GatewayOptions } from './options.ts';
import { senderOf } from './sender.ts';
import type { Sender } from './sender.ts';
import { REFUSED, TRANSACTIONS } from './transactions.ts';
import { Unreadable } from './transaction.ts';
import type { InterfaceTransaction } from './transaction.ts';

/** Most by which the clock of an institution may differ from ours. */
const CLOCK_MINUTES = 10;

export type DoorServices = Pick<Services, 'db' | 'ring' | 'folder' | 'now' | 'gateway' | 'policyOf'>;

/** What came over the wire. */
export interface Incoming {
  readonly text: string;
  /** Transaction that the address names. */
  readonly path: string | null;
  /** Whether it came from this machine itself. */
  readonly local: boolean;
}

/** What goes back, and what figures and lists say of it. */
export interface Outgoing {
  readonly status: number;
  readonly text: string;
  readonly infno: string;
  /** `turned-away`: refused before its sender was known; `fault`: nothing was kept; `repeat`: answered before. */
  readonly outcome: 'done' | 'refused' | 'repeat' | 'turned-away' | 'fault';
  /** What went wrong inside. */
  readonly fault?: unknown;
}

export async function takeMessage(services: DoorServices, incoming: Incoming): Promise<Outgoing> {
  const at = services.now();
  let infno = TRANSACTIONS.has(incoming.path ?? '') ? (incoming.path ?? '') : 'unknown';
  let [fixmedins_code, admdvs] = ['', '000000'];
  try {
    const envelope = readEnvelope(incoming.text);
    ({ fixmedins_code } = envelope);
    admdvs = envelope.mdtrtarea_admvs;
    const work = transactionOf(envelope, incoming.path);
    ({ infno } = work);
    const known = await identify(services, envelope, incoming, at);
    return { ...(await answer(services, work, envelope, known)), status: 200, infno };
  } catch (error) {
    const { refused } = optionsOf(services);
    const about = { at, now: services.now(), admdvs, seq: 0, refused };
    if (!isRefusal(error)) {
      const { text } = refusal(about, shouhuError('SH-T022', {}));
      return { text, infno, outcome: 'fault', status: 500, fault: error };
    }
    await countRefusal(services.db, fixmedins_code, formatCivilDate(civilDayOf(at)), error.code, at);
    const { text } = refusal(about, error);
    return { text, infno, outcome: 'turned-away', status: error.code === 'SH-T001' ? 400 : 200 };
  }
}

const optionsOf = ({ gateway = GATEWAY }: DoorServices): GatewayOptions => gateway;

function transactionOf({ infno }: Envelope, path: string | null): InterfaceTransaction {
  if (path !== null && path !== infno) throw shouhuError('SH-T008', { path, infno });
  const found = TRANSACTIONS.get(infno);
  if (found === undefined) throw shouhuError('SH-T006', { infno });
  return found;
}

/** A message whose sender is known, with its `input` in clear. */
interface Known {
  readonly arrived: Arrived;
  readonly sender: Sender;
  readonly input: unknown;
}

async function identify(
  services: DoorServices,
  envelope: Envelope,
  { text, local }: Incoming,
  at: Date,
): Promise<Known> {
  const { unsigned, limits } = optionsOf(services);
  const { infno, msgid, opter, opter_name, insuplc_admdvs, sign_no, enctype } = envelope;
  const signed = signedText(text);
  const sender = await senderOf(services, { envelope, signed, unsigned: unsigned && local });
  const { fixmedins_code, admdvs, key_id, bodyKey } = sender;
  if ((bodyKey !== null) !== (enctype === 'SM4')) throw shouhuError('SH-T017', { fixmedins_code });
  const most = mostCharacters(limits, infno);
  const { input, length } = readInput(envelope, bodyKey, text.length <= most);
  if (length > most) throw shouhuError('SH-T007', { infno, most });
  const message = { infno, msgid, fixmedins_code, admdvs, insuplc_admdvs, opter, opter_name };
  const bytes = Buffer.byteLength(text);
  return { arrived: { message, at, digest: digestOfText(signed), key_id, sign_no, bytes }, sender, input };
}

/** `input` in clear, and the length of its JSON. @param isShort whether the whole message is short enough already */
function readInput(
  { input, fixmedins_code }: Envelope,
  bodyKey: string | null,
  isShort: boolean,
): { input: object; length: number } {
  if (bodyKey === null) {
    if (typeof input === 'string') throw shouhuError('SH-T004', { field: 'input', expected: 'object' });
    return { input, length: isShort ? 0 : JSON.stringify(input).length };
  }
  const text = typeof input === 'string' ? decryptText(bodyKey, input) : undefined;
  const value = objectOf(text ?? '');
  if (text === undefined || value === undefined) throw shouhuError('SH-T017', { fixmedins_code });
  return { input: value, length: text.length };
}

function objectOf(json: string): object | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

type Outcome = Pick<Outgoing, 'text' | 'outcome'>;

async function answer(
  services: DoorServices,
  work: InterfaceTransaction,
  envelope: Envelope,
  known: Known,
): Promise<Outcome> {
  const { db, ring, folder, now, policyOf } = services;
  const { arrived, sender } = known;
  const { at, message } = arrived;
  const { inf_time } = envelope;
  const before = async (): Promise<Outcome | undefined> => {
    const text = await answerTo(db, ring, arrived);
    return text === undefined ? undefined : { text, outcome: 'repeat' };
  };
  if (Math.abs(inf_time.getTime() - at.getTime()) > CLOCK_MINUTES * 60_000) {
    const answered = await before();
    if (answered !== undefined) return answered;
    throw shouhuError('SH-T013', { inf_time: instantText(inf_time), now: instantText(at), minutes: CLOCK_MINUTES });
  }
  const { refused, advice } = optionsOf(services);
  const about = { at, admdvs: sender.admdvs, refused };
  const attempt = async (unread: boolean): Promise<Answered | undefined> =>
    transaction(db, 'read committed', async (trx) => {
      const claimed = await claim(trx, arrived);
      if (claimed === undefined) return undefined;
      checkSession(services, work, arrived, claimed.session);
      const handling = { trx, ring, folder, policyOf, message, at, advice, unread };
      const output = await work.handle(handling, inputOf(work, known));
      const answered = completion({ ...about, seq: claimed.seq, now: now() }, output, sender.bodyKey);
      await keepAnswer(trx, ring, message.msgid, answered);
      return answered;
    });
  const again = async (error: unknown) => {
    if (error instanceof Unreadable) return attempt(true);
    throw error;
  };
  const did = await attempt(false)
    .catch(again)
    .catch(async (error: unknown) => {
      if (!isRefusal(error)) throw error;
      return keepRefusal(services, arrived, error, (seq) => refusal({ ...about, seq, now: now() }, error));
    });
  if (did !== undefined) return { text: did.text, outcome: did.outcome === 'done' ? 'done' : 'refused' };
  const answered = await before();
  assert(answered !== undefined, 'messages are never removed');
  return answered;
}

/** What the transaction had written is gone; that it was refused stays. @returns undefined when the same message was answered meanwhile */
async function keepRefusal(
  { db, ring, folder, policyOf }: DoorServices,
  arrived: Arrived,
  error: ShouhuError,
  refused: (seq: number) => Answered,
): Promise<Answered | undefined> {
  return transaction(db, 'read committed', async (trx) => {
    const claimed = await claim(trx, arrived);
    if (claimed === undefined) return undefined;
    const answered = refused(claimed.seq);
    const { message, at } = arrived;
    for (const keep of REFUSED) await keep({ trx, ring, folder, policyOf, message, at }, error);
    await keepAnswer(trx, ring, message.msgid, answered);
    return answered;
  });
}

function checkSession(
  services: DoorServices,
  { infno }: InterfaceTransaction,
  { sign_no }: Arrived,
  session: boolean,
): void {
  if (infno === '9001') return;
  if (sign_no === null) {
    if (optionsOf(services).signIn === 'needed') throw shouhuError('SH-T015', {});
    return;
  }
  // The one that is just being ended is named by 9002 itself.
  if (!session) throw shouhuError('SH-T016', { sign_no });
}

function inputOf({ input: shape }: InterfaceTransaction, { input, arrived }: Known): unknown {
  const read = shape.safeParse(input);
  if (!read.success) throw faultOf(read.error.issues, input, ['input']);
  if (arrived.message.insuplc_admdvs === null && namesPerson(input)) throw shouhuError('SH-T018', {});
  return read.data;
}

/** Whether a node of `input`, or a row of a list of it, has a `psn_no`. */
function namesPerson(input: unknown): boolean {
  if (typeof input !== 'object' || input === null) return false;
  return Object.values(input).some((each: unknown) => {
    const rows: readonly unknown[] = Array.isArray(each) ? each : [each];
    return rows.some((row) => typeof row === 'object' && row !== null && 'psn_no' in row && Boolean(row.psn_no));
  });
}

/** Input that is refused, as opposed to a fault of the platform or its database. */
function isRefusal(error: unknown): error is ShouhuError {
  return error instanceof ShouhuError && error.exit === 1 && !/^SH-[BV]/.test(error.code);
}
