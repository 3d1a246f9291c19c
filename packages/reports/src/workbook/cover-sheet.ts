/** The cover: what was audited, by which knowledge and law, and who signs. */
import { compareCodePoints } from '@shouhu/codes';
import { ORDER } from './paper.ts';
import type { Paper } from './paper.ts';
import type { SheetColumn, SheetRow } from './xlsx/sheet.ts';

const COLUMNS: readonly SheetColumn[] = [
  { title: '', kind: 'text', width: 20 },
  { title: '', kind: 'text', width: 34 },
  { title: '', kind: 'text', width: 20 },
  { title: '', kind: 'text', width: 34 },
];

export async function writeCover({ run, persons, rules, file }: Paper): Promise<void> {
  const { summary, times } = run;
  const rows: SheetRow[] = [];
  const merges: string[] = [];
  const wide = (label: string, text: string): void => {
    rows.push({
      cells: [
        { style: 'boxedLabel', cell: label },
        { style: 'boxed', cell: text },
        { style: 'boxed', cell: null },
        { style: 'boxed', cell: null },
      ],
      height: heightOf(text, WIDE),
    });
    merges.push(`B${rows.length}:D${rows.length}`);
  };
  const pair = (label: string, value: string, other: string, second: string): void => {
    rows.push([
      { style: 'boxedLabel', cell: label },
      { style: 'boxed', cell: value },
      { style: 'boxedLabel', cell: other },
      { style: 'boxed', cell: second },
    ]);
  };
  const signature = (label: string, other: string): void => {
    rows.push({
      cells: [
        { style: 'boxedLabel', cell: label },
        { style: 'entry', cell: null },
        { style: 'boxedLabel', cell: other },
        { style: 'entry', cell: null },
      ],
      height: 2 * LINE_POINTS,
    });
  };
  rows.push([{ style: 'title', cell: '医保基金智能监管稽核工作底稿' }]);
  merges.push('A1:D1');
  rows.push([]);
  if (persons.revealed) wide('注意', '本底稿含未脱敏的人员编号，仅限批准用途使用，使用记录见 reveal-log.jsonl。');
  pair(
    '稽核期间',
    `${summary.period.from ?? '—'} 至 ${summary.period.to ?? '—'}`,
    '涉及机构数',
    String(new Set(run.leads.flatMap((lead) => lead.fixmedins_codes)).size),
  );
  pair('费用明细行数', String(summary.lines), '疑点线索', `${summary.leads.leads} 条`);
  pair('规则疑点', `${summary.findings} 条`, '无法判断', `${summary.cannot_decide} 项`);
  pair(
    '稽核时间（UTC）',
    times.started_at.slice(0, 19).replace('T', ' '),
    '程序版本',
    `shouhu ${summary.versions.shouhu}`,
  );
  wide('知识快照', summary.snapshot.digest);
  wide(
    '快照组成',
    summary.snapshot.parts
      .map(
        (part) =>
          `${PARTS[part.name] ?? part.name}${part.version === '' ? '' : ` ${part.version}`}：${part.rules} 类规则、${part.points} 个知识点`,
      )
      .join('；'),
  );
  const basis = [...new Set([...rules.values()].flatMap((rule) => rule.basis))].toSorted(compareCodePoints);
  wide('依据', basis.join('\n'));
  rows.push([]);
  signature('编制人', '编制日期');
  signature('复核人', '复核日期');
  signature('被稽核机构意见', '机构负责人（签章）');
  rows.push([]);
  rows.push([{ style: 'boxedLabel', cell: '使用说明' }]);
  for (const text of NOTES) {
    rows.push({ cells: [{ style: 'wrapped', cell: text }], height: heightOf(text, WIDE + 10) });
    merges.push(`A${rows.length}:D${rows.length}`);
  }
  await file.sheet(
    file.names.unique('封面'),
    ORDER.cover,
    { columns: COLUMNS, header: false, merges, landscape: false },
    rows,
  );
}

const PARTS: Readonly<Record<string, string>> = {
  default: '默认知识点',
  national: '国家知识点',
  own: '守护自有规则',
  local: '本地知识',
};

/** Chinese characters that a line of the merged columns holds. */
const WIDE = 44;
const LINE_POINTS = 15;

/** Merged cells grow with no text by themselves. */
function heightOf(text: string, characters: number): number {
  const lines = text.split('\n').map((line) => Math.max(1, Math.ceil(line.length / characters)));
  return LINE_POINTS * lines.reduce((sum, count) => sum + count, 0);
}

const NOTES = [
  '1. “汇总”表用公式加总各规则、各模型工作表，差异列应为 0。',
  '2. 规则工作表每行是一条疑点的一行明细：“计入比例”“按公式重算”“疑点重算”为公式，可改动其左侧的输入值验证；没有公式的疑点由多个知识点或底稿未列的参数得出，见“说明”。',
  '3. “疑点认定”每条疑点只出现一次，整列之和即毛额；净额按明细行去重，见“汇总”。',
  '4. 底色为浅黄的单元格供复核人填写。',
  '5. 参保人以代码表示：P 加本次稽核内的序号，点号后为编号末四位；需要明文时用 shouhu report --reveal --purpose 重新生成并留痕。',
];
