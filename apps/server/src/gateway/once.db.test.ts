/** Each msgid has one effect, whoever repeats it when; and what a reversal finds of an earlier message. */
import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { describe, test } from 'node:test';
import { codeOf } from '@shouhu/interface';
import type { Message } from '@shouhu/interface';
import * as fc from 'fast-check';
import { sql } from 'kysely';
import { platform } from '../http/app.fixture.ts';
import type { Platform } from '../http/app.fixture.ts';
import { takeIn } from '../insured/insured.fixture.ts';
import { connect } from './gateway.fixture.ts';
import type { Institution } from './gateway.fixture.ts';
import { settleFate } from './messages.ts';

const insuplc_admdvs = '429000';
const filing = (opsp_dise_code: string) => ({
  data: { psn_no: '4290000001', insutype: '310', opsp_dise_code, opsp_dise_name: '高血压', begndate: '2026-03-01' },
});

const fateOf = async (on: Platform, { sender }: Institution, omsgid: string, oinfno = '2503') =>
  on.db.transaction().execute(async (trx) => {
    const { fixmedins_code, opter, opter_name } = sender;
    const who = { fixmedins_code, opter, opter_name, admdvs: '429000', insuplc_admdvs };
    const message = { infno: '2601', msgid: `${fixmedins_code}202603021000009999`, ...who };
    return settleFate({ trx, ring: on.ring, message, at: on.now() }, { omsgid, oinfno });
  });

const filed = async (on: Platform): Promise<string[]> =>
  (await on.db.selectFrom('filing').select('msgid').orderBy('msgid').execute()).map(({ msgid }) => msgid);

describe('each msgid once', () => {
  test('of repeats at the same moment one works, the others wait and get its answer', async (t) => {
    const on = await platform(t);
    await takeIn(on);
    const { build, post } = await connect(on);
    const message = build('2503', filing('M03900'), { insuplc_admdvs });
    const texts = await Promise.all(Array.from({ length: 12 }, async () => (await post(message)).text));
    assert.equal(new Set(texts).size, 1);
    assert.deepEqual(await filed(on), [message.msgid]);
  });

  test('whatever is sent how often and in which order: one effect and one answer for each msgid', async (t) => {
    const on = await platform(t);
    await takeIn(on);
    const { build, post } = await connect(on);
    // Three diseases: of different messages about one of them, one is done and the others are refused, for good.
    const course = fc.array(fc.record({ message: fc.nat({ max: 7 }), disease: fc.nat({ max: 2 }) }), {
      minLength: 1,
      maxLength: 24,
    });
    let round = 0;
    await fc.assert(
      fc.asyncProperty(course, async (sent) => {
        round += 1;
        const messages = new Map<number, Message>();
        const answers = new Map<string, Set<string>>();
        const post1 = async ({ message: nth, disease }: { readonly message: number; readonly disease: number }) => {
          const message = messages.get(nth) ?? build('2503', filing(`M${round}-${disease}`), { insuplc_admdvs });
          messages.set(nth, message);
          const { text, answer } = await post(message);
          assert.ok(answer.infcode === 0 || codeOf(answer) === 'SH-F009', answer.err_msg);
          answers.set(message.msgid, (answers.get(message.msgid) ?? new Set()).add(text));
        };
        await Promise.all(sent.map(post1));
        await Promise.all(sent.toReversed().map(post1));
        for (const texts of answers.values()) assert.equal(texts.size, 1);
        const rows = await on.db
          .selectFrom('filing')
          .select(['msgid', 'opsp_dise_code'])
          .where('opsp_dise_code', 'like', `M${round}-%`)
          .execute();
        assert.equal(new Set(rows.map(({ opsp_dise_code }) => opsp_dise_code)).size, rows.length);
        const done = [...answers].filter(([, texts]) => [...texts].some((text) => text.includes('"infcode":0')));
        assert.deepEqual(new Set(rows.map(({ msgid }) => msgid)), new Set(done.map(([msgid]) => msgid)));
      }),
      { numRuns: 25 },
    );
  });

  test('a reversal finds what was done or refused, and bars what never came', async (t) => {
    const on = await platform(t);
    await takeIn(on);
    const clinic = await connect(on);
    const other = await connect(on, 'H42900000002');
    const { build, post } = clinic;
    const [done, again, never] = ['M1', 'M1', 'M2'].map((code) => build('2503', filing(code), { insuplc_admdvs }));
    assert.ok(done !== undefined && again !== undefined && never !== undefined);
    const first = await post(done);
    await post(again);
    const found = await fateOf(on, clinic, done.msgid);
    assert.ok(found.state === 'done');
    assert.deepEqual(found.answer, first.answer);
    assert.deepEqual(await fateOf(on, clinic, again.msgid), { state: 'refused', code: 'SH-F009' });
    await assert.rejects(fateOf(on, other, done.msgid), { code: 'SH-T014' });
    await assert.rejects(fateOf(on, clinic, done.msgid, '2207'), { code: 'SH-T014' });
    for (let twice = 0; twice < 2; twice += 1)
      assert.deepEqual(await fateOf(on, clinic, never.msgid), { state: 'never' });
    assert.equal(codeOf((await post(never)).answer), 'SH-T023');
    assert.deepEqual(await filed(on), [done.msgid]);
  });

  test('a reversal waits for a message that is being worked on', async (t) => {
    const on = await platform(t);
    await takeIn(on);
    const clinic = await connect(on);
    const message = clinic.build('2503', filing('M1'), { insuplc_admdvs });
    const holding = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    const holder = on.db.transaction().execute(async (trx) => {
      await sql`SELECT FROM insured_person WHERE psn_no = '4290000001' FOR UPDATE`.execute(trx);
      await sql`LOCK TABLE filing IN ACCESS EXCLUSIVE MODE`.execute(trx);
      held.resolve();
      await holding.promise;
    });
    await held.promise;
    const answered = clinic.post(message);
    // Until the message has its msgid and waits for the table.
    for (;;) {
      const { rows } =
        await sql`SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`.execute(
          on.db,
        );
      if (rows.length > 0) break;
      await setTimeout(10);
    }
    const fate = fateOf(on, clinic, message.msgid);
    holding.resolve();
    await holder;
    assert.equal((await answered).answer.infcode, 0);
    assert.equal((await fate).state, 'done');
  });
});
