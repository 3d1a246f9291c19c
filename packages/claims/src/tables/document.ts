import { codeSets, formatCivilDate } from '@shouhu/codes';
import { secondColumn } from './columns.ts';
import type { Field } from './field.ts';
import type { Table } from './table.ts';
import { tables } from './tables.ts';

/** The page docs/tables.md: every table that is taken in, field by field. */
export function tablesPage(): string {
  return `${[...INTRODUCTION, ...Object.values(tables).map(section)].join('\n\n')}\n`;
}

const INTRODUCTION = [
  '# 导入的表 Tables taken in',
  '本页由 `packages/claims/src/tables` 生成。This page is generated; the definitions there also give the validator and the columns of the lake.',
  [
    '- 粗体字段必填，缺失则拒收该行。A row without a **bold** field is rejected.',
    '- 空白、`\\N`、`NULL` 视为没有值；值两端的空格不计。Blank, `\\N` and `NULL` are absent; blanks around a value are dropped.',
    '- 日期 `yyyy-MM-dd` 或 `yyyyMMdd`；时间再加 `HH:mm:ss` 或 `HHmmss`，可用 `T` 或空格分隔。Dates and times, with or without separators.',
    '- 湖中：日期为 1970-01-01 起的天数，时间另有 `…_s` 列（当日秒数，未给出时为空），金额为分，单价为百万分之一元，数量为万分之一，比例为万分之一。',
    '- In the lake: dates are days since 1970-01-01, a time has a second column `…_s` (second of the day, NULL without a clock), money is fen, prices are millionths of a yuan, quantities and ratios ten-thousandths.',
    '- 带“令牌”的字段在湖中只存不可逆令牌。A field marked “token” stands in the lake as a keyed token only.',
    '- XLSX 只读第一个工作表，零点视为没有钟点。Of a workbook the first sheet is read; midnight counts as no clock.',
    '- 拒收清单中的行号：文本为物理行（含引号内换行时取首行），XLSX 为工作表行号，Parquet 为第几行。Line numbers of rejects: the physical line where the row begins, the row of the sheet, the ordinal in a Parquet file.',
    '- 带编码集的字段遇到未知值时提示，不拒收。A value outside a code set is a notice, not a rejection.',
  ].join('\n'),
];

function section(table: Table): string {
  const id = table.id.length === 0 ? '内容摘要 digest of the row' : table.id.map(quoted).join(' / ');
  const scope = table.institution === null ? '' : `${quoted(table.institution)} + `;
  const needed = (table.oneOf ?? []).map((names) => `至少一项 at least one of: ${names.map(quoted).join(', ')}`);
  const lines = [
    `## ${table.name} ${table.zh}`,
    `每行 One row: ${table.row.zh} ${table.row.en}. 主键 Key: ${scope}${id}.${needed.map((line) => ` ${line}.`).join('')}`,
    [
      row(['字段 Field', '名称 Name', '类型 Type', '湖中列 Columns', '备注 Notes']),
      row(Array(5).fill('---')),
      ...table.fields.map(fieldRow),
    ].join('\n'),
  ];
  return lines.join('\n\n');
}

function fieldRow(field: Field): string {
  const name = field.required === true ? `**${field.name}**` : field.name;
  const columns =
    field.kind === 'time' ? `${quoted(field.name)}, ${quoted(secondColumn(field.name))}` : quoted(field.name);
  return row([name, field.zh, typeText(field), columns, notes(field)]);
}

function typeText(field: Field): string {
  switch (field.kind) {
    case 'code':
      return `编码 code ≤ ${field.max}`;
    case 'text':
      return `文本 text ≤ ${field.max}`;
    case 'date':
      return '日期 date';
    case 'time':
      return '时间 time';
    case 'fen':
      return '金额（元，两位小数）yuan, 2 decimals';
    case 'price':
      return '单价（元，六位小数）yuan, 6 decimals';
    case 'quantity':
      return '数量（四位小数）quantity, 4 decimals';
    case 'ratio':
      return '比例 0–1（四位小数）ratio, 4 decimals';
    case 'count':
      return '整数 whole number';
    case 'flag':
      return '标志 1 / 0';
  }
}

function notes(field: Field): string {
  const parts: string[] = [];
  if (field.aliases !== undefined) parts.push(`也写作 also ${field.aliases.map(quoted).join(', ')}`);
  if (field.codes !== undefined) parts.push(`编码集 code set: ${codeSets[field.codes].zh}`);
  if (field.days !== undefined) parts.push(`${formatCivilDate(field.days.from)} – ${formatCivilDate(field.days.to)}`);
  if (field.personal === true) parts.push('令牌 token');
  return parts.join('; ');
}

function quoted(name: string): string {
  return `\`${name}\``;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
