import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { balanceOf, trialBalance } from '@shouhu/ledger';
import { makePapers } from '../documents/papers.fixture.ts';
import { platform } from '../http/app.fixture.ts';
import type { PersonName, Platform } from '../http/app.fixture.ts';
import { verifyLog } from '../log/log.ts';

async function opened(on: Platform, who: PersonName, procedure: string): Promise<string> {
  const matter_id = randomUUID();
  const wanted = { matter_id, procedure, lead_id: 'L1', fixmedins_code: 'H42900000001' };
  const answer = await on.ask(who, 'POST', '/api/matters', wanted);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return matter_id;
}

async function step(
  on: Platform,
  who: PersonName,
  matter_id: string,
  seen: number,
  action: string,
  facts: object = {},
  others: readonly string[] = [],
) {
  const body = { request_id: randomUUID(), seen, action, facts, with: others };
  return on.ask(who, 'POST', `/api/matters/${matter_id}/steps`, body);
}

type Taken = readonly [day: string, who: PersonName, action: string, facts?: object, others?: readonly string[]];

async function walk(on: Platform, matter_id: string, steps: readonly Taken[]): Promise<unknown> {
  let state: unknown;
  for (const [at, [day, who, action, facts, others]] of steps.entries()) {
    on.on(day);
    await makePapers(on, matter_id, 'penalty', action);
    const answer = await step(on, who, matter_id, at, action, facts, others);
    assert.equal(answer.status, 200, `${action}: ${JSON.stringify(answer.body)}`);
    state = answer.body['state'];
  }
  return state;
}

const together = ['officer2'];
const filed = {
  officers: ['officer1', 'officer2'],
  party: 'H42900000001',
  cause: '虚假住院',
  act_ended: 20_500,
  act_found: 20_514,
};

describe('casework', () => {
  test('five people carry a case from the clue to its end', async (t) => {
    const on = await platform(t);
    const matter = await opened(on, 'officer1', 'penalty');
    const money = { fine_fen: 2_000_000, refund_fen: 1_000_000 };
    const state = await walk(on, matter, [
      ['2026-03-02', 'officer1', 'receive', { source: '智能监管疑点 L1' }],
      ['2026-03-10', 'head', 'file', filed],
      ['2026-03-12', 'officer1', 'inspect', { place: '住院部', record: '床位空置' }, together],
      ['2026-03-12', 'officer1', 'collect', { kind: 'electronic', digest: 'a'.repeat(64) }, together],
      ['2026-04-01', 'officer1', 'report', { proposal: '处二倍罚款', ...money }, together],
      ['2026-04-03', 'legal', 'review', { opinion: '事实清楚，程序合法' }],
      ['2026-04-07', 'officer1', 'notify', { reasons: '虚假住院', ...money }, together],
      ['2026-04-08', 'officer1', 'waive', { signed: true }, together],
      ['2026-04-20', 'head', 'decide', { decision: 'penalty', ...money }],
      ['2026-04-21', 'officer1', 'deliver', { way: '直接送达' }],
      ['2026-04-22', 'officer1', 'publish'],
      ['2026-05-06', 'cashier', 'pay', { paid_fen: 3_000_000 }],
      ['2026-05-08', 'head', 'close'],
    ]);
    assert.equal(state, 'closed');
    const { due_day } = await on.db.selectFrom('matter').select('due_day').executeTakeFirstOrThrow();
    assert.equal(due_day, null);
    const verdict = await verifyLog(on.db);
    // The run, the opening, thirteen steps, three documents, one confirmation.
    assert.deepEqual([verdict.ok, verdict.entries], [true, 19]);
    // The lead is over with its case.
    assert.equal((await on.ask('officer1', 'GET', '/api/leads/L1')).body['state'], 'closed');
  });

  test('what is decided is owed, grows when it is late, is paid in order, and closes the case', async (t) => {
    const on = await platform(t);
    const matter = await opened(on, 'officer1', 'penalty');
    const money = { fine_fen: 1_000_000, refund_fen: 500_000 };
    await walk(on, matter, [
      ['2026-03-02', 'officer1', 'receive', { source: '举报' }],
      ['2026-03-03', 'head', 'file', filed],
      ['2026-03-04', 'officer1', 'collect', { kind: 'record', digest: 'b'.repeat(64) }, together],
      ['2026-03-05', 'officer1', 'report', { proposal: '罚款', ...money }, together],
      ['2026-03-06', 'legal', 'review', { opinion: '同意' }],
      ['2026-03-09', 'officer1', 'notify', { reasons: '虚假住院', ...money }, together],
      ['2026-03-09', 'officer1', 'waive', { signed: true }, together],
      ['2026-03-10', 'head', 'decide', { decision: 'penalty', ...money }],
      ['2026-03-11', 'officer1', 'deliver', { way: '直接送达' }],
      ['2026-03-11', 'officer1', 'publish'],
      ['2026-03-26', 'cashier', 'pay', { paid_fen: 900_000 }],
    ]);
    const debts = async () => (await on.ask('head', 'GET', `/api/matters/${matter}`)).body['debts'];
    assert.deepEqual(await debts(), { refund: 0, penalty: 0, fine: 600_000, surcharge: 0 });
    // A part payment does not end the clock.
    const dueDay = async () => (await on.db.selectFrom('matter').select('due_day').executeTakeFirstOrThrow()).due_day;
    assert.equal(await dueDay(), '2026-03-26');
    const unpaid = await step(on, 'head', matter, 11, 'close', { performed: true });
    assert.equal(unpaid.body['code'], 'SH-C016');
    // Ten days after the last day, 26 March: three per cent a day of what was open.
    on.on('2026-04-05');
    const tooMuch = await step(on, 'cashier', matter, 11, 'pay', { paid_fen: 780_001, late_reason: '资金周转' });
    assert.equal(tooMuch.body['code'], 'SH-C024');
    assert.match(String(tooMuch.body['zh']), /7,800\.01 元超过 7,800\.00 元/);
    assert.equal(
      (await step(on, 'cashier', matter, 11, 'pay', { paid_fen: 780_000, late_reason: '资金周转' })).status,
      200,
    );
    assert.deepEqual(await debts(), { refund: 0, penalty: 0, fine: 0, surcharge: 0 });
    assert.notEqual(await dueDay(), '2026-03-26');
    // The receipt of the delivery belongs to the file before it is closed.
    const unwritten = await step(on, 'head', matter, 12, 'close');
    assert.equal(unwritten.body['code'], 'SH-C022');
    assert.match(String(unwritten.body['zh']), /“结案”之前须先制作文书：送达回证/);
    await makePapers(on, matter, 'penalty', 'close');
    const { body: paid } = await on.ask('officer1', 'GET', `/api/matters/${matter}`);
    assert.doesNotMatch(JSON.stringify(paid['offers']), /"action":"(pay|publish|waive|requestHearing)"/);
    assert.equal((await step(on, 'head', matter, 12, 'close')).body['state'], 'closed');
    assert.deepEqual(await trialBalance(on.db), { sum_fen: 0, accounts: [], entries: [] });
    const received = await Promise.all(
      ['special-account', 'treasury'].map(async (till) => balanceOf(on.db, `received:${till}`)),
    );
    assert.deepEqual(received, [500_000, 1_180_000]);
  });

  test('of two who decide at once one is told that the other was first', async (t) => {
    const on = await platform(t);
    const matter = await opened(on, 'first', 'review');
    const both = await Promise.all([
      step(on, 'first', matter, 0, 'issue', { amount_fen: 5_000 }),
      step(on, 'first', matter, 0, 'dropAtFirst', { reason: '有处方' }),
    ]);
    assert.equal(both.filter(({ status }) => status === 200).length, 1);
    assert.equal(both.find(({ status }) => status === 409)?.body['code'], 'SH-H004');
  });

  test('a repeated request does nothing again; its id with other content is refused', async (t) => {
    const on = await platform(t);
    const matter = await opened(on, 'first', 'review');
    const body = { request_id: randomUUID(), seen: 0, action: 'issue', facts: { amount_fen: 5_000 } };
    const send = async (more: object = {}) =>
      on.ask('first', 'POST', `/api/matters/${matter}/steps`, { ...body, ...more });
    const [one, two] = [await send(), await send()];
    assert.deepEqual([one.status, two.status, two.body['version']], [200, 200, 1]);
    const other = await send({ facts: { amount_fen: 6_000 } });
    assert.deepEqual([other.status, other.body['code']], [409, 'SH-H006']);
    const open = { matter_id: matter, procedure: 'review', lead_id: 'L1', fixmedins_code: 'H42900000001' };
    assert.equal((await on.ask('first', 'POST', '/api/matters', open)).status, 200);
    const codeOf = async (more: object) =>
      (await on.ask('first', 'POST', '/api/matters', { ...open, ...more })).body['code'];
    assert.equal(await codeOf({ lead_id: 'L2', fixmedins_code: 'H42900000002' }), 'SH-H006');
    assert.equal(await codeOf({ matter_id: randomUUID() }), 'SH-H008');
    // Lead and institution that have nothing to do with each other.
    assert.equal(await codeOf({ matter_id: randomUUID(), lead_id: 'L2' }), 'SH-H003');
    const lead = await on.ask('first', 'GET', '/api/leads/L1');
    assert.equal(lead.body['state'], 'in-review');
  });

  test('law stands against a step in words, and nothing is recorded', async (t) => {
    const on = await platform(t);
    const matter = await opened(on, 'officer1', 'penalty');
    const refused = async (who: PersonName, seen: number, action: string, facts: object = {}) => {
      const { status, body } = await step(on, who, matter, seen, action, facts);
      assert.ok(status >= 400 && typeof body['fix_zh'] === 'string');
      return body['code'];
    };
    assert.equal(await refused('head', 0, 'file', filed), 'SH-C007');
    assert.equal(await refused('head', 0, 'decide'), 'SH-C002');
    assert.equal(await refused('legal', 0, 'receive', { source: '举报' }), 'SH-C003');
    assert.equal(await refused('officer1', 0, 'no-such-step'), 'SH-H003');
    assert.equal(await refused('officer1', 0, '__proto__'), 'SH-H003');
    assert.equal((await step(on, 'officer1', matter, 0, 'receive', { source: '举报' })).status, 200);
    on.on('2026-02-27');
    assert.equal(await refused('head', 1, 'file', filed), 'SH-C001');
    const { n } = await on.db
      .selectFrom('deed')
      .select((e) => e.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    assert.equal(n, 1);
  });

  test('an institution sees and answers its own matters only', async (t) => {
    const on = await platform(t);
    const matter = await opened(on, 'first', 'review');
    assert.equal((await step(on, 'first', matter, 0, 'issue', { amount_fen: 5_000 })).status, 200);
    const seen = await on.ask('clinic', 'GET', `/api/matters/${matter}`);
    const offers = seen.body['offers'];
    assert.ok(Array.isArray(offers));
    assert.deepEqual(
      offers.map(({ action }: { action: string }) => action),
      ['accept', 'appeal'],
    );
    assert.equal((await on.ask('otherClinic', 'GET', `/api/matters/${matter}`)).status, 404);
    assert.equal((await step(on, 'otherClinic', matter, 1, 'accept')).status, 404);
    assert.equal((await step(on, 'clinic', matter, 1, 'appeal', { text: '<script>alert(1)</script>' })).status, 200);
  });

  test('the list says what is due first, to each what is theirs', async (t) => {
    const on = await platform(t);
    const [quiet, due, sooner] = [
      await opened(on, 'officer1', 'penalty'),
      await opened(on, 'first', 'review'),
      randomUUID(),
    ];
    const wanted = { matter_id: sooner, procedure: 'review', lead_id: null, fixmedins_code: 'H42900000002' };
    assert.equal((await on.ask('first', 'POST', '/api/matters', wanted)).status, 200);
    assert.equal((await step(on, 'first', sooner, 0, 'issue', { amount_fen: 1 })).status, 200);
    on.on('2026-03-04');
    assert.equal((await step(on, 'first', due, 0, 'issue', { amount_fen: 1 })).status, 200);
    const ids = async (who: PersonName, query = '') => {
      const rows = await on.app.inject({ url: `/api/matters${query}`, headers: { 'x-test-person': who } });
      return rows.json().map(({ matter_id }: { matter_id: string }) => matter_id);
    };
    assert.deepEqual(await ids('head'), [sooner, due, quiet]);
    assert.deepEqual(await ids('second'), [sooner, due]);
    assert.deepEqual(await ids('clinic'), [due]);
    assert.deepEqual(await ids('abroad'), []);
    assert.deepEqual(await ids('head', '?due_until=2026-03-16'), [sooner]);
    assert.deepEqual(await ids('head', '?procedure=penalty'), [quiet]);
    const pages = [
      await ids('head', '?limit=1'),
      await ids('head', `?limit=1&after_due_day=2026-03-16&after_matter_id=${sooner}`),
      await ids('head', `?limit=5&after_due_day=2026-03-18&after_matter_id=${due}`),
    ];
    assert.deepEqual(pages, [[sooner], [due], [quiet]]);

    // What is closed stands behind what is open, also where neither has a limit.
    const closed = [randomUUID(), randomUUID()];
    for (const matter of closed) {
      const clue = { matter_id: matter, procedure: 'penalty', lead_id: null, fixmedins_code: 'H42900000001' };
      assert.equal((await on.ask('officer1', 'POST', '/api/matters', clue)).status, 200);
      assert.equal((await step(on, 'officer1', matter, 0, 'receive', { source: '投诉举报' })).status, 200);
      assert.equal((await step(on, 'head', matter, 1, 'drop', { reason: '正常诊疗' })).status, 200);
    }
    const [one = '', other = ''] = closed.toSorted();
    assert.deepEqual(await ids('head'), [sooner, due, quiet, one, other]);
    assert.deepEqual(await ids('head', `?limit=1&after_matter_id=${quiet}`), [one]);
    assert.deepEqual(await ids('head', `?limit=5&after_matter_id=${one}`), [other]);
  });

  test('what was recorded cannot be changed in the database either', async (t) => {
    const on = await platform(t);
    const matter = await opened(on, 'first', 'review');
    await step(on, 'first', matter, 0, 'issue', { amount_fen: 5_000 });
    for (const table of ['deed', 'log_entry', 'run', 'lead_revision'] as const) {
      await assert.rejects(on.db.deleteFrom(table).execute(), /is written once/, table);
    }
  });
});
