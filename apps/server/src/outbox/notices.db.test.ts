import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { z } from 'zod';
import { PEOPLE, platform } from '../http/app.fixture.ts';
import type { PersonName, Platform } from '../http/app.fixture.ts';
import type { Services } from '../http/new-app.ts';
import { channelsOf } from './channels.ts';
import { keepContact, openPhone, setContact } from './contacts.ts';
import { sendMessages } from './send-messages.ts';
import { warnOfClocks } from './warn-of-clocks.ts';

/** Who was told what, in the order of telling. */
async function told({ db }: Platform): Promise<string[]> {
  const rows = await db
    .selectFrom('notice')
    .select(['person', 'template'])
    .orderBy('told_at')
    .orderBy('person')
    .execute();
  return rows.map(({ person, template }) => `${person} ${template}`);
}

async function review(on: Platform): Promise<string> {
  const matter_id = randomUUID();
  const wanted = { matter_id, procedure: 'review', lead_id: 'L1', fixmedins_code: 'H42900000001' };
  assert.equal((await on.ask('first', 'POST', '/api/matters', wanted)).status, 200);
  const step = { request_id: randomUUID(), seen: 0, action: 'issue', facts: { amount_fen: 800_000 } };
  assert.equal((await on.ask('first', 'POST', `/api/matters/${matter_id}/steps`, step)).status, 200);
  return matter_id;
}

describe('notices', () => {
  test('whom leads are given to is told, unless it is the giver', async (t) => {
    const on = await platform(t);
    const give = async (who: PersonName, assignee: string) =>
      on.ask(who, 'POST', '/api/leads/triage', { lead_ids: ['L1', 'L2'], to: { state: 'assigned', assignee } });
    await give('officer1', 'officer1');
    assert.deepEqual(await told(on), []);
    await give('head', 'officer2');
    assert.deepEqual(await told(on), ['officer2 leads.assigned']);
    const refused = await on.ask('head', 'POST', '/api/leads/triage', {
      lead_ids: ['L1', 'none'],
      to: { state: 'assigned', assignee: 'officer1' },
    });
    assert.equal(refused.status, 404);
    assert.deepEqual(await told(on), ['officer2 leads.assigned']);
  });

  test('a step is told to those whose matter it is, not to who took it', async (t) => {
    const on = await platform(t);
    const matter_id = await review(on);
    assert.deepEqual(await told(on), []);
    const appeal = { request_id: randomUUID(), seen: 1, action: 'appeal', facts: { text: '有指征' } };
    assert.equal((await on.ask('clinic', 'POST', `/api/matters/${matter_id}/steps`, appeal)).status, 200);
    assert.deepEqual(await told(on), ['first matter.moved']);
  });

  test('a clock with three working days left is told of once for each of its ends', async (t) => {
    const on = await platform(t);
    await review(on);
    const warned = async (day: string): Promise<number> => {
      on.on(day);
      await warnOfClocks(on.db, on.now());
      await warnOfClocks(on.db, on.now());
      return (await told(on)).length;
    };
    assert.deepEqual([await warned('2026-03-10'), await warned('2026-03-11'), await warned('2026-03-12')], [0, 1, 1]);
    const [notice] = await on.db.selectFrom('notice').select(['person', 'params']).execute();
    assert.equal(notice?.person, 'first');
    assert.deepEqual([notice.params['due'], notice.params['left']], ['2026-03-16', 3]);
  });

  test('a reader sees the own notices only, and what was read stays so', async (t) => {
    const on = await platform(t);
    for (const lead of ['L1', 'L2']) {
      const to = { state: 'assigned', assignee: 'officer1' };
      await on.ask('head', 'POST', '/api/leads/triage', { lead_ids: [lead], to });
    }
    const { body } = await on.ask('officer1', 'GET', '/api/notices?limit=1');
    assert.equal(body['unread'], 2);
    const page = z.object({ notices: z.array(z.object({ notice_id: z.string(), zh: z.string(), link: z.string() })) });
    const [first] = page.parse(body).notices;
    assert.deepEqual([first?.zh, first?.link], ['有 1 条线索分派给您', '/leads?assignee=officer1']);
    const read = async (who: PersonName, marked: object) =>
      (await on.ask(who, 'POST', '/api/notices/read', marked)).body;
    assert.deepEqual(await read('officer2', { notice_ids: [first?.notice_id] }), { unread: 0 });
    assert.deepEqual(await read('officer1', { notice_ids: [first?.notice_id] }), { unread: 1 });
    assert.deepEqual(await read('officer1', {}), { unread: 0 });
    assert.equal((await on.ask('head', 'GET', '/api/notices')).body['unread'], 0);
  });

  test('a message goes to the folder under its own name, once more after a fault, and the number lies sealed', async (t) => {
    const on = await platform(t);
    const number = '13800001234';
    const set = await on.ask('officer1', 'POST', '/api/contacts', { channel: 'sms', value: number });
    assert.deepEqual(set.body['contacts'], [{ channel: 'sms', shown: '13***34' }]);
    const [kept] = await on.db.selectFrom('contact').selectAll().execute();
    assert.doesNotMatch(JSON.stringify(kept), /13800001234/);
    await on.ask('head', 'POST', '/api/leads/triage', {
      lead_ids: ['L1'],
      to: { state: 'assigned', assignee: 'officer1' },
    });
    const spool = join(on.services.folder, 'spool');
    let tries = 0;
    const failing: Services = {
      ...on.services,
      channels: {
        sms: async () => {
          tries += 1;
          throw new Error('the gateway is away');
        },
      },
    };
    await sendMessages(failing);
    await sendMessages(on.services);
    assert.deepEqual([tries, existsSync(spool)], [1, false]);
    on.on('2026-03-03');
    await sendMessages(on.services);
    await sendMessages(on.services);
    const [name = '', ...others] = await readdir(spool);
    assert.deepEqual(others, []);
    const message: unknown = JSON.parse(await readFile(join(spool, name), 'utf8'));
    const id = name.replace('.sms.json', '');
    assert.deepEqual(message, { id, channel: 'sms', to: number, text: '有 1 条线索分派给您' });
  });

  test('a telephone that the bureau knows takes no messages until its person wants them', async (t) => {
    const on = await platform(t);
    await on.db
      .transaction()
      .execute(async (trx) => keepContact(trx, on.ring, { person: 'officer1', channel: 'sms' }, '13800001234'));
    const messages = async (lead: string): Promise<number> => {
      const to = { state: 'assigned', assignee: 'officer1' };
      await on.ask('head', 'POST', '/api/leads/triage', { lead_ids: [lead], to });
      return (await on.db.selectFrom('message').selectAll().execute()).length;
    };
    const want = async (value: string | null) =>
      (await on.ask('officer1', 'POST', '/api/contacts', { channel: 'sms', value })).body['contacts'];
    assert.equal(await messages('L1'), 0);
    assert.deepEqual(await want('13800001234'), [{ channel: 'sms', shown: '13***34' }]);
    assert.equal(await messages('L2'), 1);
    assert.deepEqual(await want(null), []);
    const kept = await on.db.transaction().execute(async (trx) => openPhone(trx, on.ring, 'officer1'));
    assert.equal(kept, '13800001234', 'the bureau knows it still');
  });

  test('mail goes to the mail server under an id of its own', async (t) => {
    const on = await platform(t);
    const { url, received } = await mailServer(t);
    const channels = channelsOf({ smtpUrl: `${url}?from=shouhu@bureau.example` });
    const services = { ...on.services, channels };
    await setContact(services, { caller: PEOPLE.officer1, at: on.now() }, 'mail', 'officer@bureau.example');
    await on.ask('head', 'POST', '/api/leads/triage', {
      lead_ids: ['L1'],
      to: { state: 'assigned', assignee: 'officer1' },
    });
    await sendMessages(services);
    const [notice] = await on.db.selectFrom('notice').select('notice_id').execute();
    assert.match(
      received.join(''),
      new RegExp(`RCPT TO:<officer@bureau.example>[^]*Message-ID: <${notice?.notice_id}@shouhu>`),
    );
  });
});

/** A mail server that takes everything. */
async function mailServer(ending: { after(work: () => Promise<unknown>): void }) {
  const received: string[] = [];
  const server = createServer((socket) => {
    let reading = false;
    socket.write('220 here\r\n');
    socket.on('data', (bytes) => {
      const text = bytes.toString();
      received.push(text);
      if (reading) {
        if (!text.endsWith('\r\n.\r\n')) return;
        reading = false;
      } else if (text.startsWith('DATA')) {
        reading = true;
        socket.write('354 go on\r\n');
        return;
      }
      socket.write('250 ok\r\n');
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  ending.after(async () => new Promise((done) => server.close(done)));
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  return { url: `smtp://127.0.0.1:${address.port}`, received };
}
