import { randomUUID } from 'node:crypto';
import type { Platform } from '../http/app.fixture.ts';
import type { Route } from '../rights/route.fixture.ts';
import { addExperts, expertOf } from './experts.fixture.ts';

/** Routes of the pool and of draws, for the test of rights. */
export async function expertRoutesOf(on: Platform): Promise<(readonly [string, Route])[]> {
  const [expert_id = ''] = await addExperts(on, ['甲', '乙', '丙']);
  const { phone: _phone, expert_id: _id, ...stated } = expertOf('甲');
  const purpose = { ground: 'case', words: '通知参加评审' };
  const draw = {
    draw_id: randomUUID(),
    purpose: '年终考核评审',
    kind: 'expert',
    field: null,
    fixmedins_code: 'H42900000001',
    count: 1,
  };
  return [
    ['GET /api/experts', { method: 'GET', url: '/api/experts', right: 'expert.read', own: true }],
    ['POST /api/experts', { method: 'POST', url: '/api/experts', right: 'expert.keep', body: expertOf('丁') }],
    [
      'POST /api/experts/{expert_id}',
      {
        method: 'POST',
        url: `/api/experts/${expert_id}`,
        right: 'expert.keep',
        body: { ...stated, seen: 99, left_on: null },
        gets: 409,
      },
    ],
    [
      'POST /api/experts/{expert_id}/phone',
      { method: 'POST', url: `/api/experts/${expert_id}/phone`, right: 'person.reveal', body: purpose },
    ],
    ['GET /api/draws', { method: 'GET', url: '/api/draws', right: 'expert.read', own: true }],
    ['POST /api/draws', { method: 'POST', url: '/api/draws', right: 'expert.draw', body: draw }],
  ];
}
