/** Routes of the real-time check for the test of rights, with one decision that could not be made. */
import type { Platform } from '../http/app.fixture.ts';
import type { Route } from '../rights/route.fixture.ts';
import { sealAnswer, sealInputs } from './judge.ts';

export async function tillCheckRoutesOf({ db, ring, now }: Platform): Promise<(readonly [string, Route])[]> {
  const decision_id = 'H42900000001202603021000009999-1';
  const patient = { patn_id: '4290000001', gend: null, brdy: null, curr_mdtrt_id: 'V1', fsi_encounter_dtos: [] };
  await db
    .insertInto('till_decision')
    .values({
      decision_id,
      msgid: 'H42900000001202603021000009999',
      infno: '3101',
      fixmedins_code: 'H42900000001',
      psn_no: '4290000001',
      mdtrt_id: 'V1',
      decided_at: now(),
      snapshot: null,
      outcome: 'not-checked',
      reason: 'history',
      lines: 0,
      history_lines: 0,
      findings: 0,
      undecided: 0,
      engine_us: 0,
      inputs: sealInputs(ring, decision_id, { task_id: null, patient, history: null }),
      answer: sealAnswer(ring, decision_id, { result: [], cannot_decide: [] }),
    })
    .execute();
  const url = '/api/till/decisions';
  const [method, right] = ['GET', 'check.read'] as const;
  const days = 'from=2026-03-01&to=2026-03-31';
  return [
    [`GET ${url}`, { method, url, right, own: true }],
    [
      `GET ${url}/export`,
      { method, url: `${url}/export?format=csv&ground=verify&words=%E6%A0%B8%E5%AF%B9`, right, own: true },
    ],
    [`GET ${url}/{decision_id}`, { method, url: `${url}/${decision_id}`, right }],
    [`GET ${url}/{decision_id}/replay`, { method, url: `${url}/${decision_id}/replay`, right }],
    [
      `POST ${url}/{decision_id}/person`,
      {
        method: 'POST',
        url: `${url}/${decision_id}/person`,
        right: 'person.reveal',
        body: { ground: 'verify', words: '核对提醒' },
      },
    ],
    ['GET /api/till/figures', { method, url: `/api/till/figures?${days}`, right, own: true }],
    ['GET /api/till/days', { method, url: `/api/till/days?${days}`, right: 'check.compare', own: true }],
    [
      'GET /api/till/differences',
      { method, url: '/api/till/differences?day=2026-03-02', right: 'check.compare', own: true },
    ],
  ];
}
