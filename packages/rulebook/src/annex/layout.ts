/**
 * The layouts of the official annexes: since batch 9 a sheet of points with its header on row 4 and a sheet of their
 * codes, before that sheets of other headers (docs/semantics.md 2). Columns are known by their names, wherever the
 * header stands.
 */
import type { SheetText } from './workbook.ts';

const COLUMN_NAMES = {
  seq: ['序号'],
  of: ['对应知识点序号'],
  name: ['名称', '药品通用名', '药品名称', '项目名称', '耗材名称', '主项名称'],
  other_name: ['从项名称'],
  text: ['逻辑依据', '药品说明', '项目说明', '数量单位'],
  detection: ['检出逻辑', '限定类型'],
  bound: ['限定对象', '限定值域', '限定性别', '频度', '限制数量', '疗程周期'],
  code: ['代码', '编码', '国标代码', '药品代码', '项目编码', '项目代码', '耗材代码', '主项编码'],
  other_code: ['从项编码'],
  code_count: ['代码数'],
  remark: ['备注'],
} as const;
type Role = keyof typeof COLUMN_NAMES;

/** One point of an annex as it stands there. */
export interface AnnexRow {
  /** 序号, else the ordinal of the row. */
  readonly row: number;
  readonly sheet: string;
  readonly item_name: string;
  readonly text: string;
  readonly detection: string;
  readonly bound: string | null;
  readonly codes: readonly string[];
  /** How many codes the annex says there are. */
  readonly code_count: number | null;
}

/** A sheet below its header, and the lines above it, which name the rule. */
interface Table {
  readonly sheet: string;
  readonly above: string;
  readonly columns: ReadonlyMap<Role, number>;
  readonly body: readonly (readonly string[])[];
}

/** The points of one sheet, with the text that names their class. */
export interface AnnexSheet {
  readonly title: string;
  readonly rows: readonly AnnexRow[];
}

/** Reads the sheets that hold points; sheets of codes are joined to them, other sheets are left out. */
export function readLayout(sheets: readonly SheetText[]): AnnexSheet[] {
  const tables = sheets.flatMap((sheet) => findTable(sheet) ?? []);
  const points = tables.filter(listsPoints);
  const codes = codesOf(tables.filter((table) => !listsPoints(table)));
  return points.map((table) => ({ title: `${table.above} ${table.sheet}`, rows: pointsOf(table, codes) }));
}

function findTable({ name, rows }: SheetText): Table | undefined {
  for (const [at, row] of rows.entries()) {
    const columns = columnsOf(row);
    const has = (role: Role): boolean => columns.has(role);
    if ((has('name') || has('of')) && columns.size >= 2 && (has('code') || has('text') || has('detection'))) {
      return { sheet: name, above: rows.slice(0, at).flat().join(' '), columns, body: rows.slice(at + 1) };
    }
  }
  return undefined;
}

function columnsOf(row: readonly string[]): Map<Role, number> {
  const columns = new Map<Role, number>();
  for (const [at, cell] of row.entries()) {
    const name = cell.normalize('NFKC').replaceAll(/\s/g, '');
    for (const role of Object.keys(COLUMN_NAMES).filter(isRole)) {
      const names: readonly string[] = COLUMN_NAMES[role];
      if (names.includes(name) && !columns.has(role)) columns.set(role, at);
    }
  }
  return columns;
}

function isRole(name: string): name is Role {
  return Object.hasOwn(COLUMN_NAMES, name);
}

/** A sheet of codes has neither a condition nor a remark; its 限定类型 only repeats the sheet of points. */
function listsPoints({ columns }: Table): boolean {
  return !columns.has('of') && (['text', 'bound', 'remark', 'code_count'] as const).some((role) => columns.has(role));
}

/** Rows with merged cells filled down, without totals and notes below the table. */
function* filledRows({ columns, body }: Table, filled: readonly Role[]): Generator<(role: Role) => string> {
  const above = new Map<Role, string>();
  for (const row of body) {
    if (row.every((cell) => cell === '') || row.some(isNote)) continue;
    const cell = (role: Role): string => row[columns.get(role) ?? -1] ?? '';
    for (const role of filled) if (cell(role) !== '') above.set(role, cell(role));
    yield (role) => cell(role) || (filled.includes(role) ? (above.get(role) ?? '') : '');
  }
}

function isNote(cell: string, at: number): boolean {
  return at < 2 && /^(合计|备注|说明|注)([:：]|$)/.test(cell);
}

function pointsOf(table: Table, codes: CodeLists): AnnexRow[] {
  const points: AnnexRow[] = [];
  for (const cell of filledRows(table, ['text', 'detection', 'bound'])) {
    const own = [...splitCodes(cell('code')), ...splitCodes(cell('other_code'))];
    const last = points.at(-1);
    if (cell('name') === '') {
      if (last !== undefined) points.splice(-1, 1, { ...last, codes: [...last.codes, ...own] });
      continue;
    }
    const row = Number(cell('seq')) || points.length + 1;
    const other = cell('other_name');
    points.push({
      row,
      sheet: table.sheet,
      item_name: other === '' ? cell('name') : `${cell('name')}×${other}`,
      text: cell('text') || cell('remark'),
      detection: cell('detection'),
      bound: cell('bound') || null,
      codes: [...new Set([...own, ...(codes.bySeq.get(cell('seq')) ?? codes.byName.get(cell('name')) ?? [])])],
      code_count: Number(cell('code_count')) || null,
    });
  }
  return points;
}

/** Codes of the sheets of codes, by the point's number or, where the layout has none, by its name. */
interface CodeLists {
  readonly bySeq: ReadonlyMap<string, readonly string[]>;
  readonly byName: ReadonlyMap<string, readonly string[]>;
}

function codesOf(tables: readonly Table[]): CodeLists {
  const bySeq = new Map<string, string[]>();
  const byName = new Map<string, string[]>();
  for (const table of tables) {
    const numbered = table.columns.has('of');
    const lists = numbered ? bySeq : byName;
    for (const cell of filledRows(table, ['of', 'name'])) {
      const key = cell(numbered ? 'of' : 'name');
      lists.set(key, [...(lists.get(key) ?? []), ...splitCodes(cell('code'))]);
    }
  }
  return { bySeq, byName };
}

/** Several codes of one cell are joined by a middle dot or stand on lines of their own. */
function splitCodes(text: string): string[] {
  return text
    .normalize('NFKC')
    .split(/[・·•、,;\s]+/)
    .filter((code) => code !== '');
}
