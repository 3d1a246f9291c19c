import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkInput, compileTill } from '@shouhu/audit';
import { currentKnowledge } from '@shouhu/rulebook';
import { judgeByReference } from '@shouhu/rules';
import { createKeyRing } from '@shouhu/vault';
import * as fc from 'fast-check';
import { civilDayOf } from '../casework/matter.ts';
import { historyOf } from './history.ts';
import type { HistoryRows } from './history.ts';
import { judge, openInputs, sealInputs } from './judge.ts';
import { asking, order } from './till-check.fixture.ts';

const { snapshot } = currentKnowledge();
const till = compileTill(snapshot.ruleset);
/** Codes that some point names, and one that none does. */
const codes = snapshot.ruleset.rules
  .flatMap(({ points }) => points.flatMap((point) => (point.type === 'limit' ? point.subject.codes.slice(0, 1) : [])))
  .slice(0, 12);
const item = fc.constantFrom('NONE', ...codes);
const time = fc.constantFrom('2026-02-27 08:00:00', '2026-03-01 23:59:59', '2026-03-02 09:30:00');

const anyOrders = fc.array(
  fc.record({
    hilist_code: item,
    cnt: fc.integer({ min: -1, max: 9 }),
    drord_begn_date: fc.oneof(time, fc.constant('2026-03-02')),
    selfpay_amt: fc.constantFrom(null, '10.00'),
  }),
  { maxLength: 8 },
);
const anyPatient = fc.record({ gend: fc.constantFrom(null, '1', '2', '9'), brdy: fc.constantFrom(null, '2020-02-29') });
const anyLines = fc.array(
  fc.record({
    item,
    fee_ocur_time: time,
    cnt: fc.integer({ min: 1, max: 9 }),
    visit: fc.integer({ min: 0, max: 2 }),
    back: fc.boolean(),
  }),
  { maxLength: 10 },
);

type AnyLine = (typeof anyLines extends fc.Arbitrary<infer All> ? All : never)[number];

function rowsOf(lines: readonly AnyLine[]): HistoryRows {
  const visits = [0, 1, 2].map((visit) => ({
    mdtrt_id: `H${visit}`,
    psn_no: '4290000001',
    fixmedins_code: visit === 0 ? 'H42900000001' : 'H42900000002',
    care: 'outpatient' as const,
    insutype: '310',
    med_type: visit === 2 ? '13' : '11',
    begntime: '2026-02-27 08:00:00',
    endtime: null,
    dept_code: null,
    atddr_no: null,
    matn_type: null,
    psn_type: '1101',
    hosp_lv: '05',
    gend: '1',
    brdy: '1980-01-01',
    die_date: null,
  }));
  const charged = lines.flatMap(({ item: code, fee_ocur_time, cnt, visit, back }, at) => {
    const line = {
      mdtrt_id: `H${visit}`,
      feedetl_sn: `L${at}`,
      init_feedetl_sn: null,
      setl_id: `S${visit}`,
      item: code,
      fee_ocur_time,
      cnt: cnt * 10_000,
      amount_fen: cnt * 100,
      inscp_fen: cnt * 90,
      pric: 1_000_000,
      pric_uplmt: null,
      rxno: null,
      dept: null,
      dr: null,
      prd_days: null,
      med_chrgitm_type: '09',
      psn_type: '1101',
      hosp_lv: '05',
    };
    const taken = { feedetl_sn: `B${at}`, init_feedetl_sn: `L${at}`, cnt: -10_000, amount_fen: -100, inscp_fen: -90 };
    return back ? [line, { ...line, ...taken }] : [line];
  });
  return { visits, lines: charged, diagnoses: [{ mdtrt_id: 'H1', code: 'I10.x00' }] };
}

describe('a decision', () => {
  test('replays to the byte on what is kept of it, whatever the order of rows, and the reference says the same', () => {
    const ring = createKeyRing();
    const day = civilDayOf(new Date('2026-03-02T02:00:00Z'));
    let found = 0;
    fc.assert(
      fc.property(anyOrders, anyPatient, anyLines, (orders, patient, lines) => {
        const input = asking({ orders: orders.map((more, at) => order(`R${at}`, more)), patient });
        const [asked] = checkInput.parse(input).data.patient_dtos;
        assert.ok(asked !== undefined);
        const extent = { psn_no: '4290000001', day, data_from: 0 };
        const rows = rowsOf(lines);
        const inputs = { task_id: 'T', patient: asked, history: historyOf(rows, extent).world };
        const { answer, judgement, world } = judge(inputs, till);
        const kept = openInputs(ring, 'D', sealInputs(ring, 'D', inputs));
        assert.equal(JSON.stringify(judge(kept, till).answer), JSON.stringify(answer));
        const other = { visits: rows.visits.toReversed(), lines: rows.lines.toReversed(), diagnoses: rows.diagnoses };
        assert.equal(JSON.stringify(historyOf(other, extent).world), JSON.stringify(inputs.history));
        const own = new Set(world.lines.filter(({ mdtrt_id }) => mdtrt_id === 'V1').map(({ line_id }) => line_id));
        const reference = judgeByReference(snapshot.ruleset, world).findings.filter(
          ({ mdtrt_ids, line_ids }) =>
            mdtrt_ids.includes('V1') && (line_ids.length === 0 || line_ids.some((id) => own.has(id))),
        );
        assert.deepEqual(judgement.findings, reference);
        found += judgement.findings.length;
      }),
      { numRuns: 60 },
    );
    assert.ok(found > 0);
  });
});
