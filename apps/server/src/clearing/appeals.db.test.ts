import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { ShouhuError } from '@shouhu/errors';
import { packed } from '../files/archive.fixture.ts';
import { HOSPITAL, OTHER_HOSPITAL, fieldOf, till } from '../settlement/settlement.fixture.ts';
import type { Output, Till } from '../settlement/settlement.fixture.ts';
import { askingAs } from './clearing.fixture.ts';
import { computeClearing } from './compute.ts';
import { clearingOf } from './read.ts';

const codeOf = (asked: Promise<Output>): Promise<string> =>
  asked.then(
    () => 'none',
    (error: unknown) => (error instanceof ShouhuError ? error.code : String(error)),
  );

type Step = (who: 'first' | 'second' | 'head' | 'cashier', action: string, facts: object, at?: number) => Promise<void>;

async function issued({ on }: Till): Promise<{ readonly matter_id: string; readonly step: Step }> {
  const matter_id = randomUUID();
  const opened = { matter_id, procedure: 'review', lead_id: 'L1', fixmedins_code: HOSPITAL };
  assert.equal((await on.ask('first', 'POST', '/api/matters', opened)).status, 200);
  let seen = 0;
  const taking: Step = async (who, action, facts, at) => {
    const body = { request_id: randomUUID(), seen: at ?? seen, action, facts };
    const { status, body: answer } = await on.ask(who, 'POST', `/api/matters/${matter_id}/steps`, body);
    assert.equal(status, 200, JSON.stringify(answer));
    seen = Number(answer['version']);
  };
  await taking('first', 'issue', { amount_fen: 500_00 });
  return { matter_id, step: taking };
}

test('an appeal over the interface is the step of the institution, and its deduction is cleared', async (t) => {
  const place = await till(t);
  const { send, on } = place;
  const { matter_id, step } = await issued(place);
  const look = async (from = HOSPITAL): Promise<unknown[]> => {
    const { data } = await send('3701', { data: {} }, { from });
    assert.ok(Array.isArray(data));
    return data;
  };
  assert.deepEqual(await look(OTHER_HOSPITAL), []);
  const [first] = await look();
  assert.deepEqual(
    [fieldOf(first, 'state'), fieldOf(first, 'amount'), fieldOf(first, 'offers'), fieldOf(first, 'due_day')],
    ['issued', '500', 'accept,appeal', '2026-03-16'],
  );
  const appeal = (more: object, from = HOSPITAL) =>
    send('3702', { data: { matter_id, appy_type: '2', appy_rea: '病历附后', ...more } }, { from });
  assert.equal(await codeOf(appeal({}, OTHER_HOSPITAL)), 'SH-Y017');
  assert.equal(await codeOf(appeal({ matter_id: randomUUID() })), 'SH-Y017');
  assert.equal(await codeOf(appeal({ appy_rea: '' })), 'SH-T002');
  assert.equal(await codeOf(appeal({ appy_type: '3' })), 'SH-T004');
  assert.equal(await codeOf(appeal({ matter_id: 'x' })), 'SH-T004');
  const panel = () => send('3703', { data: { matter_id, appy_rea: '申请合议' } });
  assert.equal(await codeOf(panel()), 'SH-C002');
  assert.equal(fieldOf(await appeal({}), 'state'), 'appealed');
  assert.equal(await codeOf(appeal({})), 'SH-C002');
  await step('second', 'uphold', { amount_fen: 300_00, reason: '部分成立' }, 2);
  assert.equal(fieldOf(await panel(), 'state'), 'panel');
  await step('head', 'settle', { amount_fen: 200_00, attendees: ['甲', '乙', '丙'], conclusion: '合议' }, 4);
  await step('cashier', 'deduct', { period: '2026-03' });
  const [ended] = await look();
  assert.equal(fieldOf(ended, 'state'), 'deducted');
  await computeClearing(on.db, askingAs('cashier', '2026-04-01 01:00:00'), '2026-03');
  const { clearing, deductions } = await clearingOf(
    on.db,
    askingAs('clinic', '2026-04-01 10:00:00'),
    HOSPITAL,
    '2026-03',
  );
  assert.deepEqual(
    [clearing.deducted_fen, clearing.carried_out_fen, deductions[0]?.matter_id],
    [200_00, -200_00, matter_id],
  );
});

test('after the last day for an appeal it is refused, and accepted is accepted', async (t) => {
  const place = await till(t);
  const { matter_id } = await issued(place);
  place.clock('2026-03-17 00:00:00');
  const appeal = { data: { matter_id, appy_type: '2', appy_rea: '病历附后' } };
  assert.equal(await codeOf(place.send('3702', appeal)), 'SH-C009');
  const accept = { data: { matter_id, appy_type: '1' } };
  assert.equal(fieldOf(await place.send('3702', accept), 'state'), 'confirmed');
});

test('a file that 9101 brought is attached to the own review, judged as evidence, once', async (t) => {
  const place = await till(t);
  const { send, on } = place;
  const { matter_id } = await issued(place);
  const upload = async (filename: string, bytes: Buffer | string, from = HOSPITAL): Promise<string> => {
    const input = { fsUploadIn: { in: Buffer.from(bytes).toString('base64'), filename } };
    return fieldOf(await send('9101', input, { from }), 'file_qury_no');
  };
  const attach = (file_qury_no: string, more: object = {}, from = HOSPITAL) =>
    send('3704', { data: { matter_id, file_qury_no, memo: '出院记录', ...more } }, { from });
  const pdf = await upload('病历.pdf', '%PDF-1.7 ....');
  const first = await attach(pdf);
  assert.deepEqual([fieldOf(first, 'type'), fieldOf(first, 'file_qury_no')], ['pdf', pdf]);
  assert.deepEqual(await attach(pdf), first);
  const { body } = await on.ask('second', 'GET', `/api/files?subject=matter:${matter_id}`);
  assert.deepEqual(
    Object.values(body).map((file) => [fieldOf(file, 'title'), fieldOf(file, 'from_party'), fieldOf(file, 'file_id')]),
    [['出院记录', 'true', fieldOf(first, 'file_id')]],
  );
  const word = { '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w/>' };
  const refused: readonly (readonly [string, Buffer | string, string])[] = [
    ['a.exe', Buffer.from('MZ\u0090\0\u0003', 'latin1'), 'SH-E002'],
    ['a.zip', await packed({ 'a.txt': 'x' }), 'SH-E002'],
    ['macro.docx', await packed({ ...word, 'word/vbaProject.bin': 'x' }), 'SH-E003'],
    ['bomb.docx', await packed({ ...word, 'word/big.xml': Buffer.alloc(20_000_000) }), 'SH-E004'],
  ];
  for (const [name, bytes, code] of refused) assert.equal(await codeOf(attach(await upload(name, bytes))), code, name);
  const foreign = await upload('x.pdf', '%PDF-1.7', OTHER_HOSPITAL);
  assert.equal(await codeOf(attach(foreign)), 'SH-Y013');
  assert.equal(await codeOf(attach(foreign, {}, OTHER_HOSPITAL)), 'SH-Y017');
  assert.equal(await codeOf(attach(pdf, { matter_id: randomUUID() })), 'SH-Y017');
  assert.equal(await codeOf(attach('')), 'SH-T002');
  assert.equal(await codeOf(attach('9'.repeat(31))), 'SH-T003');
  assert.equal(await codeOf(attach(pdf, { memo: '长'.repeat(201) })), 'SH-T003');
  assert.equal(await codeOf(attach(pdf, { matter_id: 'x' })), 'SH-T004');
  assert.equal((await on.db.selectFrom('stored_file').select('file_id').execute()).length, 1);
});
