import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { openedMatter } from '../files/routes.fixture.ts';
import type { PersonName, Platform } from '../http/app.fixture.ts';
import type { Route } from '../rights/route.fixture.ts';

async function done(on: Platform, who: PersonName, url: string, body: object): Promise<void> {
  const answer = await on.ask(who, 'POST', url, body);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
}

/** A step of one person, its document and delivery, as the test of rights asks for them. */
export async function documentRoutesOf(on: Platform): Promise<(readonly [string, Route])[]> {
  const [penalty, review] = [await openedMatter(on, 'officer1', 'penalty'), await openedMatter(on, 'first', 'review')];
  const officers = ['officer1', 'officer2'];
  const filed = { officers, party: 'H42900000001', cause: '重复收费', act_ended: 20_500, act_found: 20_514 };
  const steps = [
    ['officer1', 'receive', { source: '疑点' }],
    ['head', 'file', filed],
    ['head', 'suspend', { reason: '等待鉴定' }],
  ] as const;
  for (const [seen, [who, action, facts]] of steps.entries()) {
    await done(on, who, `/api/matters/${penalty}/steps`, { request_id: randomUUID(), seen, action, facts });
  }
  const making = { document_id: randomUUID(), kind: 'suspension-notice', seq: 3 };
  const url = `/api/matters/${penalty}`;
  await done(on, 'officer1', `${url}/documents`, making);
  const document = `/api/documents/${making.document_id}`;
  const delivery = { way: '电子送达', on: '2026-03-02', receiver: '医保办' };
  await done(on, 'officer1', `${document}/delivery`, delivery);
  const bureau = {
    admdvs: '429000',
    name: '测试县医疗保障局',
    abbreviation: '测医保',
    address: '路',
    telephone: '电话',
    reconsideration: '县人民政府',
    court: '县人民法院',
    refund_account: '一',
    fine_account: '二',
  };
  return [
    [
      'GET /api/matters/{matter_id}/paper-file',
      { method: 'GET', url: `/api/matters/${review}/paper-file`, right: 'review.read' },
    ],
    ['GET /api/matters/{matter_id}/paper-file case', { method: 'GET', url: `${url}/paper-file`, right: 'case.read' }],
    [
      'POST /api/matters/{matter_id}/documents',
      { method: 'POST', url: `${url}/documents`, right: 'case.act', body: making },
    ],
    [
      'POST /api/matters/{matter_id}/deeds/{seq}/signature',
      { method: 'POST', url: `${url}/deeds/1/signature`, right: 'case.act', gets: 403 },
    ],
    [
      'POST /api/documents/{document_id}/delivery',
      { method: 'POST', url: `${document}/delivery`, right: 'document.deliver', body: delivery },
    ],
    ['GET /api/documents', { method: 'GET', url: '/api/documents', right: 'document.received', own: true }],
    [
      'POST /api/documents/{document_id}/receipt',
      { method: 'POST', url: `${document}/receipt`, right: 'document.received' },
    ],
    ['GET /api/bureau', { method: 'GET', url: '/api/bureau', right: 'bureau.read', own: true }],
    ['POST /api/bureau', { method: 'POST', url: '/api/bureau', right: 'bureau.set', body: bureau }],
    ['GET /api/matters/{matter_id}/cover', { method: 'GET', url: `${url}/cover?purpose=archive`, right: 'case.read' }],
    [
      'GET /api/documents/{document_id}/docx',
      { method: 'GET', url: `${document}/docx?purpose=archive`, right: 'case.read' },
    ],
  ];
}
