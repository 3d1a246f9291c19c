import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ShouhuError } from '@shouhu/errors';
import * as fc from 'fast-check';
import {
  EMPLOYEE,
  HOSPITAL,
  ITEMS,
  OTHER_HOSPITAL,
  PHARMACY,
  RESIDENT,
  admitted,
  charged,
  fieldOf,
  registered,
  selling,
  settling,
  settlingStay,
  stateOf,
  stayed,
} from '../settlement/settlement.fixture.ts';
import type { Till } from '../settlement/settlement.fixture.ts';
import { assertWhole } from '../settlement/whole.ts';
import { boxCode, changeRow, countRow, purchaseRow, saleRow, scanned, stockInput, tracing } from './trace.fixture.ts';
import { assertTraced } from './whole.ts';

const WHAT = [
  'count',
  'purchase',
  'send back',
  'transfer',
  'self-paid',
  'told',
  'return',
  'withdraw',
  'sell',
  'outpatient',
  'stay',
  'refund',
  'cancel',
] as const;

/** What somebody tries with few boxes, so that they meet. */
interface Try {
  readonly what: (typeof WHAT)[number];
  readonly from: string;
  readonly psn_no: string;
  readonly boxes: readonly number[];
  readonly split: boolean;
  readonly cnt: number;
  readonly batch: string;
  readonly which: number;
}

const tries = fc.record<Try>({
  what: fc.constantFrom(
    ...WHAT,
    'purchase',
    'self-paid',
    'sell',
    'sell',
    'outpatient',
    'stay',
    'refund',
    'refund',
    'cancel',
    'cancel',
    'return',
    'told',
  ),
  from: fc.constantFrom(HOSPITAL, OTHER_HOSPITAL, PHARMACY, PHARMACY),
  psn_no: fc.constantFrom(EMPLOYEE, RESIDENT),
  boxes: fc.uniqueArray(fc.nat({ max: 7 }), { minLength: 0, maxLength: 2 }),
  split: fc.integer({ min: 0, max: 2 }).map((nth) => nth === 0),
  cnt: fc.integer({ min: 1, max: 12 }),
  batch: fc.constantFrom('B1', 'B2'),
  which: fc.nat({ max: 30 }),
});

/** Units in a box. */
const PACK = 10;

interface Settled {
  readonly infno: string;
  readonly from: string;
  readonly setl_id: string;
  readonly mdtrt_id: string;
  readonly psn_no: string;
  readonly codes: readonly string[];
  readonly cnt: number;
  readonly trdn_flag: string;
  readonly stay: boolean;
}

class County {
  readonly place: Till;
  readonly settled: Settled[] = [];
  readonly sales: { readonly row: ReturnType<typeof saleRow>; readonly from: string }[] = [];
  #serial = 0;

  constructor(place: Till) {
    this.place = place;
  }

  next = (): string => String((this.#serial += 1));
}

const CANCEL: Readonly<Record<string, string>> = { '2102': '2103', '2207': '2208', '2304': '2305' };

async function attempt(county: County, one: Try): Promise<void> {
  const { place, settled } = county;
  const { what, from, psn_no, split, batch, which } = one;
  const codes = one.boxes.map(boxCode);
  const trdn_flag = split ? '1' : '0';
  const cnt = split ? one.cnt : Math.max(1, codes.length) * PACK;
  const insutype = psn_no === RESIDENT ? '390' : '310';
  const more = { fixmedins_bchno: batch };
  const send = async (infno: string, row: object) => place.send(infno, stockInput(infno, row), { from });
  const keep = (infno: string, node: unknown, stay: boolean, at: string): void => {
    const ids = { setl_id: fieldOf(node, 'setl_id'), mdtrt_id: fieldOf(node, 'mdtrt_id') };
    settled.push({ ...ids, infno, from: at, psn_no, codes, cnt, trdn_flag, stay });
  };
  const fee = scanned(county.next(), codes, { cnt, pric: 1, trdn_flag });
  const known = settled[which % Math.max(settled.length, 1)];
  switch (what) {
    case 'count':
      await send(
        '3501',
        countRow(one.cnt * PACK, codes, { ...more, invdate: which % 2 === 0 ? '2026-03-01' : '2026-03-02' }),
      );
      return;
    case 'purchase':
      await send('3503', purchaseRow(Math.max(1, codes.length) * PACK, codes, { ...more, dynt_no: `D${which}` }));
      return;
    case 'send back':
      await send('3504', purchaseRow(Math.max(1, codes.length) * PACK, codes, more));
      return;
    case 'transfer':
      await send('3502', changeRow(which % 2 === 0 ? '101' : '102', cnt, codes, more));
      return;
    case 'self-paid':
      {
        const row = saleRow(cnt, codes, { ...more, trdn_flag, rtal_docno: `R${which}` });
        await send('3505', row);
        county.sales.push({ row: { ...row, trdn_flag }, from });
      }
      return;
    case 'told': {
      const row = saleRow(known?.cnt ?? cnt, known?.codes ?? codes, {
        ...more,
        setl_id: known?.setl_id ?? 'none',
        trdn_flag: known?.trdn_flag ?? trdn_flag,
      });
      await place.send('3505', stockInput('3505', row), { from: known?.from ?? from });
      return;
    }
    case 'return': {
      const { row, from: at } = county.sales[which % Math.max(county.sales.length, 1)] ?? {
        row: saleRow(cnt, codes),
        from,
      };
      const back = row.trdn_flag === '1' ? { sel_retn_cnt: Math.min(one.cnt, row.sel_retn_cnt) } : {};
      await place.send('3506', stockInput('3506', { ...row, ...back, medins_prod_sel_no: `R${which}` }), { from: at });
      return;
    }
    case 'withdraw': {
      const moved = await place.on.db.selectFrom('stock_movement').selectAll().orderBy('movement_id', 'desc').execute();
      const {
        infno = '3501',
        fixmedins_code = from,
        fixmedins_bchno = batch,
      } = moved[which % Math.max(moved.length, 1)] ?? {};
      const inv_data_type = { '3501': '1', '3502': '2', '3503': '3', '3504': '3', '3505': '4', '3506': '4' }[infno];
      await place.send('3507', { data: { fixmedins_bchno, inv_data_type } }, { from: fixmedins_code });
      return;
    }
    case 'sell': {
      const { setlinfo } = await place.send('2102', selling([fee], { psn_no, insutype }), { from: PHARMACY });
      keep('2102', setlinfo, false, PHARMACY);
      return;
    }
    case 'outpatient': {
      const visit = await registered(place, psn_no, { from });
      const total = await charged(place, visit, [fee], 'B1', { from });
      const { setlinfo } = await place.send('2207', settling(visit, total, { insutype }), { from });
      keep('2207', setlinfo, false, from);
      return;
    }
    case 'stay': {
      const visit = await admitted(place, psn_no, { from, fields: { repeat_ipt_flag: '1' } });
      const total = await stayed(place, visit, [fee], { from });
      const { setlinfo } = await place.send('2304', settlingStay(visit, total, { insutype, mid_setl_flag: '1' }), {
        from,
      });
      keep('2304', setlinfo, true, from);
      return;
    }
    case 'refund':
      return refund(
        county,
        one,
        settled.filter((each) => each.stay)[which % Math.max(settled.filter((each) => each.stay).length, 1)],
      );
    case 'cancel': {
      const {
        infno = '2102',
        setl_id = 'none',
        mdtrt_id = 'none',
        psn_no: person = psn_no,
        from: at = from,
      } = known ?? {};
      await place.send(CANCEL[infno] ?? '', { data: { setl_id, mdtrt_id, psn_no: person } }, { from: at });
    }
  }
}

/** Some of a stay's first line comes back, and the refund is settled with the next drugs. */
async function refund(county: County, { which, cnt }: Try, of: Settled | undefined): Promise<void> {
  if (of === undefined) return;
  const { place, settled } = county;
  const { mdtrt_id, psn_no, from, trdn_flag } = of;
  const first = await place.on.db
    .selectFrom('fee_line')
    .select(['feedetl_sn', 'cnt'])
    .where('mdtrt_id', '=', mdtrt_id)
    .where('cnt', '>', 0)
    .orderBy('feedetl_sn')
    .executeTakeFirstOrThrow();
  const codes = trdn_flag === '1' ? of.codes : of.codes.slice(0, 1 + (which % 2));
  const back = trdn_flag === '1' ? Math.min(cnt, of.cnt) : Math.max(1, codes.length) * PACK;
  const lines = [
    scanned(county.next(), codes, { cnt: -back, pric: 1, trdn_flag, init_feedetl_sn: first.feedetl_sn }),
    scanned(county.next(), [], { cnt: 20, pric: 1, med_list_codg: ITEMS.capped }),
  ];
  const visit = { mdtrt_id, psn_no };
  await stayed(place, visit, lines, { from });
  const waiting = await place.on.db
    .selectFrom('fee_line')
    .select('det_item_fee_sumamt')
    .where('mdtrt_id', '=', mdtrt_id)
    .where('setl_id', 'is', null)
    .execute();
  const total = waiting.reduce((sum, { det_item_fee_sumamt }) => sum + det_item_fee_sumamt, 0) / 100;
  const insutype = psn_no === RESIDENT ? '390' : '310';
  const asked = settlingStay(visit, total, { insutype, mid_setl_flag: '1' });
  const { setlinfo } = await place.send('2304', asked, { from });
  settled.push({ ...of, setl_id: fieldOf(setlinfo, 'setl_id') });
}

test('after any course of purchases, sales, returns, refunds and cancellations no box has two valid sales, stock is the sum of its movements, and what was refused changed nothing', async (t) => {
  const done = new Map<string, number>();
  const refusals = new Map<string, number>();
  const count = (map: Map<string, number>, key: string): unknown => map.set(key, (map.get(key) ?? 0) + 1);
  await fc.assert(
    fc.asyncProperty(fc.array(tries, { minLength: 40, maxLength: 70 }), async (course) => {
      const county = new County(await tracing(t));
      const { place } = county;
      const item = { admdvs: '429000', needs_code: true, pack_cnt: PACK * 10_000, no_code_until: null };
      await place.on.db
        .insertInto('trace_item')
        .values({ ...item, med_list_codg: ITEMS.classA })
        .execute();
      for (const from of [HOSPITAL, PHARMACY])
        for (const batch of ['B1', 'B2'])
          await place.send('3501', { invinfo: countRow(200, [], { fixmedins_bchno: batch }) }, { from });
      for (const one of course) {
        const before = await stateOf(place);
        try {
          await attempt(county, one);
          count(done, one.what);
        } catch (error) {
          if (!(error instanceof ShouhuError)) throw error;
          count(refusals, error.code);
          // What is done in several messages is refused at the last of them.
          const steps = ['outpatient', 'stay', 'refund'].includes(one.what);
          if (!steps) assert.equal(await stateOf(place), before, error.message);
        }
        await assertTraced(place, new Map([[ITEMS.classA, PACK * 10_000]]));
      }
      await assertWhole(place);
    }),
    { numRuns: 10 },
  );
  t.diagnostic(JSON.stringify([...done, ...refusals]));
  for (const what of WHAT) assert.ok((done.get(what) ?? 0) > 0, `${what} was never done`);
  for (const code of ['SH-Z001', 'SH-Z002', 'SH-Z004', 'SH-Z013']) assert.ok((refusals.get(code) ?? 0) > 0, code);
});
