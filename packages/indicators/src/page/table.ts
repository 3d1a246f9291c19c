/** The table of definitions in docs/indicators.md. */
import { indicators } from '../definitions/index.ts';
import type { Indicator } from '../definitions/indicator.ts';

const UNITS: Readonly<Record<Indicator['unit'], string>> = {
  share: '占比',
  fen: '分',
  days: '日',
  times: '次',
  count: '人次',
  sum_fen: '分',
};
const LEVELS = { institution: '机构', department: '科室', doctor: '医师' } as const;
const SIDES: Readonly<Record<Indicator['direction'], string>> = { high: '偏高', low: '偏低', none: '—' };

/** One row an indicator; a bar within SQL is written so that it ends no cell. */
export function indicatorsTable(): string {
  const rows = indicators.map((one) => [
    `\`${one.id}\``,
    one.name,
    UNITS[one.unit],
    one.about === '' ? '—' : one.about,
    `\`${one.numerator}\` ÷ ${one.denominator === null ? '—' : `\`${one.denominator}\``}`,
    one.where === 'true' ? `\`${one.ground}\`` : `\`${one.ground}\`：\`${one.where}\``,
    one.levels.map((level) => LEVELS[level]).join('、'),
    SIDES[one.direction],
    one.source,
    `${one.least}`,
    one.weight === 0 ? '—' : `${one.weight}`,
  ]);
  const head = [
    '编码 id',
    '名称',
    '单位',
    '口径',
    '分子 ÷ 分母',
    '基础与范围',
    '层级',
    '可疑方向',
    '来源',
    '最小分母',
    '风险权重',
  ];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(escaped).join(' | ')} |`).join('\n');
}

const escaped = (cell: string): string => cell.replaceAll('|', '\\|');
