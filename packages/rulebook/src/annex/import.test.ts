import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { civilDate, civilDay } from '@shouhu/codes';
import { formatFact } from '../national/fact.ts';
import { nationalRules } from '../national/rules.ts';
import { loadNational } from '../national/tables.ts';
import type { NationalFacts } from '../national/tables.ts';
import { OPEN_TO } from '../validity.ts';
import { EMPTY, PUBLISHED, imported, officialAnnex } from './fixtures.ts';
import type { SheetRows } from './fixtures.ts';
import { importAnnex } from './import.ts';
import type { AnnexImport } from './import.ts';
import { writeNational } from './write.ts';

const DRUG = 'XA01AAT001A001010100001';
const OTHER = 'XA01AAT001A001010100002';
const THIRD = 'XA01AAT001A001010100003';
const SERVICE = '001100000010000';

function facts({ added }: AnnexImport): unknown[] {
  return added.map((point) => [point.class_code, point.item_name, formatFact(point.fact), point.codes]);
}

test('the layout with its header on row 4: filled down, totals and notes left out, codes from the second sheet', async () => {
  const annex = await imported(
    officialAnnex('药品限医疗机构级别', [
      ['甲片', '限二级及以上医疗机构。', [DRUG, OTHER]],
      ['乙片', null, [THIRD]],
    ]),
  );
  assert.deepEqual(facts(annex), [
    ['GZ10000101012000', '甲片', 'level 2', [DRUG, OTHER]],
    ['GZ10000101012000', '乙片', 'level 2', [THIRD]],
  ]);
  assert.deepEqual(
    annex.added.map(({ from, to, row, batch, root, point_id }) => [from, to, row, batch, root === point_id]),
    [
      [PUBLISHED, OPEN_TO, 1, '99', true],
      [PUBLISHED, OPEN_TO, 2, '99', true],
    ],
  );
  assert.deepEqual([annex.unmappable, annex.review, annex.superseded, annex.known], [[], [], [], 0]);
});

test('the layouts of the first eight batches', async () => {
  const cases: readonly (readonly [SheetRows, ...unknown[]])[] = [
    [
      {
        Sheet1: [
          ['药品通用名', '药品说明', '限定类型', '限定对象'],
          ['甲片', '限12岁以下儿童', '限定年龄对象', '儿童'],
          ['乙片', '用于小儿', '限定年龄对象', '儿童'],
        ],
        Sheet2: [
          ['药品通用名', '序号', '国标代码', '限定类型'],
          ['甲片', 1, DRUG, '限定年龄对象'],
          [null, 2, OTHER, null],
          ['乙片', 1, THIRD, '限定年龄对象'],
        ],
      },
      ['GZ10000101007000', '甲片', 'age ..child', [DRUG, OTHER]],
      ['GZ10000301002000', '乙片', 'age ..child', [THIRD]],
    ],
    [
      {
        Sheet1: [
          ['项目名称', '国标代码', '限定类型', '限定性别'],
          ['甲术', SERVICE, '限定性别对象', '男'],
        ],
      },
      ['GZ10000302004000', '甲术', 'sex 1', [SERVICE]],
    ],
    [
      {
        Sheet1: [
          ['项目名称', '项目说明', '国标代码', '限定类型', '限定值域'],
          ['甲术', '同一切口', SERVICE, '限定主次操作', '第一组'],
        ],
      },
      ['GZ10000102002000', '甲术', 'operations 第一组', [SERVICE]],
    ],
    [
      {
        医疗服务项目重复收费规则对应知识点明细: [
          ['序号', '频度', '主项名称', '主项编码', '从项名称', '从项编码', '备注'],
          [1, '单日', '乙费', '002200000010000', '甲费', SERVICE, '含甲'],
        ],
      },
      ['GZ10000102012000', '乙费×甲费', 'pair day', ['002200000010000', SERVICE]],
    ],
    [
      {
        医疗服务项目限定频次: [
          ['序号', '项目名称', '限制数量', '数量单位', '项目编码'],
          [1, '甲费', 1, '日', SERVICE],
        ],
      },
      ['GZ10000102014000', '甲费', 'per-day 1', [SERVICE]],
    ],
    [
      {
        医疗服务项目周期超频次: [
          ['序号', '项目名称', '频次上限', '疗程周期', '备注', '项目代码'],
          [1, '甲验', 1, 15, '', SERVICE],
        ],
      },
      ['LK2025-031', '甲验', 'gap 15', [SERVICE]],
    ],
  ];
  for (const [sheets, ...expected] of cases) assert.deepEqual(facts(await imported(sheets)), expected);
});

test('a file name may name the class; an unknown class or layout is an error', async () => {
  const sheets = {
    Sheet1: [
      ['序号', '项目名称', '备注', '项目代码'],
      [1, '甲训', '支付不超过30天。', SERVICE],
    ],
  };
  const named = await imported(sheets, { path: '“医疗服务项目限支付疗程”明细.xlsx' });
  assert.deepEqual(facts(named), [['GZ10000102010000', '甲训', 'days 30', [SERVICE]]]);
  await assert.rejects(imported(sheets), { code: 'SH-K015' });
  await assert.rejects(
    imported({
      Sheet1: [
        ['a', 'b'],
        [1, 2],
      ],
    }),
    { code: 'SH-K015' },
  );
  const options = { path: 'x.xlsx', batch: '99', published: civilDay(0), previous: EMPTY };
  await assert.rejects(importAnnex(Buffer.from('no workbook'), options), { code: 'SH-K015' });
});

test('what cannot be mapped is kept and told', async () => {
  const annex = await imported(
    officialAnnex('药品限适应症', [
      ['甲片', '限甲乙丙丁患者', [DRUG]],
      ['乙片', '限胃癌患者', []],
      ['丙片', '限胃癌患者', [OTHER, 'Q?']],
    ]),
  );
  assert.deepEqual(
    annex.unmappable.map((point) => [point.item_name, point.state, point.reason]),
    [
      ['甲片', 'not', 'no-coded-term'],
      ['乙片', 'not', 'no-codes'],
    ],
  );
  assert.deepEqual(annex.review.map((point) => [point.item_name, point.review]).slice(-1), [['丙片', 'unknown-code']]);
  assert.equal(annex.terms.size, 2);
});

function withPoints(previous: NationalFacts, annex: AnnexImport): NationalFacts {
  const batches = new Map([...previous.batches, [annex.batch, annex.published] as const]);
  return { ...previous, batches, points: [...previous.points, ...annex.added] };
}

test('a later point of the same class and name takes the place of the earlier one, and its lost codes end', async () => {
  const first = await imported(
    officialAnnex('药品限医疗机构级别', [['甲片', '限二级及以上医疗机构。', [DRUG, OTHER]]]),
    {
      batch: '98',
      published: civilDate(2029, 1, 1),
    },
  );
  const second = await imported(officialAnnex('药品限医疗机构级别', [['甲 片', '限三级医疗机构。', [DRUG]]]), {
    previous: withPoints(EMPTY, first),
  });
  const [old] = first.added;
  assert.deepEqual(second.superseded, [
    { point_id: old?.point_id, by: second.added[0]?.point_id, item_name: '甲 片', ended_codes: [OTHER] },
  ]);
  assert.equal(second.added[0]?.root, old?.point_id);
  const unstated = await imported(officialAnnex('药品区分性别使用', [['丙片', '用于健康。', [THIRD]]]));
  assert.equal(unstated.unmappable[0]?.reason, 'sex-unstated');
});

test('the same annex again adds nothing; other content under the same batch is an error', async () => {
  const sheets = officialAnnex('药品限工伤保险', [['甲片', '限工伤保险', [DRUG]]]);
  const previous = withPoints(EMPTY, await imported(sheets));
  const again = await imported(sheets, { previous });
  assert.deepEqual([again.added, again.known], [[], 1]);
  const changed = officialAnnex('药品限工伤保险', [['甲片', '限工伤保险', [OTHER]]]);
  await assert.rejects(imported(changed, { previous }), { code: 'SH-K016' });
  await assert.rejects(imported(sheets, { previous, published: civilDate(2030, 3, 2) }), { code: 'SH-K016' });
  const other = await imported(officialAnnex('药品限生育保险', [['乙片', '限生育保险', [OTHER]]]), { previous });
  assert.equal(other.added.length, 1);
});

test('the new folder holds the old facts and the new ones, and is never overwritten', async () => {
  const parent = mkdtempSync(join(tmpdir(), 'shouhu-annex-'));
  try {
    const shipped = loadNational();
    const annex = await imported(
      officialAnnex('药品限适应症', [
        ['甲片', '限胃癌患者', [DRUG]],
        ['乙片', '限肺炎患者', [OTHER]],
      ]),
      { previous: shipped },
    );
    const folder = writeNational(join(parent, 'national'), annex);
    const grown = loadNational(folder);
    assert.deepEqual(grown.points.slice(shipped.points.length), annex.added);
    assert.equal(grown.batches.get('99'), PUBLISHED);
    const rule = nationalRules(grown).find((each) => each.rule_name === '药品限适应症');
    assert.ok(rule?.points.some((point) => point.type === 'restrict' && point.subject.codes.includes(DRUG)));
    assert.throws(() => writeNational(join(parent, 'national'), annex), { code: 'SH-K030' });
    const revised = await imported(officialAnnex('药品限适应症', [['甲片', '限肺炎患者', [DRUG]]]), {
      previous: grown,
      batch: '100',
      published: civilDate(2030, 4, 1),
    });
    const next = loadNational(writeNational(join(parent, 'national'), revised, folder));
    const old = next.points.find((point) => point.point_id === annex.added[0]?.point_id);
    assert.equal(old?.to, (civilDate(2030, 4, 1) ?? 0) - 1);
    assert.equal(readdirSync(join(parent, 'national')).length, 2);
    assert.ok(existsSync(fileURLToPath(folder)));
  } finally {
    rmSync(parent, { recursive: true });
  }
});

test('a class without points before becomes a rule', async () => {
  const parent = mkdtempSync(join(tmpdir(), 'shouhu-annex-'));
  try {
    const annex = await imported(officialAnnex('诊断与患者性别不符', [['甲病', '女', ['C53.900']]]), {
      previous: loadNational(),
    });
    assert.equal(annex.unmappable[0]?.reason, 'class-unknown');
    const grown = loadNational(writeNational(parent, annex));
    assert.ok(grown.classes.find((each) => each.name === '诊断与患者性别不符')?.published);
    assert.deepEqual(nationalRules(grown).find((each) => each.rule_name === '诊断与患者性别不符')?.points, []);
  } finally {
    rmSync(parent, { recursive: true });
  }
});
