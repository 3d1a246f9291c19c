import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { KIT_REGISTRY, readKit, runKit } from '@shouhu/interface';
import { platform, PEOPLE } from '../http/app.fixture.ts';
import type { PersonName, Platform } from '../http/app.fixture.ts';
import { takeInsured } from '../insured/take-in.ts';
import { takeCatalogue } from '../settlement/take-catalogue.ts';
import { connect } from './gateway.fixture.ts';
import { TRANSACTIONS } from './transactions.ts';

describe('conformance kit', () => {
  test('every pair holds, and holds again on the same platform', async (t) => {
    const on = await platform(t);
    const [asking, registry] = [{ caller: PEOPLE.admin, at: on.now() }, fileURLToPath(KIT_REGISTRY)];
    await takeInsured(on.services, asking, registry);
    await takeCatalogue(on.services, asking, registry);
    const { sender, post } = await connect(on);
    for (const [day, run] of [
      ['2026-03-02', '00000001'],
      ['2026-03-03', '00000002'],
    ] as const) {
      on.on(day);
      const verdicts = await runKit({ sender, post, now: on.now, run }, readKit());
      assert.deepEqual(
        verdicts.filter(({ faults }) => faults.length > 0),
        [],
      );
    }
    // What needs a closed month, a review that was issued and one whose appeal was turned down, holds too.
    const prepared = async (infnos: readonly string[], run: string, values: Record<string, string>) => {
      const files = readKit().filter(({ infno }) => infno === '3201');
      const some = files.map((file) => ({ ...file, cases: file.cases.filter(({ infno }) => infnos.includes(infno)) }));
      const verdicts = await runKit({ sender, post, now: on.now, run, values }, some);
      const odd = verdicts.filter(({ faults, missing }) => faults.length + missing.length > 0);
      assert.deepEqual(odd, []);
    };
    const month = await closedMonth(on, sender.fixmedins_code);
    const matter = await review(on, sender.fixmedins_code);
    const applying = ['3203', '3203A', '3204', '3204A', '3205A', '3702', '3704', '9101'];
    await prepared(applying, '00000003', { ...month, review: matter });
    await step(on, 'second', matter, { seen: 2, action: 'uphold', facts: { amount_fen: 300_00, reason: '部分成立' } });
    on.on('2026-04-02');
    await prepared(['3703'], '00000004', { upheld: matter });
  });

  test('every transaction has a pair that is done and one that is refused', () => {
    const cases = readKit().flatMap((file) => file.cases);
    const tried = (infcode: 0 | 'refused') =>
      new Set(cases.filter(({ answer }) => answer.infcode === infcode).map(({ infno }) => infno));
    const [done, refused] = [tried(0), tried('refused')];
    assert.deepEqual(
      [...TRANSACTIONS.keys()].filter((infno) => !done.has(infno) || !refused.has(infno)),
      [],
    );
  });
});

/** March, computed, as the institution would apply for its outpatients. */
async function closedMonth(on: Platform, fixmedins_code: string): Promise<Record<string, string>> {
  on.on('2026-04-01');
  assert.equal((await on.ask('cashier', 'POST', '/api/clearing/compute', { month: '2026-03' })).status, 200);
  const kinds = await on.db
    .selectFrom('clearing_kind')
    .selectAll()
    .where('fixmedins_code', '=', fixmedins_code)
    .where('clr_type', '=', '11')
    .execute();
  const sum = (of: (kind: (typeof kinds)[number]) => number): number => kinds.reduce((all, kind) => all + of(kind), 0);
  return {
    clearing_begin: '2026-03-01',
    clearing_end: '2026-03-31',
    clearing_type: '11',
    clearing_medfee: String(sum((kind) => kind.medfee_sumamt) / 100),
    clearing_fund: String(sum((kind) => kind.fund_pay_sumamt) / 100),
    clearing_acct: String(sum((kind) => kind.acct_pay) / 100),
    clearing_count: String(sum((kind) => kind.setl_cnt)),
  };
}

/** A review that was issued. */
async function review(on: Platform, fixmedins_code: string): Promise<string> {
  const matter_id = randomUUID();
  const matter = { matter_id, procedure: 'review', lead_id: 'L1', fixmedins_code };
  const { status, body } = await on.ask('first', 'POST', '/api/matters', matter);
  assert.equal(status, 200, JSON.stringify(body));
  await step(on, 'first', matter_id, { seen: 0, action: 'issue', facts: { amount_fen: 500_00 } });
  return matter_id;
}

async function step(on: Platform, who: PersonName, matter_id: string, taken: object): Promise<void> {
  const wanted = { request_id: randomUUID(), ...taken };
  const { status, body } = await on.ask(who, 'POST', `/api/matters/${matter_id}/steps`, wanted);
  assert.equal(status, 200, JSON.stringify(body));
}
