/** Random walks: what is published was written, planned over what holds, and approved by nobody who had a hand in it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { nationalCalendar } from '@shouhu/clocks';
import * as fc from 'fast-check';
import { act } from '../act.ts';
import type { Duty } from '../duty.ts';
import { day } from '../penalty/case.fixture.ts';
import { actionsOf } from '../procedure.ts';
import type { Deed, Facts } from '../procedure.ts';
import { doersOf, standing } from '../standing.ts';
import { publication } from './publication.ts';
import type { PublicationAction as Action } from './publication.ts';

/** Two of them have several duties, one of which may approve. */
const PEOPLE: Readonly<Record<string, readonly Duty[]>> = {
  auditor: ['auditor'],
  both: ['auditor', 'head'],
  all: ['inspector', 'auditor', 'administrator', 'legal-reviewer', 'head'],
  head: ['head'],
};
const actions = actionsOf(publication);
const onward: readonly Action[] = ['write', 'plan', 'propose', 'publish', 'plan', 'propose', 'publish'];

const tries = fc.array(
  fc.record({
    action: fc.oneof(fc.constantFrom(...onward), fc.constantFrom(...actions)),
    by: fc.constantFrom(...Object.keys(PEOPLE)),
    content: fc.constantFrom('A', 'A', 'B'),
    base: fc.constantFrom('0', '0', '1'),
  }),
  { minLength: 8, maxLength: 40 },
);

function attempt(deeds: readonly Deed<Action>[], action: Action, by: string, facts: Facts) {
  const person = { id: by, duties: PEOPLE[by] ?? [] };
  const stated = { reason: '理由', task_id: 'T', ...facts };
  return act(publication, deeds, { action, by: person, on: day('2026-03-02'), facts: stated }, nationalCalendar);
}

const refused = (deeds: readonly Deed<Action>[], action: Action, by: string, facts: Facts): string => {
  const outcome = attempt(deeds, action, by, facts);
  return outcome.ok ? 'ok' : outcome.refusal.code;
};

function course(...steps: readonly (readonly [Action, string])[]): readonly Deed<Action>[] {
  return steps.reduce<readonly Deed<Action>[]>((deeds, [action, by]) => {
    const outcome = attempt(deeds, action, by, { content: 'A', base: '0' });
    assert.ok(outcome.ok, `${action} ${JSON.stringify(outcome)}`);
    return [...deeds, outcome.deed];
  }, []);
}

describe('publication of rules', () => {
  test('no walk publishes one’s own change, nor what was not planned as it is over what holds', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(tries, (attempts) => {
        let deeds: readonly Deed<Action>[] = [];
        for (const { action, by, content, base } of attempts) {
          const written = deeds.findLast((deed) => deed.action === 'write')?.facts['content'] ?? content;
          const outcome = attempt(deeds, action, by, { content: action === 'write' ? content : written, base });
          if (!outcome.ok) continue;
          if (['publish', 'reject', 'return'].includes(action)) {
            assert.ok(!doersOf(deeds, ['write', 'propose']).includes(by), `${action} by ${by}`);
            assert.ok(PEOPLE[by]?.includes('head'));
          }
          if (action === 'publish') {
            const plan = deeds.findLast((deed) => ['plan', 'replan'].includes(deed.action));
            assert.deepEqual([plan?.facts['content'], plan?.facts['base']], [written, base]);
          }
          deeds = [...deeds, outcome.deed];
          reached.add(standing(publication, deeds, nationalCalendar).state);
        }
      }),
      { numRuns: 2_000, seed: 90 },
    );
    assert.deepEqual([...reached].toSorted(), Object.keys(publication.states).toSorted());
  });

  test('whoever wrote a word of it, or proposed it, never approves it, whatever other duties they have', () => {
    const deeds = course(['write', 'all'], ['write', 'auditor'], ['plan', 'auditor'], ['propose', 'both']);
    const facts = { content: 'A', base: '0' };
    for (const by of ['all', 'both']) {
      assert.equal(refused(deeds, 'publish', by, facts), 'SH-C004');
      assert.equal(refused(deeds, 'reject', by, facts), 'SH-C004');
    }
    assert.equal(refused(deeds, 'publish', 'auditor', facts), 'SH-C003');
    assert.equal(refused(deeds, 'publish', 'head', facts), 'ok');
    const published = course(['write', 'both'], ['plan', 'auditor'], ['propose', 'auditor'], ['publish', 'head']);
    assert.deepEqual(
      ['both', 'head', 'all'].map((by) => refused(published, 'return', by, {})),
      ['SH-C004', 'ok', 'ok'],
    );
  });

  test('a plan of other content, or over other rules in force, does not count', () => {
    const planned = course(['write', 'auditor'], ['plan', 'auditor']);
    assert.equal(refused(planned, 'propose', 'auditor', { content: 'B', base: '0' }), 'SH-C090');
    assert.equal(refused(planned, 'propose', 'auditor', { content: 'A', base: '1' }), 'SH-C091');
    assert.equal(refused(course(['write', 'auditor']), 'plan', 'auditor', { content: 'B', base: '0' }), 'SH-C090');
    const proposed = course(['write', 'auditor'], ['plan', 'auditor'], ['propose', 'auditor']);
    assert.equal(refused(proposed, 'publish', 'head', { content: 'A', base: '1' }), 'SH-C091');
    const again = attempt(proposed, 'replan', 'auditor', { content: 'A', base: '1' });
    assert.ok(again.ok);
    assert.equal(refused([...proposed, again.deed], 'publish', 'head', { content: 'A', base: '1' }), 'ok');
    assert.equal(refused(proposed, 'write', 'auditor', { content: 'B' }), 'SH-C002');
  });
});
