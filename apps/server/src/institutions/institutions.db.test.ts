/** The registry: files taken in row by row, what is registered, licences, agreements, and whether an institution may settle. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import { ZipFile } from 'yazl';
import { platform } from '../http/app.fixture.ts';
import type { PersonName, Platform } from '../http/app.fixture.ts';
import { bringInstitutions, importUrl } from './routes.fixture.ts';

const HEADER =
  '机构编码,机构名称,类别,经营性质,医院等级,床位数,负责人,许可证编号,许可证有效期起,许可证有效期止,协议编号,协议有效期起,协议有效期止';
const row = (code: string, name: string, more = '') => `${code},${name}${more}`;
const FULL = ',,,二级甲等,120,张建国,PDY001,2024-01-01,2026-04-30,XY-001,2026-01-01,2026-12-31';
const url = '/api/institutions/H42900000003';

async function count(on: Platform): Promise<readonly [number, number]> {
  const of = async (table: 'dossier_entry' | 'institution') => {
    const found = await on.db
      .selectFrom(table)
      .select((e) => e.fn.countAll().as('n'))
      .executeTakeFirstOrThrow();
    return Number(found.n);
  };
  return [await of('institution'), await of('dossier_entry')];
}

describe('a file of institutions', () => {
  test('rows are taken whole or refused by line, field and reason; the same file again changes nothing', async (t) => {
    const on = await platform(t);
    const file = [
      HEADER,
      row('H42900000003', '"县, 第三医院"', FULL),
      row('P42900000001', '百姓大药房', ',药店'),
      row('H42900000004', '', ',医院'),
      row('X1', '某院'),
      row('H42900000005', '=cmd|calc', ''),
      row('H42900000006', '六院', ',药店'),
      row('H42900000007', '七院', ',,,特级'),
      row('H42900000008', '八院', ',,,,一百'),
      row('H42900000009', '九院', ',,,,,,L1,2026-13-01,2026-12-31'),
      row('H42900000010', '十院', ',,,,,,L1,2026-12-31,2026-01-01'),
      row('H42900000003', '三院再现'),
      row('H11010000001', '外地医院'),
      row('H42900000011', '十一院', ',,,,,,,,,XY-001,2026-01-01,2026-12-31'),
    ].join('\r\n');
    const first = await bringInstitutions(on, 'cashier', file);
    assert.equal(first.status, 200, JSON.stringify(first.body));
    assert.deepEqual(first.body, {
      rows: 13,
      added: 2,
      changed: 0,
      unchanged: 0,
      rejects: [
        { line: 4, field: 'fixmedins_name', reason: 'required' },
        { line: 5, field: 'fixmedins_code', reason: 'code' },
        { line: 6, field: 'fixmedins_name', reason: 'formula' },
        { line: 7, field: 'kind', reason: 'kind' },
        { line: 8, field: 'hosp_lv', reason: 'level' },
        { line: 9, field: 'bed_cnt', reason: 'count' },
        { line: 10, field: 'licence_from', reason: 'date' },
        { line: 11, field: 'licence_to', reason: 'term' },
        { line: 12, field: 'fixmedins_code', reason: 'twice' },
        { line: 13, field: 'fixmedins_code', reason: 'reach' },
        { line: 14, field: 'agreement_number', reason: 'agreement' },
      ],
    });
    const before = await count(on);
    const again = await bringInstitutions(on, 'cashier', file);
    assert.deepEqual([again.body['added'], again.body['changed'], again.body['unchanged']], [0, 0, 2]);
    assert.deepEqual(await count(on), before);

    const page = await on.ask('cashier', 'GET', url);
    assert.deepEqual(
      [page.body['fixmedins_name'], page.body['kind'], page.body['version']],
      ['县, 第三医院', 'hospital', 1],
    );
    assert.deepEqual(page.body['basics'], {
      ownership: null,
      hosp_lv: '二级甲等',
      uscc: null,
      addr: null,
      bed_cnt: 120,
      doctor_cnt: null,
      nurse_cnt: null,
      pharmacist_cnt: null,
      head: '张＊',
    });
    const rows = await on.db.selectFrom('institution_basics').selectAll().execute();
    assert.doesNotMatch(JSON.stringify(rows), /张建国/);
    const entries = await on.db.selectFrom('dossier_entry').selectAll().execute();
    assert.doesNotMatch(JSON.stringify(entries), /张建国/);
  });

  test('a repeat of the request gives the same answer; its id with another file is refused', async (t) => {
    const on = await platform(t);
    const to = importUrl();
    const file = `机构编码,机构名称\n${row('P42900000001', '百姓大药房')}`;
    const first = await bringInstitutions(on, 'admin', file, to);
    assert.deepEqual(await bringInstitutions(on, 'admin', file, to), first);
    const other = await bringInstitutions(on, 'admin', `${file}二店`, to);
    assert.deepEqual([other.status, other.body['code']], [409, 'SH-H006']);
  });

  test('a thousand institutions, and one of their names in GB18030', async (t) => {
    const on = await platform(t);
    const names = Array.from({ length: 1_000 }, (_, at) => row(`P429001${String(at).padStart(5, '0')}`, `第${at}药房`));
    const done = await bringInstitutions(on, 'cashier', `机构编码,机构名称\n${names.join('\n')}`);
    assert.equal(done.body['added'], 1_000);
    const gb = Buffer.concat([
      Buffer.from('fixmedins_code,fixmedins_name\nP42900100000,', 'latin1'),
      Buffer.from([0xd2, 0xa9, 0xb5, 0xea]),
    ]);
    assert.equal((await bringInstitutions(on, 'cashier', gb)).body['changed'], 1);
    const first = await on.ask('officer1', 'GET', '/api/institutions?kind=pharmacy&limit=600');
    const codes = Object.values(first.body).map((one) => codeIn(one));
    assert.equal(codes.length, 600);
    const rest = await on.ask(
      'officer1',
      'GET',
      `/api/institutions?kind=pharmacy&limit=600&after=${codes.at(-1) ?? ''}`,
    );
    assert.equal(new Set([...codes, ...Object.values(rest.body).map(codeIn)]).size, 1_000);
    const found = await on.ask('officer1', 'GET', `/api/institutions?search=${encodeURIComponent('药店')}`);
    assert.deepEqual(Object.values(found.body).map(codeIn), ['P42900100000']);
    const named = await on.ask('officer1', 'GET', '/api/institutions?codes=P42900100000,H42900000001,P0');
    assert.deepEqual(Object.values(named.body).map(codeIn), ['H42900000001', 'P42900100000']);
    const blocked = await on.ask('officer1', 'GET', '/api/institutions?may=none&limit=1000');
    assert.equal(Object.keys(blocked.body).length, 1_000);
  });

  test('what is no table of institutions is refused with its code', async (t) => {
    const on = await platform(t);
    const code = async (bytes: Buffer | string) => (await bringInstitutions(on, 'cashier', bytes)).body['code'];
    assert.equal(await code(''), 'SH-E006');
    assert.equal(await code('a,b\n1,2'), 'SH-H050');
    assert.equal(await code(`${HEADER}\nH42900000003,"没有收尾`), 'SH-H051');
    assert.equal(await code(Buffer.from([0x50, 0x4b, 3, 4, 1, 2])), 'SH-E002');
    assert.equal(await code(Buffer.from('机构编码\0')), 'SH-E002');
    assert.equal(await code(Buffer.alloc(8_388_609, 'a')), 'SH-E001');
    assert.equal(
      await code(await sheet('<c r="A1" t="inlineStr"><is><t>x</t></is></c>', { 'xl/vbaProject.bin': 'x' })),
      'SH-E003',
    );
    assert.equal(await code(await sheet('<c r="A1"><f>1+1</f><v>2</v></c>')), 'SH-H049');
    assert.equal(await code(await sheet('', { 'xl/media/zeros.bin': Buffer.alloc(64 * 1_048_576) })), 'SH-E004');
  });

  test('a workbook is read by its values', async (t) => {
    const on = await platform(t);
    const text = (ref: string, value: string) => `<c r="${ref}" t="inlineStr"><is><t>${value}</t></is></c>`;
    const cells = `${text('A1', '机构编码')}${text('B1', '机构名称')}${text('C1', '床位数')}</row><row r="2">${text('A2', 'H42900000003')}${text('B2', '三院')}<c r="C2"><v>45</v></c>`;
    const done = await bringInstitutions(on, 'cashier', await sheet(cells));
    assert.equal(done.body['added'], 1, JSON.stringify(done.body));
    const { body } = await on.ask('cashier', 'GET', url);
    assert.match(JSON.stringify(body['basics']), /"bed_cnt":45/);
  });
});

function codeIn(one: unknown): string {
  assert.ok(typeof one === 'object' && one !== null && 'fixmedins_code' in one);
  return String(one.fixmedins_code);
}

async function sheet(cells: string, more: Readonly<Record<string, Buffer | string>> = {}): Promise<Buffer> {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const parts: Readonly<Record<string, Buffer | string>> = {
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    '_rels/.rels': `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<?xml version="1.0"?><workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<?xml version="1.0"?><worksheet xmlns="${main}"><sheetData><row r="1">${cells}</row></sheetData></worksheet>`,
    ...more,
  };
  const zip = new ZipFile();
  for (const [name, part] of Object.entries(parts)) zip.addBuffer(Buffer.from(part), name);
  zip.end();
  return buffer(zip.outputStream);
}

type Body = Record<string, unknown>;

async function signed(on: Platform, more: object = {}): Promise<string> {
  const agreement_id = randomUUID();
  const term = { number: 'XY-001', valid_from: '2026-01-01', valid_to: '2026-12-31' };
  const at = '/api/institutions/H42900000001/agreements';
  const answer = await on.ask('cashier', 'POST', at, { agreement_id, ...term, ...more });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return agreement_id;
}

const statusOf = async (on: Platform): Promise<unknown> =>
  (await on.ask('head', 'GET', '/api/institutions/H42900000001')).body['status'];

function stateIn(body: Body): unknown {
  const [first]: unknown[] = Array.isArray(body['agreements']) ? body['agreements'] : [];
  return typeof first === 'object' && first !== null && 'state' in first ? first.state : first;
}

describe('agreements', () => {
  const acting = async (on: Platform, who: PersonName, id: string, act: string, leave_day: string | null = null) =>
    on.ask(who, 'POST', `/api/agreements/${id}/acts`, { request_id: randomUUID(), act, reason: '理由', leave_day });

  test('renewal is asked for three months ahead at the latest, and another agreement follows', async (t) => {
    const on = await platform(t);
    assert.deepEqual(await statusOf(on), { may: 'none', reason: 'no-agreement', since: null, until: null });
    const id = await signed(on);
    assert.deepEqual(await statusOf(on), { may: 'all', reason: 'agreement', since: '2026-01-01', until: '2026-12-31' });
    on.on('2026-10-01');
    assert.equal((await acting(on, 'clinic', id, 'ask-renewal')).body['code'], 'SH-H040');
    on.on('2026-09-30');
    assert.equal((await acting(on, 'otherClinic', id, 'ask-renewal')).body['code'], 'SH-H003');
    assert.equal(stateIn((await acting(on, 'clinic', id, 'ask-renewal')).body), 'renewing');
    assert.equal((await acting(on, 'clinic', id, 'ask-renewal')).body['code'], 'SH-H045');
    const at = '/api/institutions/H42900000001/agreements';
    const next = { agreement_id: randomUUID(), number: 'XY-002', valid_from: '2026-12-31', valid_to: '2027-12-31' };
    assert.equal((await on.ask('cashier', 'POST', at, next)).body['code'], 'SH-H041');
    await signed(on, { number: 'XY-002', valid_from: '2027-01-01', valid_to: '2027-12-31' });
    on.on('2027-01-01');
    assert.deepEqual(await statusOf(on), { may: 'all', reason: 'agreement', since: '2027-01-01', until: '2027-12-31' });
    on.on('2028-01-01');
    assert.deepEqual(await statusOf(on), { may: 'none', reason: 'expired', since: '2028-01-01', until: null });
  });

  test('who would leave asks three months ahead, and somebody else grants it; a public hospital may not', async (t) => {
    const on = await platform(t);
    const id = await signed(on);
    assert.equal((await acting(on, 'clinic', id, 'ask-exit', '2026-06-01')).body['code'], 'SH-H042');
    assert.equal((await acting(on, 'clinic', id, 'ask-exit', '2026-06-02')).status, 200);
    assert.equal((await acting(on, 'clinic', id, 'approve-exit')).status, 403);
    assert.equal((await acting(on, 'head', id, 'approve-exit')).status, 200);
    on.on('2026-06-01');
    assert.match(JSON.stringify(await statusOf(on)), /"all"/);
    on.on('2026-06-02');
    assert.deepEqual(await statusOf(on), { may: 'none', reason: 'withdrawn', since: '2026-06-02', until: null });

    const other = await platform(t);
    const own = await signed(other);
    const basics = { entry_id: randomUUID(), seen: 0, changed_on: '2026-03-02', basics: { ownership: 'public' } };
    assert.equal((await other.ask('admin', 'POST', '/api/institutions/H42900000001/basics', basics)).status, 200);
    assert.equal((await acting(other, 'clinic', own, 'ask-exit', '2026-12-01')).body['code'], 'SH-H048');
  });

  test('a suspension lets only emergencies be settled, from its delivery to its last day', async (t) => {
    const on = await platform(t);
    await signed(on);
    const matter_id = randomUUID();
    const wanted = { matter_id, procedure: 'measure', lead_id: null, fixmedins_code: 'H42900000001' };
    await on.ask('officer1', 'POST', '/api/matters', wanted);
    const steps: readonly (readonly [string, PersonName, string, object])[] = [
      ['2026-03-02', 'officer1', 'propose', { measure: 'suspend', grounds: '挂床住院', days: 30 }],
      ['2026-03-02', 'clinic', 'waive', { signed: true }],
      ['2026-03-03', 'head', 'approve', { opinion: '同意' }],
      ['2026-03-04', 'officer1', 'deliver', { way: '直接送达' }],
    ];
    for (const [seen, [day, who, action, facts]] of steps.entries()) {
      on.on(day);
      assert.match(JSON.stringify(await statusOf(on)), /"all"/);
      const step = { request_id: randomUUID(), seen, action, facts };
      assert.equal((await on.ask(who, 'POST', `/api/matters/${matter_id}/steps`, step)).status, 200, action);
    }
    const suspended = { may: 'rescue', reason: 'suspended', since: '2026-03-04', until: '2026-04-03' };
    assert.deepEqual(await statusOf(on), suspended);
    const listed = await on.ask('head', 'GET', '/api/institutions?may=rescue');
    assert.deepEqual(Object.values(listed.body).map(codeIn), ['H42900000001']);
    on.on('2026-04-03');
    assert.deepEqual(await statusOf(on), suspended);
    on.on('2026-04-04');
    assert.match(JSON.stringify(await statusOf(on)), /"all"/);
  });
});

describe('what is registered', () => {
  const at = '/api/institutions/H42900000001';
  const change = (seen: number, changed_on: string, more: object = {}) => ({
    entry_id: randomUUID(),
    seen,
    changed_on,
    basics: { bed_cnt: 200, head: '李梅' },
    ...more,
  });

  test('a change is told within thirty working days, or with its reason; of two who change one is first', async (t) => {
    const on = await platform(t);
    const wanted = change(0, '2026-03-02');
    on.on('2026-04-15');
    assert.equal((await on.ask('cashier', 'POST', `${at}/basics`, wanted)).body['code'], 'SH-H047');
    on.on('2026-04-14');
    const [one, two] = [
      await on.ask('cashier', 'POST', `${at}/basics`, wanted),
      await on.ask('cashier', 'POST', `${at}/basics`, wanted),
    ];
    assert.deepEqual([one.status, one.body['version'], two], [200, 1, one]);
    assert.equal((await on.ask('cashier', 'POST', `${at}/basics`, change(0, '2026-04-14'))).body['code'], 'SH-H004');
    on.on('2026-08-03');
    const late = change(1, '2026-03-02', { late_reason: '系统切换', basics: { bed_cnt: 210 } });
    assert.equal((await on.ask('cashier', 'POST', `${at}/basics`, late)).body['version'], 2);
  });

  test('the name of a head is shown for a purpose that is logged', async (t) => {
    const on = await platform(t);
    await on.ask('cashier', 'POST', `${at}/basics`, change(0, '2026-03-02'));
    assert.doesNotMatch(JSON.stringify((await on.ask('officer1', 'GET', at)).body), /李梅/);
    const purpose = { ground: 'case', words: '送达文书' };
    assert.deepEqual((await on.ask('officer1', 'POST', `${at}/head`, purpose)).body, { head: '李梅' });
    const last = await on.db
      .selectFrom('log_entry')
      .selectAll()
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    assert.deepEqual([last.action, last.purpose], ['person.reveal', '办理案件：送达文书']);
  });

  test('a later licence takes the place of the one before', async (t) => {
    const on = await platform(t);
    const add = async (number: string, valid_from: string, valid_to: string) =>
      on.ask('admin', 'POST', `${at}/licences`, {
        licence_id: randomUUID(),
        kind: 'medical',
        number,
        valid_from,
        valid_to,
      });
    assert.equal((await add('A', '2026-03-01', '2026-02-01')).body['code'], 'SH-H005');
    await add('A', '2023-05-01', '2026-04-30');
    const until = async () =>
      JSON.stringify((await on.ask('head', 'GET', '/api/institutions?search=h42900000001')).body);
    assert.match(await until(), /"licence_until":"2026-04-30"/);
    const after = await add('B', '2026-05-01', '2029-04-30');
    assert.match(JSON.stringify(after.body['licences']), /"B".*"replaced":false.*"A".*"replaced":true/);
    assert.match(await until(), /"licence_until":null/);
  });
});
