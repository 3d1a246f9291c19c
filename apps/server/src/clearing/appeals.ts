/**
 * 3701 to 3704: an institution's system reads its reviews, answers them and attaches files. Each message does what a person of the institution does in the
 * console, with the institution's own right and nothing more: procedure, clocks and money are those of the review. Fields from memory, unverified.
 */
import { Readable } from 'node:stream';
import { nationalCalendar } from '@shouhu/clocks';
import { formatCivilDate } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import { oneOf, optional, day, text } from '@shouhu/interface';
import { offersOf, review, standing } from '@shouhu/procedure';
import type { Facts, Procedure } from '@shouhu/procedure';
import { z } from 'zod';
import { civilDayOf, deedOf } from '../casework/matter.ts';
import { stepWithin } from '../casework/take-step.ts';
import { takeBytes } from '../files/blobs.ts';
import { MOST_FILE_BYTES, noteStored, recordFile } from '../files/stored-files.ts';
import { reachSubject } from '../files/subjects.ts';
import { EVIDENCE_TYPES } from '../files/types.ts';
import type { Handling } from '../gateway/transaction.ts';
import { note } from '../log/log.ts';
import type { Asking } from '../rights/caller.ts';
import { yuanOf } from '../settlement/numbers.ts';
import { transactionOf } from '../settlement/transaction-of.ts';
import { uuidOf } from '../store/uuid-of.ts';
import { fileOf } from './files.ts';

/** By whatever state and step a row names. */
const { states, steps }: Pick<Procedure, 'states' | 'steps'> = review;

/** Most reviews of one answer. */
const MOST = 500;

const query = z.object({
  data: z.object({ begndate: optional(day), enddate: optional(day), matter_id: optional(z.uuid('uuid')) }),
});
const answer = z.object({
  data: z.object({ matter_id: z.uuid('uuid'), appy_type: oneOf('1', '2'), appy_rea: optional(text(2000)) }),
});
const attachment = z.object({
  data: z.object({ matter_id: z.uuid('uuid'), file_qury_no: text(30), memo: optional(text(200)) }),
});
const panel = z.object({ data: z.object({ matter_id: z.uuid('uuid'), appy_rea: text(2000) }) });

/** The institution itself, as whoever works in its workspace. */
const askingOf = ({ message: { fixmedins_code, opter_name }, at }: Handling): Asking => ({
  caller: {
    id: `institution:${fixmedins_code}`,
    name: opter_name,
    duties: ['institution'],
    regions: [],
    fixmedins_code,
  },
  at,
});

/** Reviews that were put to the institution, latest first: where each stands, what may be done until when, what was done. */
async function list(handling: Handling, { data }: z.output<typeof query>): Promise<object> {
  const { trx, message } = handling;
  const { begndate, enddate, matter_id } = data;
  const rows = await trx
    .selectFrom('matter')
    .selectAll()
    .where('procedure', '=', review.id)
    .where('fixmedins_code', '=', message.fixmedins_code)
    .$if(matter_id !== null, (some) => some.where('matter_id', '=', matter_id ?? ''))
    .$if(begndate !== null, (some) => some.where('opened_at', '>=', new Date(`${begndate}T00:00:00+08:00`)))
    .$if(enddate !== null, (some) => some.where('opened_at', '<=', new Date(`${enddate}T23:59:59.999+08:00`)))
    .orderBy('opened_at', 'desc')
    .orderBy('matter_id')
    .limit(MOST)
    .execute();
  const deeds = await trx
    .selectFrom('deed')
    .selectAll()
    .where('matter_id', 'in', [...rows.map((row) => row.matter_id), '00000000-0000-0000-0000-000000000000'])
    .orderBy('seq')
    .execute();
  const byMatter = Map.groupBy(
    deeds.map((row) => ({ matter_id: row.matter_id, ...deedOf(row) })),
    (one) => one.matter_id,
  );
  const { caller, at } = askingOf(handling);
  const today = { by: caller, on: civilDayOf(at) };
  return {
    data: rows.map((row) => {
      const own = byMatter.get(row.matter_id) ?? [];
      const now = standing(review, own, nationalCalendar);
      const amount = own.findLast(({ facts }) => facts['amount_fen'] !== undefined)?.facts['amount_fen'];
      return {
        matter_id: row.matter_id,
        state: now.state,
        state_name: review.states[now.state],
        amount: typeof amount === 'number' ? yuanOf(amount) : null,
        due_day: row.due_day,
        offers: offersOf(review, own, today, nationalCalendar)
          .filter(({ refusal }) => refusal === null)
          .map(({ action }) => action),
        nodes: own.map(({ action, on, facts }) => ({
          action,
          name: steps[action]?.name ?? action,
          day: formatCivilDate(on),
          memo: [facts['text'], facts['reason']].find((words) => typeof words === 'string') ?? null,
        })),
      };
    }),
  };
}

/** @throws ShouhuError SH-Y017 for what is no review of the sender */
async function lockedReview({ trx, message }: Handling, matter_id: string): Promise<{ readonly version: number }> {
  const row = await trx
    .selectFrom('matter')
    .select('version')
    .where('matter_id', '=', matter_id)
    .where('procedure', '=', review.id)
    .where('fixmedins_code', '=', message.fixmedins_code)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw shouhuError('SH-Y017', { id: matter_id }, { field: 'input.data.matter_id' });
  return row;
}

/** Takes a step of the institution; a repeat of the message is answered before it comes here. */
async function take(handling: Handling, matter_id: string, action: string, facts: Facts): Promise<object> {
  const { trx, message, at } = handling;
  const asking = askingOf(handling);
  const row = await lockedReview(handling, matter_id);
  const request_id = uuidOf(`${message.msgid} ${matter_id}`);
  const taken = await stepWithin(trx, asking, { matter_id, request_id, seen: row.version, action, with: [], facts });
  if (taken.noted !== null) await note(trx, asking.caller, at, taken.noted);
  const { state, due_day } = taken.matter.row;
  return { matter_id, state, state_name: states[state], due_day };
}

/** 1 accepts, 2 appeals with a reason. */
async function respond(handling: Handling, { data }: z.output<typeof answer>): Promise<object> {
  const { matter_id, appy_type, appy_rea } = data;
  if (appy_type === '1') return take(handling, matter_id, 'accept', {});
  if (appy_rea === null) throw shouhuError('SH-T002', { field: 'input.data.appy_rea' });
  return take(handling, matter_id, 'appeal', { text: appy_rea });
}

/** A file that 9101 brought becomes one of the review, judged as any other evidence; attached again it stays one. */
async function attach(handling: Handling, { data }: z.output<typeof attachment>): Promise<object> {
  const { trx, ring, folder } = handling;
  const { matter_id, file_qury_no, memo } = data;
  const asking = askingOf(handling);
  await lockedReview(handling, matter_id);
  const subject = `matter:${matter_id}`;
  const place = await reachSubject(trx, asking.caller, subject, 'act');
  const { filename, content } = await fileOf(handling, file_qury_no);
  const limits = { most: MOST_FILE_BYTES, types: EVIDENCE_TYPES };
  const taken = await takeBytes({ ring, folder }, Readable.from([content]), filename, limits);
  try {
    const file_id = uuidOf(`3704 ${matter_id} ${file_qury_no}`);
    const wanted = { file_id, subject, title: memo ?? '申诉附件', name: filename };
    const { row, isNew } = await recordFile(trx, { ring }, asking, { ...wanted, place, taken });
    if (isNew) await noteStored(trx, asking, place, row);
    return { matter_id, file_id, file_qury_no, type: row.type, size: row.size };
  } finally {
    await taken.drop();
  }
}

export const appealTransactions = [
  transactionOf({ infno: '3701', name: '审核申诉、扣款节点查询', input: query, handle: list }),
  transactionOf({ infno: '3702', name: '申诉提交', input: answer, handle: respond }),
  transactionOf({
    infno: '3703',
    name: '申请合议提交',
    input: panel,
    handle: async (handling, { data: { matter_id, appy_rea } }) =>
      take(handling, matter_id, 'requestPanel', { text: appy_rea }),
  }),
  transactionOf({ infno: '3704', name: '附件上传', input: attachment, handle: attach }),
];
