/** Holds an institution's own books against the platform, over the interface alone. */
import { buildMessage, codeOf } from '@shouhu/interface';
import type { Message, Received, Sender } from '@shouhu/interface';
import { AMOUNTS, brokenIdentities, fenOf } from './books.ts';
import type { Books, Settlement } from './books.ts';
import { fieldsOf } from './course.ts';

export interface Checking {
  readonly sender: Sender;
  readonly insuplc_admdvs: string;
  /** A network without faults. */
  readonly post: (message: Message) => Promise<Received>;
  readonly now: () => Date;
  /** The first serial of the messages of the check. */
  readonly serial: number;
  readonly signal?: AbortSignal;
}

/** @returns what differs, in words; nothing where all is as it is believed */
export async function checkBooks(checking: Checking, books: Books): Promise<string[]> {
  const { sender, insuplc_admdvs, post, now, signal } = checking;
  let { serial } = checking;
  const ask = async (infno: string, input: object): Promise<{ code: string | null; output: unknown }> => {
    signal?.throwIfAborted();
    serial = (serial % MOST_SERIAL) + 1;
    const { answer } = await post(buildMessage(sender, { infno, input, at: now(), serial, insuplc_admdvs }));
    return { code: codeOf(answer), output: answer.output };
  };
  const faults: string[] = [];
  for (const settlement of books.settlements) {
    faults.push(...(await checkSettlement(ask, settlement, settlement.back)));
    if (settlement.back !== null) faults.push(...(await checkSettlement(ask, settlement.back, null)));
  }
  // A reversal says what became of a message, and changes nothing where it did nothing.
  for (const { msgid, infno, reversed } of books.without) {
    const { code, output } = await ask('2601', { data: { omsgid: msgid, oinfno: infno } });
    const result = fieldsOf(fieldsOf(output)['result'])['revs_rslt'];
    const memo = fieldsOf(fieldsOf(output)['result'])['memo'];
    const nothing = reversed ? result === '3' || (result === '1' && memo === CANCELLED_BEFORE) : result === '2';
    if (code !== null || !nothing) faults.push(`${infno} ${msgid} did something: ${code ?? JSON.stringify(output)}`);
  }
  return faults;
}

const MOST_SERIAL = 9_999;
const CANCELLED_BEFORE = '原交易此前已撤销';

type Asking = (infno: string, input: object) => Promise<{ code: string | null; output: unknown }>;

async function checkSettlement(ask: Asking, believed: Settlement, back: Settlement | null): Promise<string[]> {
  const { setl_id, mdtrt_id, psn_no, infno, setlinfo, stated } = believed;
  const data = { data: { setl_id, mdtrt_id, psn_no } };
  const kept = await ask('5203', data);
  if (kept.code !== null) return [`${infno} ${setl_id}: 5203 ${kept.code}`];
  const known = fieldsOf(fieldsOf(kept.output)['setlinfo']);
  const faults = AMOUNTS.filter((field) => fenOf(known, field) !== fenOf(setlinfo, field)).map(
    (field) => `${field} ${String(setlinfo[field])} was answered, ${String(known[field])} is kept`,
  );
  faults.push(...brokenIdentities(known).map((name) => `identity of ${name}`));
  if (CANCELS.has(infno)) {
    if (known['refd_setl_flag'] !== '1') faults.push('is no cancellation');
  } else if (fenOf(known, 'medfee_sumamt') !== stated) faults.push(`${stated} fen were stated`);
  else if (back === null) {
    const lines = await ask('5204', data);
    const rows: readonly unknown[] = Array.isArray(lines.output) ? lines.output : Object.values(fieldsOf(lines.output));
    const sum = rows.reduce<number>((total, row) => total + fenOf(fieldsOf(row), 'det_item_fee_sumamt'), 0);
    if (sum !== stated) faults.push(`its lines are ${sum} fen of ${stated}`);
  } else if (AMOUNTS.some((field) => fenOf(back.setlinfo, field) + fenOf(known, field) !== 0))
    faults.push(`${back.setl_id} took back another amount`);
  return faults.map((fault) => `${infno} ${setl_id}: ${fault}`);
}

const CANCELS: ReadonlySet<string> = new Set(['2103', '2208', '2305']);
