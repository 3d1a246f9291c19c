/** Invented annexes in the official layouts, for tests. */
import { civilDate } from '@shouhu/codes';
import { writeXlsx } from 'hucre/xlsx';
import { loadNational } from '../national/tables.ts';
import type { NationalFacts } from '../national/tables.ts';
import { importAnnex } from './import.ts';
import type { AnnexImport } from './import.ts';

type Cell = string | number | null;
export type SheetRows = Readonly<Record<string, readonly (readonly Cell[])[]>>;

/** A day after every shipped batch. */
export const PUBLISHED = civilDate(2030, 3, 1);

/** The shipped classes and lexicons without any point. */
export const EMPTY: NationalFacts = { ...loadNational(), points: [], batches: new Map() };

function workbook(sheets: SheetRows): Promise<Uint8Array> {
  return writeXlsx({
    sheets: Object.entries(sheets).map(([name, rows]) => ({ name, rows: rows.map((row) => [...row]) })),
  });
}

/** The layout since batch 9: three lines of title, the header on row 4, totals and notes below; codes on sheet 2. */
export function officialAnnex(
  class_name: string,
  points: readonly (readonly [name: string, basis: string | null, codes: readonly string[]])[],
): SheetRows {
  const header = ['序号', '名称', '检出逻辑', '逻辑依据', '代码数', '备注'];
  const rows = points.map(([name, basis, codes], at) => [
    at + 1,
    name,
    at === 0 ? '不符' : null,
    basis,
    codes.length,
    null,
  ]);
  const codeRows = points.flatMap(([name, , codes], at) => {
    const [first = '', ...rest] = codes;
    const more = rest.length === 0 ? [] : [[null, null, rest.join('・')]];
    return [[at + 1, name, first], ...more];
  });
  return {
    规则对应知识点明细: [
      [`“${class_name}”`],
      [],
      [],
      header,
      ...rows,
      ['合计', null, null, null, 9],
      ['备注：仅为示例'],
    ],
    知识点对应药品代码: [['对应知识点序号', '名称', '代码'], ...codeRows],
  };
}

export async function imported(
  sheets: SheetRows,
  { batch = '99', previous = EMPTY, published = PUBLISHED, path = 'annex.xlsx' } = {},
): Promise<AnnexImport> {
  if (published === undefined) throw new RangeError('no such day');
  return importAnnex(await workbook(sheets), { path, batch, published, previous });
}
