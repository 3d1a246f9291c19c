import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { codeOf } from '@shouhu/interface';
import type { Received } from '@shouhu/interface';
import { refusesEachFault } from '../gateway/fields.fixture.ts';
import { connect } from '../gateway/gateway.fixture.ts';
import { platform } from '../http/app.fixture.ts';
import { filingFor } from './elsewhere.ts';
import { takeIn } from './insured.fixture.ts';

const here = { insuplc_admdvs: '429000' };
const person = (path: string) => ({ path, needed: true, longest: 30, wrong: [1, {}, []] });
const day = (path: string, needed = true) => ({
  path,
  needed,
  wrong: ['2026-02-30', '2026/03/01', '20260301', 'soon', 20_260_301, '2026-03-01 24:00:00'],
});
const coded = (path: string) => ({ path, needed: true, wrong: ['999', 310, {}] });

const REFERRAL = {
  psn_no: '4290000001',
  insutype: '310',
  diag_code: 'I25.1',
  diag_name: '冠心病',
  reflin_medins_no: 'H42010600001',
  reflin_medins_name: '测试省人民医院',
  mdtrtarea_admdvs: '420100',
  hosp_agre_refl_flag: '1',
  refl_date: '2026-03-02',
  begndate: '2026-03-02',
};

const codes = (all: readonly Received[]): (string | null)[] => all.map(({ answer }) => codeOf(answer));

async function county(t: Parameters<typeof platform>[0]) {
  const on = await platform(t);
  await takeIn(on);
  return { on, clinic: await connect(on), other: await connect(on, 'H42900000002') };
}

describe('transactions about the insured', () => {
  test('every field of every input: absent, empty, too long, wrong', async (t) => {
    const { clinic } = await county(t);
    const card = { data: { psn_cert_type: '01', certno: '990001198001010011', psn_name: '测试甲' } };
    await refusesEachFault(clinic, '1101', card, [
      { path: 'data', needed: true, wrong: [1, 'x', []] },
      { path: 'data.psn_cert_type', needed: false, wrong: ['77', 1] },
      { path: 'data.certno', needed: false, longest: 50, wrong: [1] },
      { path: 'data.psn_name', needed: false, longest: 50, wrong: [1] },
      { path: 'data.card_sn', needed: false, longest: 32, wrong: [1] },
      { path: 'data.mdtrt_cert_type', needed: false, longest: 3, wrong: [2] },
      day('data.begntime', false),
    ]);
    const entitled = {
      data: { psn_no: '4290000001', insutype: '310', med_type: '11', begntime: '2026-03-02 08:00:00' },
    };
    await refusesEachFault(
      clinic,
      '2001',
      entitled,
      [
        person('data.psn_no'),
        coded('data.insutype'),
        coded('data.med_type'),
        day('data.begntime'),
        day('data.endtime', false),
        { path: 'data.dise_codg', needed: false, longest: 30, wrong: [1] },
      ],
      here,
    );
    const filing = {
      data: {
        psn_no: '4290000001',
        insutype: '310',
        opsp_dise_code: 'M03900',
        opsp_dise_name: '高血压',
        begndate: '2026-03-01',
      },
    };
    await refusesEachFault(
      clinic,
      '2503',
      filing,
      [
        person('data.psn_no'),
        coded('data.insutype'),
        { path: 'data.opsp_dise_code', needed: true, longest: 30, wrong: [1] },
        { path: 'data.opsp_dise_name', needed: true, longest: 300, wrong: [1] },
        day('data.begndate'),
        day('data.enddate', false),
        day('data.hosp_ide_date', false),
        { path: 'data.diag_dr_codg', needed: false, longest: 30, wrong: [1] },
      ],
      here,
    );
    const chosen = {
      data: { psn_no: '4290000001', biz_appy_type: '01', begndate: '2026-03-01', fixmedins_code: 'H42900000001' },
    };
    await refusesEachFault(
      clinic,
      '2505',
      chosen,
      [
        person('data.psn_no'),
        { path: 'data.biz_appy_type', needed: true, longest: 6, wrong: [1] },
        { path: 'data.fixmedins_code', needed: true, longest: 12, wrong: [1] },
        { path: 'data.fix_srt_no', needed: false, wrong: ['x', 1] },
        day('data.begndate'),
        day('data.enddate', false),
      ],
      here,
    );
    await refusesEachFault(
      clinic,
      '2501',
      { refmedin: REFERRAL },
      [
        { path: 'refmedin', needed: true, wrong: [1, 'x', []] },
        person('refmedin.psn_no'),
        coded('refmedin.insutype'),
        { path: 'refmedin.insu_optins', needed: false, longest: 6, wrong: ['42900', 429_000] },
        { path: 'refmedin.diag_code', needed: true, longest: 20, wrong: [1] },
        { path: 'refmedin.diag_name', needed: true, longest: 100, wrong: [1] },
        { path: 'refmedin.reflin_medins_no', needed: true, longest: 30, wrong: [1] },
        { path: 'refmedin.reflin_medins_name', needed: true, longest: 200, wrong: [1] },
        { path: 'refmedin.mdtrtarea_admdvs', needed: true, longest: 6, wrong: ['4201', 420_100] },
        { path: 'refmedin.hosp_agre_refl_flag', needed: true, wrong: ['2', 1] },
        { path: 'refmedin.tel', needed: false, longest: 50, wrong: [1] },
        { path: 'refmedin.refl_rea', needed: false, longest: 1_000, wrong: [1] },
        day('refmedin.refl_date'),
        day('refmedin.begndate'),
        day('refmedin.enddate', false),
      ],
      here,
    );
    for (const infno of ['2502', '2504', '2506'])
      await refusesEachFault(
        clinic,
        infno,
        { data: { trt_dcla_detl_sn: '1', psn_no: '4290000001' } },
        [person('data.psn_no'), { path: 'data.trt_dcla_detl_sn', needed: true, longest: 30, wrong: [1] }],
        here,
      );
    const match = {
      data: [
        {
          fixmedins_hilist_id: '1',
          fixmedins_hilist_name: '药',
          list_type: '101',
          med_list_codg: 'X1',
          begndate: '2026-03-01',
        },
      ],
    };
    await refusesEachFault(clinic, '3301', match, [
      { path: 'data', needed: true, wrong: [1, 'x', []] },
      { path: 'data.0.fixmedins_hilist_id', needed: true, longest: 30, wrong: [1] },
      { path: 'data.0.fixmedins_hilist_name', needed: true, longest: 200, wrong: [1] },
      { path: 'data.0.med_list_codg', needed: true, longest: 50, wrong: [1] },
      coded('data.0.list_type'),
      day('data.0.begndate'),
      day('data.0.enddate', false),
    ]);
    await refusesEachFault(clinic, '9001', { signIn: { opter_no: '1' } }, [
      { path: 'signIn', needed: true, wrong: [1] },
      { path: 'signIn.opter_no', needed: true, longest: 30, wrong: [1] },
      { path: 'signIn.mac', needed: false, longest: 20, wrong: [1] },
    ]);
  });

  test('a filing gives entitlement for its days, is not doubled, and is withdrawn by whoever filed it', async (t) => {
    const { clinic, other } = await county(t);
    const filed = { psn_no: '4290000001', insutype: '310', opsp_dise_code: 'M1', opsp_dise_name: '高血压' };
    const file = async (begndate: string, enddate: string | null) =>
      clinic.ask('2503', { data: { ...filed, begndate, enddate } }, here);
    const entitled = async (on: string) => {
      const data = { ...filed, med_type: '14', begntime: on, dise_codg: 'M1' };
      return /"trt_enjymnt_flag":"(.)"/.exec((await clinic.ask('2001', { data }, here)).text)?.[1];
    };
    assert.equal(await entitled('2026-03-02'), '0');
    const first = await file('2026-03-01', '2026-06-30');
    const trt_dcla_detl_sn = /"trt_dcla_detl_sn":"(\w{30})"/.exec(first.text)?.[1] ?? '';
    const rest = [
      await file('2026-06-30', null),
      await file('2026-07-01', null),
      await file('2026-01-01', '2026-02-28'),
    ];
    assert.deepEqual(codes([first, ...rest]), [null, 'SH-F009', null, null]);
    assert.deepEqual([await entitled('2026-03-02'), await entitled('2025-12-31')], ['1', '0']);
    const withdraw = { data: { trt_dcla_detl_sn, psn_no: '4290000001' } };
    assert.deepEqual(
      codes([
        await other.ask('2504', withdraw, here),
        await clinic.ask('2504', withdraw, here),
        await clinic.ask('2504', withdraw, here),
      ]),
      ['SH-F010', null, 'SH-F010'],
    );
    assert.equal(await entitled('2026-03-02'), '0');
  });

  test('care elsewhere is filed for a place and its days, six months where no end was said, and withdrawn by whoever filed it', async (t) => {
    const { on, clinic, other } = await county(t);
    const file = async (more: object = {}, infno = '2501') =>
      clinic.ask(infno, { refmedin: { ...REFERRAL, ...more } }, here);
    const first = await file();
    const own = { refl_old_mdtrt_id: '1', hosp_agre_refl_flag: '0' };
    assert.deepEqual(
      codes([
        first,
        await file({ begndate: '2026-09-02' }),
        await file({ begndate: '2026-09-03', enddate: '2026-12-31' }),
        await file({ mdtrtarea_admdvs: '429000' }),
        await file({ mdtrtarea_admdvs: '429004' }),
        await file({ insu_optins: '420503' }),
        await file({ insutype: '390' }),
        await file({ psn_no: '4290000099' }),
        await file(own, '2501A'),
      ]),
      [null, 'SH-F009', null, 'SH-F016', null, 'SH-F007', 'SH-F008', 'SH-F001', null],
    );
    const rows = await on.db
      .selectFrom('elsewhere')
      .select(['kind', 'begndate', 'enddate'])
      .where('mdtrtarea_admdvs', '=', '420100')
      .orderBy('begndate')
      .orderBy('kind')
      .execute();
    assert.deepEqual(rows, [
      { kind: 'referral', begndate: '2026-03-02', enddate: '2026-09-02' },
      { kind: 'temporary', begndate: '2026-03-02', enddate: '2026-09-02' },
      { kind: 'referral', begndate: '2026-09-03', enddate: '2026-12-31' },
    ]);
    const held = async (on_day: string, admdvs: string) =>
      on.db
        .transaction()
        .execute(async (trx) => filingFor(trx, { psn_no: '4290000001', insutype: '310', day: on_day, admdvs }));
    const days = ['2026-03-01', '2026-03-02', '2026-09-02', '2027-01-01'];
    assert.deepEqual(await Promise.all(days.map(async (one) => held(one, '420106'))), [
      null,
      'referral',
      'referral',
      null,
    ]);
    assert.equal(await held('2026-03-02', '420503'), null);
    const trt_dcla_detl_sn = /"trt_dcla_detl_sn":"(\w{30})"/.exec(first.text)?.[1] ?? '';
    const withdraw = { data: { trt_dcla_detl_sn, psn_no: '4290000001' } };
    const tries = [clinic, other].map(async ({ ask }) => ask('2502', withdraw, here));
    assert.deepEqual(codes(await Promise.all(tries)), [null, 'SH-F010']);
    assert.deepEqual(codes([await clinic.ask('2502', withdraw, here)]), ['SH-F010']);
    assert.equal(await held('2026-03-02', '420106'), 'temporary');
    const papers = {
      psn_no: '4290000001',
      insutype: '310',
      kind: 'resident',
      mdtrtarea_admdvs: '420000',
      begndate: '2026-03-01',
    };
    const window = { ...papers, enddate: null, filing_id: randomUUID(), papers: '居住证' };
    const filed = async (body: object) => on.ask('first', 'POST', '/api/insured/elsewhere', body);
    const { body } = await filed(window);
    assert.deepEqual((await filed(window)).body, body);
    assert.equal((await filed({ ...window, kind: 'referral' })).body['code'], 'SH-F009');
    assert.equal(await held('2030-01-01', '420106'), 'resident');
    const back = { psn_no: '4290000001', trt_dcla_detl_sn: body['trt_dcla_detl_sn'], reason: '已返回参保地' };
    const statuses = [1, 2].map(async () => on.ask('first', 'POST', '/api/insured/elsewhere/withdraw', back));
    assert.deepEqual(
      (await Promise.all(statuses)).map(({ status }) => status).toSorted((a, b) => a - b),
      [200, 400],
    );
    assert.equal(await held('2030-01-01', '420106'), null);
  });

  test('two that file the same for one person at once: one does', async (t) => {
    const { on, clinic, other } = await county(t);
    const data = {
      psn_no: '4290000001',
      insutype: '310',
      opsp_dise_code: 'M1',
      opsp_dise_name: '高血压',
      begndate: '2026-03-01',
    };
    const both = await Promise.all([clinic, other].map(async ({ ask }) => ask('2503', { data }, here)));
    assert.deepEqual(
      codes(both).toSorted((a) => (a === null ? -1 : 1)),
      [null, 'SH-F009'],
    );
    assert.equal((await on.db.selectFrom('filing').select('psn_no').execute()).length, 1);
  });

  test('a match of catalogues belongs to its institution, is changed by sending it again, and withdrawn', async (t) => {
    const { on, clinic, other } = await county(t);
    const match = { fixmedins_hilist_id: '1', list_type: '101', med_list_codg: 'X1' };
    const sent = (fixmedins_hilist_name: string) => ({
      data: { ...match, fixmedins_hilist_name, begndate: '2026-03-01' },
    });
    const answers = [
      await clinic.ask('3301', sent('药')),
      await clinic.ask('3301', sent('新药')),
      await other.ask('3302', { data: match }),
      await clinic.ask('3302', { data: match }),
      await clinic.ask('3302', { data: match }),
    ];
    assert.deepEqual(codes(answers), [null, null, 'SH-F014', null, 'SH-F014']);
    const rows = await on.db.selectFrom('catalogue_match').select('fixmedins_hilist_name').execute();
    assert.deepEqual(rows, [{ fixmedins_hilist_name: '新药' }]);
  });
});
