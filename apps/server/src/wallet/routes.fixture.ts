/** Routes of wallets and e-vouchers, for the test of rights. */
import { randomUUID } from 'node:crypto';
import { makePrivateKey, publicKeyOf } from '@shouhu/vault';
import { PEOPLE } from '../http/app.fixture.ts';
import type { Platform } from '../http/app.fixture.ts';
import { fileAtWindow } from '../insured/elsewhere.ts';
import { takeIn } from '../insured/insured.fixture.ts';
import type { RightName } from '../rights/rights.ts';
import type { Route } from '../rights/route.fixture.ts';
import { CARD, DEVICE, OTHER, OWNER, TEN } from '../voucher/voucher.fixture.ts';
import { addTerminal } from '../voucher/terminals.ts';
import { freezeOwn } from './freezes.ts';
import { listRules } from './rules.ts';

const purpose = { ground: 'verify', words: '核查线索' } as const;
const reason = '群众举报';

/** An alarm that somebody has dealt with. */
async function alarmOf({ db }: Platform): Promise<string> {
  const alarm_id = randomUUID();
  const counted = { persons: 6, threshold: 6, days: 7, place: '东门村', regions: ['429000'] };
  const times = { first_at: TEN, last_at: TEN, raised_at: TEN };
  const handled = { handled_by: 'officer9', handled_at: TEN, words: '已上报' };
  await db
    .insertInto('voucher_alarm')
    .values({ alarm_id, by: 'place', of: '东门村', ...counted, ...times, ...handled })
    .execute();
  return alarm_id;
}

export async function walletRoutesOf(on: Platform): Promise<(readonly [string, Route])[]> {
  await takeIn(on);
  const { services } = on;
  const own = { psn_no: OWNER, at: TEN };
  const freeze_id = randomUUID();
  await freezeOwn(services, own, { freeze_id, what: 'voucher', reason });
  const [rules] = await listRules(on.db, { caller: PEOPLE.head, at: TEN });
  const terminal = { terminal_id: randomUUID(), public_key: publicKeyOf(makePrivateKey()), note: '自助机' };
  const place = '/api/institutions/H42900000001/face-terminals';
  await addTerminal(services, { caller: PEOPLE.admin, at: TEN }, 'H42900000001', terminal);
  const alarm_id = await alarmOf(on);
  const post = (url: string, right: RightName, body: object): readonly [string, Route] => [
    `POST ${url}`,
    { method: 'POST', url, right, body },
  ];
  const named = { psn_no: OWNER };
  const filing = {
    filing_id: randomUUID(),
    insutype: '310',
    kind: 'resident',
    begndate: '2026-03-01',
    enddate: null,
    papers: '居住证',
  } as const;
  const asking = { caller: PEOPLE.first, at: TEN };
  const filed = { ...named, ...filing, filing_id: randomUUID(), mdtrtarea_admdvs: '440300' };
  const trt_dcla_detl_sn = await fileAtWindow(services, asking, filed);
  return [
    post('/api/wallets/look', 'wallet.read', { ...named, purpose }),
    ['GET /api/wallets/freezes', { method: 'GET', url: '/api/wallets/freezes', right: 'wallet.read', own: true }],
    post('/api/wallets/freeze', 'wallet.freeze', { ...named, freeze_id: randomUUID(), what: 'money', reason }),
    post('/api/wallets/release', 'wallet.release', { freeze_id, reason }),
    post('/api/wallets/relations', 'wallet.relate', {
      ...named,
      relation_id: randomUUID(),
      relative: OTHER,
      kind: 'parent',
      papers: '户口簿',
    }),
    ['GET /api/wallets/rules', { method: 'GET', url: '/api/wallets/rules', right: 'wallet.read', own: true }],
    [
      'POST /api/wallets/rules',
      {
        method: 'POST',
        url: '/api/wallets/rules',
        right: 'wallet.rules',
        body: { ...rules, begndate: '2026-12-01' },
        own: true,
      },
    ],
    post('/api/insured/elsewhere', 'insured.file', {
      ...named,
      ...filing,
      mdtrtarea_admdvs: '420100',
    }),
    post('/api/insured/elsewhere/withdraw', 'insured.file', { ...named, trt_dcla_detl_sn, reason }),
    post('/api/vouchers', 'voucher.enrol', {
      ...CARD,
      voucher_id: randomUUID(),
      device: DEVICE,
      place: '政务大厅',
      reissue: true,
    }),
    post('/api/vouchers/phones', 'voucher.enrol', { ...CARD, phone: '13900001111' }),
    post('/api/vouchers/revoke', 'voucher.revoke', { ...named, reason }),
    [
      'GET /api/vouchers/activations',
      {
        method: 'GET',
        url: '/api/vouchers/activations?by=device&from=2026-01-01&to=2026-12-31',
        right: 'voucher.statistics',
        own: true,
      },
    ],
    [
      'GET /api/vouchers/activations/export',
      {
        method: 'GET',
        url: '/api/vouchers/activations/export?by=device&from=2026-01-01&to=2026-12-31&format=csv&ground=verify&words=%E6%A0%B8%E5%AF%B9',
        right: 'voucher.statistics',
        own: true,
      },
    ],
    [
      'GET /api/vouchers/alarms',
      { method: 'GET', url: '/api/vouchers/alarms', right: 'voucher.statistics', own: true },
    ],
    [
      'POST /api/vouchers/alarms/{alarm_id}/handle',
      {
        method: 'POST',
        url: `/api/vouchers/alarms/${alarm_id}/handle`,
        right: 'voucher.alarm',
        body: { words: '已核实' },
        gets: 409,
      },
    ],
    ['GET /api/institutions/{fixmedins_code}/face-terminals', { method: 'GET', url: place, right: 'voucher.terminal' }],
    [
      'POST /api/institutions/{fixmedins_code}/face-terminals',
      { method: 'POST', url: place, right: 'voucher.terminal', body: terminal },
    ],
    [
      'POST /api/institutions/{fixmedins_code}/face-terminals/{terminal_id}/revoke',
      {
        method: 'POST',
        url: `${place}/${terminal.terminal_id}/revoke`,
        right: 'voucher.terminal',
        body: { reason: '停用' },
      },
    ],
  ];
}
