import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Diagnosis, Line, Visit, World } from '@shouhu/claims';
import { civilDate } from '@shouhu/codes';
import { compileClosures, judgeByReference } from '@shouhu/rules';
import { loadNational, nationalRules } from './index.ts';

const facts = loadNational();
const ruleset = { snapshot: 'national', rules: nationalRules(facts) };
const TODAY = civilDate(2026, 7, 15) ?? 0;

const codeOf = (item_name: string): string =>
  facts.points.findLast((row) => row.item_name === item_name)?.codes[0] ?? '';

const visit: Visit = {
  psn_no: 'P1',
  fixmedins_code: 'H11000000001',
  mdtrt_id: 'V1',
  day: TODAY,
  med_type: '21',
  care_type: 'inpatient',
  emergency: 0,
  insutype: '310',
  psn_type: null,
  gend: '1',
  brdy: civilDate(1970, 5, 4) ?? 0,
  hosp_lv: 3,
  fixmedins_type: '1',
  internet_hosp: 0,
  matn_type: null,
  begin_second: null,
  end_day: TODAY + 3,
  end_second: null,
  dept: null,
  dr: null,
  profttl: null,
  death_day: null,
  diagnoses_known: 1,
  operations_known: 1,
};

function lineOf(item: string, changes: Partial<Line> = {}): Line {
  const { begin_second: _begin, end_day: _day, end_second: _end, death_day: _death, ...shared } = visit;
  const { diagnoses_known: _diagnoses, operations_known: _operations, ...attributes } = shared;
  return {
    ...attributes,
    line_id: `L-${item}`,
    setl_id: 'S1',
    item,
    second: 36_000,
    cnt: 10_000,
    amount_fen: 10_000,
    inscp_fen: 9000,
    pric: null,
    pric_uplmt: null,
    rxno: 'R1',
    prd_days: null,
    med_chrgitm_type: null,
    antibiotic_grade: null,
    updt_day: null,
    ...changes,
  };
}

function judge(lines: readonly Line[], codes: readonly string[] = [], changes: Partial<Visit> = {}): string[] {
  const diagnoses: Diagnosis[] = codes.map((code) => ({ mdtrt_id: visit.mdtrt_id, code }));
  const visits = [{ ...visit, ...changes }];
  const world: World = { lines, visits, diagnoses, operations: [], sales: [], first_day: TODAY - 400 };
  const judgement = judgeByReference(ruleset, world);
  assert.deepEqual(compileClosures(ruleset).judge(world), judgement);
  const answers = judgement.findings.map((finding) => `${finding.rule_name} ${finding.verdict}`);
  return [...answers, ...judgement.undecided.map((one) => `${one.rule_name} ? ${one.reason}`)].toSorted((a, b) =>
    a < b ? -1 : 1,
  );
}

test('sex: a service for women on a man is found, beside a documented disorder it is not', () => {
  const [line] = [lineOf(codeOf('经阴道B超检查'))];
  assert.deepEqual(judge([line], ['J18.900']), ['医疗服务项目区分性别使用 violation']);
  assert.deepEqual(judge([line], ['Q56.000']), []);
  assert.deepEqual(judge([line], [], { diagnoses_known: 0 }), ['医疗服务项目区分性别使用 violation']);
});

test('a tumour is documented by its site or by chemotherapy alone, never by another site', () => {
  const line = lineOf(codeOf('枸橼酸依奉阿克胶囊'));
  assert.deepEqual(judge([line], ['C34.101']), []);
  assert.deepEqual(judge([line], ['Z51.102', 'C79.300']), []);
  assert.deepEqual(judge([line], ['Z51.102', 'C16.900']), ['药品限适应症 suspicion']);
});

test('second line: a glaucoma drop needs another one before it', () => {
  const drop = lineOf(codeOf('拉坦前列素滴眼液'));
  assert.deepEqual(judge([drop], ['H40.900']), ['药品限二线使用 suspicion']);
  const before = lineOf('XS01EDT001G010010100001', { day: TODAY - 90 });
  assert.deepEqual(judge([drop, before], ['H40.900']), []);
});

test('work injury, level, encounter and internet: the settlement decides', () => {
  assert.deepEqual(judge([lineOf(codeOf('氢醌乳膏'))], ['L81.100']), ['药品限工伤保险 violation']);
  assert.deepEqual(judge([lineOf(codeOf('氢醌乳膏'), { insutype: '410' })], ['L81.100']), []);
  assert.deepEqual(judge([lineOf(codeOf('参附注射液'), { hosp_lv: 1 })], ['I50.900']), [
    '药品限医疗机构级别 violation',
  ]);
  const outside = { care_type: 'outpatient', emergency: 0 };
  assert.deepEqual(judge([lineOf(codeOf('安宫牛黄丸'), outside)], ['I63.900']), ['药品限就医方式 violation']);
  assert.deepEqual(judge([lineOf(codeOf('安宫牛黄丸'), { ...outside, emergency: 1 })], ['I63.900']), []);
  assert.deepEqual(judge([lineOf(codeOf('硫酸吗啡片'), { internet_hosp: 1 })], ['C34.900']), [
    '超互联网医院药品支付范围 violation',
  ]);
});
