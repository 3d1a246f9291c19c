/** Stock and codes through the door: batches, queries, attempts as staff see them, and every field spoilt. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { codeOf } from '@shouhu/interface';
import { refusesEachFault } from '../gateway/fields.fixture.ts';
import { connect } from '../gateway/gateway.fixture.ts';
import { EMPLOYEE, ITEMS, OTHER_HOSPITAL, PHARMACY, fieldOf, selling } from '../settlement/settlement.fixture.ts';
import { lookUp } from './look-up.ts';
import {
  boxCode,
  changeRow,
  countRow,
  openSales,
  purchaseRow,
  saleRow,
  scanned,
  stockInput,
  stockOf,
  tracing,
} from './trace.fixture.ts';
import { assertTraced } from './whole.ts';

const [A, B, C, D] = [boxCode(1), boxCode(2), boxCode(3), boxCode(4)];
const insuplc_admdvs = '429000';

async function connected(t: Parameters<typeof tracing>[0]) {
  const place = await tracing(t);
  const pharmacy = await connect(place.on, PHARMACY, { agreement: false });
  const other = await connect(place.on, OTHER_HOSPITAL, { agreement: false });
  return { place, pharmacy, other };
}

const rowsOf = (output: unknown, name: string): readonly unknown[] => {
  const rows: unknown = Reflect.get(Object(output), name);
  assert.ok(Array.isArray(rows), JSON.stringify(output));
  return rows;
};

test('of a batch the rows that are wrong are answered one by one, and the others are taken', async (t) => {
  const { place, pharmacy } = await connected(t);
  const bad = { ...purchaseRow(1), spler_name: '' };
  const bought = await pharmacy.ask('3503A', { purcinfoDetail: [purchaseRow(4, [A, B, C, D]), bad] });
  assert.equal(bought.answer.infcode, 0, bought.answer.err_msg);
  const [failed, ...none] = rowsOf(bought.answer.output, 'purcinfoErrDetail');
  assert.deepEqual(none, []);
  assert.equal(fieldOf(failed, 'retRslt'), '0');
  assert.match(fieldOf(failed, 'msgRslt'), /SH-T002.*purcinfoDetail\.1\.spler_name/);
  const rows = [
    saleRow(1, [A]),
    saleRow(1, [A], { rtal_docno: 'R2' }),
    saleRow(1, [], { rtal_docno: 'R3' }),
    saleRow(9, [B], { rtal_docno: 'R4' }),
    saleRow(1, [B], { rtal_docno: 'R5' }),
    { fixmedins_bchno: 5 },
  ];
  const sold = await pharmacy.ask('3505A', { selinfoDetail: rows }, { insuplc_admdvs });
  const faults = rowsOf(sold.answer.output, 'selinfoErrDetail');
  assert.deepEqual(
    faults.map((one) => /SH-\w\d{3}/.exec(fieldOf(one, 'msgRslt'))?.[0]),
    ['SH-Z002', 'SH-Z004', 'SH-Z013', 'SH-T002'],
  );
  assert.equal(fieldOf(faults[0], 'rtal_docno'), 'R2');
  assert.equal(await stockOf(place), 2);
  assert.deepEqual(await openSales(place), { [A]: PHARMACY, [B]: PHARMACY });
  const gone = await pharmacy.ask('3507A', {
    data: [
      { fixmedins_bchno: 'B1', inv_data_type: '4' },
      { fixmedins_bchno: 'B1', inv_data_type: '4' },
      { fixmedins_bchno: 'B1', inv_data_type: '9' },
    ],
  });
  assert.equal(rowsOf(gone.answer.output, 'dataErrDetail').length, 2);
  for (const [infno, input] of [
    ['3501A', { invinfoDetail: [countRow(7)] }],
    ['3502A', { invinfoDetail: [changeRow('102', 1)] }],
    ['3504A', { purcinfoDetail: [purchaseRow(1)] }],
    ['3506A', { selinfoDetail: [saleRow(1)] }],
  ] as const)
    assert.equal((await pharmacy.ask(infno, input, { insuplc_admdvs })).answer.infcode, 0);
  assert.equal((await pharmacy.ask('3505A', { selinfoDetail: [] })).answer.infcode, -1);
  await assertTraced(place);
});

test('attempts to sell a box twice are kept when they are refused, in settlements and in batches', async (t) => {
  const { place, pharmacy, other } = await connected(t);
  const { on } = place;
  await pharmacy.ask('2102', selling([scanned('1', [A])]), { insuplc_admdvs });
  const again = pharmacy.build('2102', selling([scanned('1', [A])]), { insuplc_admdvs });
  assert.equal(codeOf((await pharmacy.post(again)).answer), 'SH-Z002');
  assert.equal(codeOf((await pharmacy.post(again)).answer), 'SH-Z002');
  await other.ask('3505A', { selinfoDetail: [saleRow(1, [A])] }, { insuplc_admdvs });
  await other.ask('3501', { invinfo: countRow(1) });
  assert.equal(await lookUp(on.db, A, on.now()), 1);
  await other.ask('3505A', { selinfoDetail: [saleRow(1, [A])] }, { insuplc_admdvs });
  assert.equal(await lookUp(on.db, A, on.now()), 2);
  assert.equal(await lookUp(on.db, B, on.now()), 0);
  const all = await on.ask('officer1', 'GET', '/api/trace/attempts');
  const found = rowsOf({ rows: Object.values(all.body) }, 'rows');
  assert.deepEqual(
    found.map((one) => [fieldOf(one, 'fixmedins_code'), fieldOf(one, 'infno'), fieldOf(one, 'sold_by')]),
    [
      [OTHER_HOSPITAL, '3505A', PHARMACY],
      [PHARMACY, '2102', PHARMACY],
    ],
  );
  assert.equal(fieldOf(found[0], 'code'), '8123456***0001');
  const others = await on.ask('officer1', 'GET', '/api/trace/attempts?others=true&limit=5');
  assert.equal(Object.values(others.body).length, 1);
  const ofOther = await on.ask('officer1', 'GET', `/api/trace/attempts?fixmedins_code=${OTHER_HOSPITAL}`);
  assert.equal(Object.values(ofOther.body).length, 1);
  await other.ask('3592B', { data: { med_list_codg: ITEMS.classA, cnt: 2 } });
  const places = await on.ask('officer1', 'GET', '/api/trace/institutions?from=2026-03-02&until=2026-03-02');
  const none = { refused: 0, most_code: null, attempts: 0, others: 0, boxes: 0, given: 0, sold: 0 };
  assert.partialDeepStrictEqual(Object.values(places.body), [
    { ...none, fixmedins_code: OTHER_HOSPITAL, attempts: 1, others: 1, boxes: 1, given: 2 },
    { ...none, fixmedins_code: PHARMACY, refused: 1, most_code: 'SH-Z002', attempts: 1, boxes: 1 },
  ]);
  const box = await on.ask('officer1', 'GET', `/api/trace/codes/${A}`);
  assert.equal(fieldOf(box.body, 'sales'), '2');
  assert.equal(fieldOf(rowsOf(box.body, 'sold')[0], 'fixmedins_code'), PHARMACY);
  const counts = await on.ask('officer1', 'GET', '/api/trace/look-ups?from=2026-03-02&until=2026-03-02');
  assert.deepEqual(
    Object.values(counts.body).map((one) => [fieldOf(one, 'sales'), fieldOf(one, 'count')]),
    [
      ['0', '1'],
      ['1', '1'],
      ['2', '2'],
    ],
  );
});

test('what a region sets holds at the till, and stands in the log', async (t) => {
  const { place, pharmacy } = await connected(t);
  const { on } = place;
  const plain = selling([scanned('1', [], { cnt: 1 })]);
  const ask = async (): Promise<string | null> =>
    codeOf((await pharmacy.ask('2102', plain, { insuplc_admdvs })).answer);
  assert.equal(await ask(), 'SH-Z004');
  const item = {
    admdvs: '429000',
    med_list_codg: ITEMS.classA,
    needs_code: true,
    pack_cnt: 10_000,
    no_code_until: '2026-03-31',
  };
  assert.equal((await on.ask('cashier', 'POST', '/api/trace/items', item)).status, 200);
  assert.equal(await ask(), null);
  await on.ask('cashier', 'POST', '/api/trace/items', { ...item, no_code_until: null });
  assert.equal(await ask(), 'SH-Z004');
  const set = await on.ask('cashier', 'POST', '/api/trace/settings', {
    admdvs: '429000',
    codes_from: '2026-06-01',
    below_zero: true,
  });
  assert.equal(fieldOf(rowsOf(set.body, 'settings')[0], 'codes_from'), '2026-06-01');
  assert.equal(await ask(), null);
  const foreign = { admdvs: '110000', codes_from: null, below_zero: true };
  assert.equal((await on.ask('cashier', 'POST', '/api/trace/settings', foreign)).status, 404);
  const logged = await on.db.selectFrom('log_entry').select('detail').where('action', '=', 'trace.set').execute();
  assert.equal(logged.length, 3);
});

test('codes that came in and that were sold, of the institution itself', async (t) => {
  const { place, pharmacy, other } = await connected(t);
  await pharmacy.ask('3503', stockInput('3503', purchaseRow(3, [A, B, C])));
  await pharmacy.ask('2102', selling([scanned('1', [A])]), { insuplc_admdvs });
  await pharmacy.ask('3505', stockInput('3505', saleRow(1, [B])), { insuplc_admdvs });
  const list = async (from: typeof pharmacy, infno: string, data: object) =>
    rowsOf((await from.ask(infno, { data }, { insuplc_admdvs })).answer.output, 'data');
  assert.equal((await list(pharmacy, '3512', {})).length, 3);
  const [one] = await list(pharmacy, '3512', { drug_trac_codg: B, begndate: '2026-03-02', enddate: '2026-03-02' });
  assert.equal(fieldOf(one, 'spler_name'), '供货公司');
  assert.deepEqual(await list(pharmacy, '3512', { enddate: '2026-03-01' }), []);
  assert.deepEqual(await list(other, '3512', {}), []);
  const sold = await list(pharmacy, '3513', { begndate: '2026-03-02' });
  assert.deepEqual(
    sold.map((each) => [fieldOf(each, 'drug_trac_codg'), fieldOf(each, 'mdtrt_setl_type')]),
    [
      [B, '2'],
      [A, '1'],
    ],
  );
  assert.equal((await list(pharmacy, '3513', { psn_no: EMPLOYEE })).length, 1);
  assert.equal((await list(pharmacy, '3513', { certno: '999999197001010011', psn_cert_type: '01' })).length, 1);
  assert.deepEqual(await list(pharmacy, '3513', { certno: '999999197001010012' }), []);
  assert.deepEqual(await list(other, '3513', { drug_trac_codg: A }), []);
  const foreign = await other.ask('3513', { data: { fixmedins_code: PHARMACY } });
  assert.equal(codeOf(foreign.answer), 'SH-T004');
  // The number of the buyer stands nowhere in clear.
  const kept = await place.on.db.selectFrom('stock_movement').selectAll().execute();
  assert.doesNotMatch(JSON.stringify(kept), /999999197001010011/);
});

describe('every field', () => {
  const many = '9'.repeat(30);
  const goods = (node: string) => [
    { path: `${node}.med_list_codg`, needed: true, longest: 50, wrong: [5] },
    { path: `${node}.fixmedins_hilist_id`, needed: true, longest: 30, wrong: [{}] },
    { path: `${node}.fixmedins_bchno`, needed: true, longest: 30, wrong: [['B1']] },
    { path: `${node}.drugtracinfo.0.drug_trac_codg`, needed: true, longest: 100, wrong: ['无码', '1111111111', 7] },
  ];
  const counts = [0, -1, 'x', '1.00001', many];
  const cases = [
    [
      '3501',
      countRow(1, [A]),
      [
        ['inv_cnt', [-1, 'x', many]],
        ['invdate', ['2026-02-30', '昨天']],
        ['expy_end', ['x']],
      ],
    ],
    [
      '3502',
      changeRow('101', 1, [A]),
      [
        ['cnt', counts],
        ['inv_chg_type', ['999']],
        ['inv_chg_time', ['2026-03-02']],
        ['trdn_flag', ['2']],
      ],
    ],
    [
      '3503',
      purchaseRow(1, [A]),
      [
        ['purc_retn_cnt', counts],
        ['finl_trns_pric', [-1, 'x']],
        ['purc_retn_stoin_time', ['x']],
      ],
    ],
    [
      '3504',
      purchaseRow(1, [A]),
      [
        ['purc_retn_cnt', counts],
        ['manu_date', ['2026-13-01']],
      ],
    ],
    [
      '3505',
      saleRow(1, [A]),
      [
        ['sel_retn_cnt', counts],
        ['sel_retn_time', ['x']],
        ['trdn_flag', ['2', 1]],
        ['mdtrt_setl_type', ['3']],
      ],
    ],
    [
      '3506',
      saleRow(1, [A]),
      [
        ['sel_retn_cnt', counts],
        ['sel_retn_time', ['x']],
        ['trdn_flag', ['2', 1]],
      ],
    ],
    ['3507', { fixmedins_bchno: 'B1', inv_data_type: '1' }, [['inv_data_type', ['5']]]],
  ] as const;

  for (const [infno, row, wrongs] of cases)
    test(infno, async (t) => {
      const { place, pharmacy } = await connected(t);
      const input = stockInput(infno, row);
      const [node = ''] = Object.keys(input);
      const optional = new Set(['finl_trns_pric', 'trdn_flag']);
      await refusesEachFault(
        pharmacy,
        infno,
        input,
        [
          ...(infno === '3507'
            ? [{ path: 'data.fixmedins_bchno', needed: true, longest: 30, wrong: [1] }]
            : goods(node)),
          ...wrongs.map(([field, wrong]) => ({
            path: `${node}.${field}`,
            needed: !optional.has(field) || (field === 'trdn_flag' && infno !== '3502'),
            wrong,
          })),
        ],
        { insuplc_admdvs },
      );
      assert.equal(await stockOf(place), 0);
    });

  test('codes of fee lines', async (t) => {
    const { place, pharmacy } = await connected(t);
    const code = { needed: true, longest: 100, wrong: ['无码', '1111111111', 7] };
    const flags = { needed: false, wrong: ['2', true] };
    const rules = (path: string) => [
      { path: `${path}.drug_trac_codg`, ...code },
      { path: `${path}.trdn_flag`, ...flags },
      { path: `${path}.min_prcunt_type`, needed: false, longest: 6, wrong: [1] },
    ];
    const sale = selling([scanned('1', [A])]);
    const within = rules('drugdetail.0.drug_trac_info.0');
    for (const infno of ['2101', '2102']) await refusesEachFault(pharmacy, infno, sale, within, { insuplc_admdvs });
    const beside = { ...sale, drug_trac_info: [{ feedetl_sn: '1', drug_trac_codg: B, trdn_flag: '0' }] };
    const named = { path: 'drug_trac_info.0.feedetl_sn', needed: true, longest: 30, wrong: [1] };
    await refusesEachFault(pharmacy, '2102', beside, [...rules('drug_trac_info.0'), named], { insuplc_admdvs });
    const row = { mdtrt_id: 'M', psn_no: EMPLOYEE, chrg_bchno: 'B1', ...scanned('1', [A]) };
    for (const infno of ['2204', '2301'])
      await refusesEachFault(pharmacy, infno, { feedetail: [row] }, rules('feedetail.0.drug_trac_info.0'), {
        insuplc_admdvs,
      });
    assert.deepEqual(await openSales(place), {});
  });

  test('times that have not come, a settlement that is not named, one box twice', async (t) => {
    const { place, pharmacy } = await connected(t);
    const late = '2026-03-03 09:00:00';
    const ask = async (infno: string, row: object) =>
      codeOf((await pharmacy.ask(infno, stockInput(infno, row), { insuplc_admdvs })).answer);
    assert.equal(await ask('3501', countRow(1, [], { invdate: '2026-03-03' })), 'SH-Q008');
    assert.equal(await ask('3502', changeRow('101', 1, [], { inv_chg_time: late })), 'SH-Q008');
    assert.equal(await ask('3503', purchaseRow(1, [], { purc_retn_stoin_time: late })), 'SH-Q008');
    assert.equal(await ask('3505', saleRow(1, [A], { sel_retn_time: late })), 'SH-Q008');
    assert.equal(await ask('3505', saleRow(1, [A], { mdtrt_setl_type: '1' })), 'SH-T002');
    assert.equal(await ask('3503', purchaseRow(2, [A, A])), 'SH-Z003');
    assert.equal(await ask('3503', purchaseRow(1, [], { drugtracinfo: 'x' })), 'SH-T004');
    assert.equal(await stockOf(place), 0);
  });
});
