/** What one finding charges at several institutions stands in the leads of each (docs/semantics.md 40). */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { currentKnowledge } from '@shouhu/rulebook';
import { codes, point, rule, ruleset } from '@shouhu/testkit';
import { audited, type Audited, type Row } from '../bad-input.fixture.ts';
import { leadLines, type LeadLine } from './lead-lines.fixture.ts';

const ITEM = '001102000010000';
const day = '2025-03-05 10:00:00';

/** A use for 10 yuan; both institutions call theirs L1. */
const use = (fixmedins_code: string, more: Row = {}): Row => ({
  bkkp_sn: 'L1',
  mdtrt_id: `V-${fixmedins_code}`,
  psn_no: 'P1',
  fixmedins_code,
  fee_ocur_time: day,
  hilist_code: ITEM,
  cnt: '1',
  pric: '10',
  det_item_fee_sumamt: '10',
  inscp_amt: '10',
  bilg_dr_code: `D-${fixmedins_code}`,
  ...more,
});

const visit = (fixmedins_code: string): Row => ({
  mdtrt_id: `V-${fixmedins_code}`,
  psn_no: 'P1',
  fixmedins_code,
  med_type: '11',
  begntime: day,
  endtime: day,
});

const county = {
  fee_list_d: [
    use('H1'),
    use('H2'),
    use('H2', { bkkp_sn: 'L2', cnt: '2', det_item_fee_sumamt: '20', inscp_amt: '20' }),
  ],
  mdtrt_d: [visit('H1'), visit('H2')],
};

/** Four uses of a day, wherever, where one is allowed: three quarters of each line are too much. */
const snapshot = {
  ...currentKnowledge({ only: [] }).snapshot,
  ruleset: ruleset(rule([point.limit({ subject: codes(ITEM), across: 'all', max: 10_000, from: 0 })])),
};

const H1_DOCTOR = {
  exemption_id: 'E1',
  rule_code: null,
  subject_kind: 'doctor',
  subject: codes('D-H1'),
  from: 0,
  to: 99_999,
  reason: '',
  basis: '',
} as const;

let folder = '';
let result: Audited;
let lines: LeadLine[] = [];
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shouhu-across-'));
  result = await audited(folder, county, { snapshot });
  lines = await leadLines(result.out);
});
after(() => rm(folder, { recursive: true, force: true }));

describe('a limit over all institutions', () => {
  test('names the institution of each line that is not of its own', () => {
    assert.deepEqual(
      result.findings.map((finding) => [finding.fixmedins_code, finding.amount_fen, finding.lines]),
      [
        [
          'H1',
          3_000,
          [
            { line_id: 'L1', amount_fen: 750 },
            { line_id: 'L1', amount_fen: 750, fixmedins_code: 'H2' },
            { line_id: 'L2', amount_fen: 1_500, fixmedins_code: 'H2' },
          ],
        ],
      ],
    );
  });

  test('loses no line between findings and leads', () => {
    assert.deepEqual(
      lines.map(({ fixmedins_code, line_id, at_risk_fen }) => `${fixmedins_code} ${line_id} ${at_risk_fen}`).toSorted(),
      ['H1 L1 750', 'H2 L1 750', 'H2 L2 1500'],
    );
    assert.deepEqual(
      result.leads.map((lead) => [lead.fixmedins_codes, lead.amount_fen, lead.rules.map(({ findings }) => findings)]),
      [
        [['H2'], 2_250, [1]],
        [['H1'], 750, [1]],
      ],
    );
  });

  test('adds each line once to the net of the run', () => {
    const { violation, suspicion } = result.summary.by_verdict;
    assert.equal(violation.net_fen + suspicion.net_fen, 3_000);
  });

  test('is exempted by a doctor only when all its lines are of that doctor', async () => {
    const exempting = { ...snapshot, exemptions: [H1_DOCTOR] };
    const { findings } = await audited(folder, county, { snapshot: exempting });
    assert.deepEqual(
      findings.map(({ exempted_by }) => exempted_by),
      [null],
    );
  });
});
