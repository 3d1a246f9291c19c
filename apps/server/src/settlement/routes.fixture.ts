import type { Platform } from '../http/app.fixture.ts';
import type { Route } from '../rights/route.fixture.ts';
import { openTill, settledAtDoor } from './door.fixture.ts';

/** Routes of settlements that staff ask, for the test of rights: the hospital of the test county settled one. */
export async function settlementRoutesOf(on: Platform): Promise<(readonly [string, Route])[]> {
  const { setl_id } = await settledAtDoor(await openTill(on, false));
  const url = '/api/settlements';
  const right = 'settlement.read';
  return [
    ['GET /api/settlements', { method: 'GET', url: `${url}?day=2026-03-02`, right, own: true }],
    ['GET /api/settlements/sums', { method: 'GET', url: `${url}/sums?day=2026-03-02`, right, own: true }],
    ['GET /api/settlements/{setl_id}', { method: 'GET', url: `${url}/${setl_id}`, right }],
    ['GET /api/settlements/{setl_id}/lines', { method: 'GET', url: `${url}/${setl_id}/lines`, right }],
    [
      'POST /api/settlements/{setl_id}/person',
      {
        method: 'POST',
        url: `${url}/${setl_id}/person`,
        right: 'person.reveal',
        body: { ground: 'verify', words: '核对参保人' },
      },
    ],
  ];
}
