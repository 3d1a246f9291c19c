/** One worksheet written row by row; nothing of it is kept. */
import { formatDecimal } from '@shouhu/codes';
import type { SharedTexts } from './shared-texts.ts';
import { styleIndex } from './styles.ts';
import type { StyleName } from './styles.ts';
import { columnLetters, looksLikeFormula, xmlText } from './text.ts';

/** A formula without its '=', and what it comes to, as a decimal. */
interface Formula {
  readonly formula: string;
  readonly result: string;
}

/** A value in the unit of its column: fen, 1e-4, 1e-6, civil day; or a cell that brings its own style. */
export type Cell = string | number | null | Formula | Styled;

/** A row that needs more height than one line of text. */
interface TallRow {
  readonly cells: readonly Cell[];
  /** Points. */
  readonly height: number;
}

export interface Styled {
  readonly style: StyleName;
  readonly cell: string | number | null | Formula;
}

type ColumnKind = 'text' | 'date' | 'money' | 'quantity' | 'price' | 'count' | 'ratio' | 'percent' | 'entry';

export interface SheetColumn {
  readonly title: string;
  readonly kind: ColumnKind;
  /** Characters. */
  readonly width: number;
  /** Texts that repeat are stored once. */
  readonly shared?: boolean;
}

export interface SheetLayout {
  readonly columns: readonly SheetColumn[];
  /** Row of titles, frozen and filtered; without one the sheet is laid out freely. */
  readonly header: boolean;
  readonly merges?: readonly string[];
  readonly landscape?: boolean;
}

export type SheetRow = readonly Cell[] | TallRow;

/** Days of the civil calendar between its day 0 and that of spreadsheets. */
const SERIAL_OF_1970 = 25_569;
const PLACES: ReadonlyMap<StyleName, number> = new Map([
  ['money', 2],
  ['totalMoney', 2],
  ['quantity', 4],
  ['price', 6],
  ['ratio', 6],
  ['percent', 4],
]);
/** Characters that fit a landscape page in a readable size. */
const WIDEST = 300;
/** Text gathered before it goes on, in UTF-16 units. */
const CHUNK = 1 << 17;

const HEAD =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">';

/** Where a cell leads within the workbook. */
export interface SheetLink {
  readonly cell: string;
  readonly location: string;
}

/**
 * The XML of a sheet in pieces.
 * @param links read when the rows are over
 */
export async function* sheetXml(
  layout: SheetLayout,
  rows: AsyncIterable<SheetRow> | Iterable<SheetRow>,
  shared: SharedTexts,
  links: readonly SheetLink[] = [],
): AsyncGenerator<string> {
  const { columns, header, merges = [], landscape = true } = layout;
  const letters = columns.map((_, at) => columnLetters(at));
  let text = `${HEAD}<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>${viewXml(header)}<sheetFormatPr defaultRowHeight="15"/>${colsXml(columns)}<sheetData>`;
  let row = 0;
  if (header) {
    row += 1;
    const titles = columns.map(({ title }): Styled => ({ style: 'head', cell: title }));
    text += `<row r="1" ht="32" customHeight="1">${cellsXml(titles, columns, letters, row, shared)}</row>`;
  }
  for await (const next of rows) {
    row += 1;
    const tall = 'height' in next ? ` ht="${next.height}" customHeight="1"` : '';
    text += `<row r="${row}"${tall}>${cellsXml('height' in next ? next.cells : next, columns, letters, row, shared)}</row>`;
    if (text.length > CHUNK) {
      yield text;
      text = '';
    }
  }
  const last = `${letters.at(-1) ?? 'A'}${Math.max(row, 1)}`;
  text += '</sheetData>';
  if (header) text += `<autoFilter ref="A1:${last}"/>`;
  if (merges.length > 0) {
    text += `<mergeCells count="${merges.length}">${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;
  }
  if (links.length > 0) {
    text += `<hyperlinks>${links.map(({ cell, location }) => `<hyperlink ref="${cell}" location="${xmlText(location)}"/>`).join('')}</hyperlinks>`;
  }
  yield `${text}<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="${landscape ? 'landscape' : 'portrait'}" fitToWidth="${acrossOf(columns)}" fitToHeight="0"/><headerFooter><oddFooter>&amp;L&amp;A&amp;R第 &amp;P 页 共 &amp;N 页</oddFooter></headerFooter></worksheet>`;
}

/** Pages that the columns of a sheet are printed across: more than a page bears would be too small to read. */
function acrossOf(columns: readonly SheetColumn[]): number {
  return columns.reduce((sum, { width }) => sum + width, 0) > WIDEST ? 2 : 1;
}

function viewXml(header: boolean): string {
  return header
    ? '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>'
    : '<sheetViews><sheetView workbookViewId="0" showGridLines="0"/></sheetViews>';
}

function colsXml(columns: readonly SheetColumn[]): string {
  return `<cols>${columns.map(({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>`;
}

function cellsXml(
  cells: readonly Cell[],
  columns: readonly SheetColumn[],
  letters: readonly string[],
  row: number,
  shared: SharedTexts,
): string {
  let xml = '';
  for (let at = 0; at < cells.length; at += 1) {
    const cell = cells[at];
    const column = columns[at];
    if (cell === undefined || cell === null || column === undefined) {
      if (column?.kind === 'entry') xml += `<c r="${letters[at] ?? ''}${row}" s="${styleIndex('entry')}"/>`;
      continue;
    }
    xml += cellXml(`${letters[at] ?? ''}${row}`, cell, column, shared);
  }
  return xml;
}

function cellXml(place: string, cell: Exclude<Cell, null>, column: SheetColumn, shared: SharedTexts): string {
  const styled = typeof cell === 'object' && 'style' in cell;
  const value = styled ? cell.cell : cell;
  const style: StyleName = styled ? cell.style : column.kind;
  if (value === null) return `<c r="${place}" s="${styleIndex(style)}"/>`;
  if (typeof value === 'string') return textXml(place, value, style, column.shared === true, shared);
  if (typeof value === 'number')
    return `<c r="${place}" s="${styleIndex(style)}"><v>${numberText(value, style)}</v></c>`;
  return `<c r="${place}" s="${styleIndex(style)}"><f>${xmlText(value.formula)}</f><v>${value.result}</v></c>`;
}

function textXml(place: string, value: string, style: StyleName, isShared: boolean, shared: SharedTexts): string {
  const index = styleIndex(style === 'text' && looksLikeFormula(value) ? 'quoted' : style);
  const number = isShared ? shared.place(value) : null;
  if (number !== null) return `<c r="${place}" s="${index}" t="s"><v>${number}</v></c>`;
  return `<c r="${place}" s="${index}" t="inlineStr"><is><t xml:space="preserve">${xmlText(value)}</t></is></c>`;
}

/** Scaled integers as decimals: no binary fraction in between. */
function numberText(value: number, style: StyleName): string {
  if (style === 'date') return String(value + SERIAL_OF_1970);
  const places = PLACES.get(style);
  return places === undefined || !Number.isInteger(value) ? String(value) : formatDecimal(value, places);
}
