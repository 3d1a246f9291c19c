import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ShouhuError, shouhuError } from '@shouhu/errors';
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
  costOf,
  discharge,
  fieldOf,
  line,
  registered,
  selling,
  settling,
  settlingStay,
  stateOf,
  stayed,
  till,
} from './settlement.fixture.ts';
import type { Till } from './settlement.fixture.ts';
import { assertWhole } from './whole.ts';

/** What somebody tries: mostly in order, with the wrong visit, institution or sum every now and then. */
interface Try {
  readonly what: (typeof WHAT)[number];
  readonly person: string;
  readonly from: string;
  /** Picks among the visits or settlements that there are. */
  readonly which: number;
  readonly pric: number;
  readonly cnt: number;
  readonly item: string;
  readonly acct_used_flag: string;
  readonly wrong: boolean;
}

const WHAT = [
  'register',
  'admit',
  'charge',
  'refund',
  'settle',
  'midway',
  'discharge',
  'stay on',
  'cancel',
  'remove',
  'withdraw',
  'sell',
] as const;

const tries = fc.record<Try>({
  what: fc.constantFrom(...WHAT, 'charge', 'charge', 'settle', 'settle', 'refund', 'midway'),
  person: fc.constantFrom(EMPLOYEE, RESIDENT),
  from: fc.constantFrom(HOSPITAL, OTHER_HOSPITAL),
  which: fc.nat({ max: 40 }),
  pric: fc.integer({ min: 1, max: 900_000 }).map((fen) => fen / 100),
  cnt: fc.integer({ min: 1, max: 9 }),
  item: fc.constantFrom(...Object.values(ITEMS)),
  acct_used_flag: fc.constantFrom('0', '1'),
  wrong: fc.integer({ min: 0, max: 9 }).map((nth) => nth === 0),
});

interface Known {
  readonly from: string;
  readonly psn_no: string;
  readonly mdtrt_id: string;
}

class County {
  readonly place: Till;
  readonly visits: (Known & { readonly care: 'outpatient' | 'inpatient' })[] = [];
  readonly settled: (Known & { readonly infno: string; readonly setl_id: string })[] = [];
  #serial = 0;

  constructor(place: Till) {
    this.place = place;
  }

  next = (): string => String((this.#serial += 1));

  /** A visit for which this can be done, if there is one. */
  async choose(what: Try['what'], which: number): Promise<(typeof this.visits)[number] | undefined> {
    const rows = await this.place.on.db
      .selectFrom('visit')
      .leftJoin('fee_line', 'fee_line.mdtrt_id', 'visit.mdtrt_id')
      .select((e) => [
        'visit.mdtrt_id',
        'visit.care',
        'visit.state',
        e.fn.count<number>('feedetl_sn').as('lines'),
        e.fn.count<number>('setl_id').as('settled'),
      ])
      .groupBy('visit.mdtrt_id')
      .execute();
    const fit = rows.filter(({ care, state, lines, settled }) => {
      const goesOn = state !== 'cancelled' && (care === 'outpatient' || state !== 'settled');
      const waits = lines > settled && goesOn;
      if (what === 'charge') return goesOn;
      if (what === 'refund') return lines > 0 && goesOn;
      if (what === 'settle') return waits && state !== 'in-hospital';
      if (what === 'midway') return waits && state === 'in-hospital';
      if (what === 'discharge') return state === 'in-hospital';
      if (what === 'stay on') return state === 'discharged';
      return what === 'remove' ? waits : lines === 0 && goesOn;
    });
    const ids = new Set(fit.map(({ mdtrt_id }) => mdtrt_id));
    const known = this.visits.filter(({ mdtrt_id }) => ids.has(mdtrt_id));
    return known[which % Math.max(known.length, 1)];
  }

  /** What the lines that wait for settlement cost, in yuan. */
  async waiting(mdtrt_id: string): Promise<{ total: number; chrg_bchno: string }> {
    const lines = await this.place.on.db
      .selectFrom('fee_line')
      .select(['chrg_bchno', 'det_item_fee_sumamt'])
      .where('mdtrt_id', '=', mdtrt_id)
      .where('setl_id', 'is', null)
      .execute();
    const chrg_bchno = lines[0]?.chrg_bchno ?? 'none';
    const own = lines.filter((one) => one.chrg_bchno === (lines[0]?.chrg_bchno ?? null));
    return { total: own.reduce((sum, one) => sum + one.det_item_fee_sumamt, 0) / 100, chrg_bchno };
  }
}

async function register({ place, visits }: County, person: string, from: string = HOSPITAL): Promise<void> {
  visits.push({ ...(await registered(place, person, { from })), from, care: 'outpatient' });
}

async function admit({ place, visits }: County, person: string, from: string = HOSPITAL): Promise<void> {
  visits.push({ ...(await admitted(place, person, { from })), from, care: 'inpatient' });
}

async function attempt(
  county: County,
  { what, person, from, which, pric, cnt, item, acct_used_flag, wrong }: Try,
): Promise<void> {
  const { place, visits, settled } = county;
  const visit = (wrong ? undefined : await county.choose(what, which)) ?? visits[which % visits.length];
  const named =
    visit === undefined ? { mdtrt_id: 'none', psn_no: person } : { mdtrt_id: visit.mdtrt_id, psn_no: visit.psn_no };
  const at = { from: wrong || visit === undefined ? from : visit.from };
  const insutype = named.psn_no === RESIDENT ? '390' : '310';
  const stays = visit?.care === 'inpatient';
  const fee = line(county.next(), { pric, cnt, med_list_codg: item });
  const settle = async (mid_setl_flag: '0' | '1'): Promise<void> => {
    const { total, chrg_bchno } = await county.waiting(named.mdtrt_id);
    const sum = (wrong ? total + 0.01 : total).toFixed(2);
    const asked = { insutype, acct_used_flag, chrg_bchno };
    const [infno, back] = stays ? ['2304', '2305'] : ['2207', '2208'];
    const input = stays ? settlingStay(named, sum, { ...asked, mid_setl_flag }) : settling(named, sum, asked);
    const { setlinfo } = await place.send(infno, input, at);
    settled.push({ ...named, ...at, infno: back, setl_id: fieldOf(setlinfo, 'setl_id') });
  };
  switch (what) {
    case 'register':
      return register(county, person, from);
    case 'admit':
      return admit(county, person, from);
    case 'charge':
      await (stays ? stayed(place, named, [fee], at) : charged(place, named, [fee], `B${which % 4}`, at));
      return;
    case 'refund': {
      const { db } = place.on;
      const lines = await db
        .selectFrom('fee_line')
        .selectAll()
        .where('mdtrt_id', '=', named.mdtrt_id)
        .where('cnt', '>', 0)
        .execute();
      const of = lines[which % Math.max(lines.length, 1)];
      const price = (of?.pric ?? 1_000_000) / 1_000_000;
      const back = line(county.next(), {
        cnt: -cnt,
        pric: price,
        med_list_codg: of?.med_list_codg,
        init_feedetl_sn: of?.feedetl_sn ?? 'none',
      });
      await (stays
        ? stayed(place, named, [back], at)
        : charged(place, named, [back], of?.setl_id === null ? (of.chrg_bchno ?? 'B1') : 'B3', at));
      return;
    }
    case 'settle':
      return settle('0');
    case 'midway':
      return settle('1');
    case 'discharge':
      await discharge(place, named, at);
      return;
    case 'stay on':
      await place.send('2405', { data: named }, at);
      return;
    case 'cancel': {
      const one = settled[which % Math.max(settled.length, 1)];
      if (one === undefined) throw shouhuError('SH-Q043', { setl_id: 'none' });
      const { infno, setl_id, psn_no, mdtrt_id } = one;
      await place.send(infno, { data: { setl_id, psn_no, mdtrt_id } }, wrong ? { from: PHARMACY } : one);
      return;
    }
    case 'remove':
      await place.send(stays ? '2302' : '2205', { data: { ...named, chrg_bchno: '0000', feedetl_sn: '0000' } }, at);
      return;
    case 'withdraw':
      await place.send(stays ? '2404' : '2202', { data: named }, at);
      return;
    case 'sell': {
      const total = wrong ? costOf([fee]) + 0.01 : costOf([fee]);
      const sale = selling([fee], {
        psn_no: person,
        insutype: person === RESIDENT ? '390' : '310',
        medfee_sumamt: total.toFixed(2),
        acct_used_flag,
      });
      const { setlinfo } = await place.send('2102', sale, { from: PHARMACY });
      const ids = { setl_id: fieldOf(setlinfo, 'setl_id'), mdtrt_id: fieldOf(setlinfo, 'mdtrt_id') };
      settled.push({ ...ids, psn_no: person, from: PHARMACY, infno: '2103' });
    }
  }
}

test('after any course of operations the ledger balances, settlements add up, years hold what stands, and what was refused changed nothing', async (t) => {
  const done = new Map<string, number>();
  let refusals = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(tries, { minLength: 25, maxLength: 50 }), async (course) => {
      const county = new County(await till(t));
      await admit(county, RESIDENT);
      await register(county, EMPLOYEE);
      await county.place.on.db
        .insertInto('mutual_aid')
        .values({ psn_no: RESIDENT, payer: EMPLOYEE, rank: 1, begndate: '2026-01-01', enddate: null })
        .execute();
      for (const one of course) {
        const before = await stateOf(county.place);
        try {
          await attempt(county, one);
          done.set(one.what, (done.get(one.what) ?? 0) + 1);
        } catch (error) {
          if (!(error instanceof ShouhuError)) throw error;
          refusals += 1;
          assert.equal(await stateOf(county.place), before, error.message);
        }
      }
      await assertWhole(county.place);
    }),
    { numRuns: 12 },
  );
  t.diagnostic(JSON.stringify([...done, ['refused', refusals]]));
  for (const what of ['settle', 'midway', 'refund', 'cancel']) assert.ok(done.has(what), `${what} was never done`);
  assert.ok(refusals > 20);
});
