/** Documents as DOCX, for who edits them: the same content as the PDF. */
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { IRunOptions } from 'docx';
import { dayText } from './content.ts';
import type { Block, Content } from './content.ts';
import { widthsOf } from './widths.ts';

/** Fonts of official documents; a machine without them takes its own. */
const FONT = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '仿宋' };
const TITLE_FONT = { ...FONT, eastAsia: '方正小标宋简体' };
const LABEL = { type: ShadingType.CLEAR, fill: 'F5F5F5', color: 'auto' } as const;
/** Between the margins, in twentieths of a point. */
const WIDTH = 8_950;
/** A millimetre in twentieths of a point. */
const MM = 56.7;
const SIZE = 28;
const INDENT = { firstLine: 2 * 14 * 20 };

export async function docxOf(content: Content): Promise<Buffer> {
  const { title, bureau, number, to, blocks, notes } = content;
  const centred = (text: string, run: IRunOptions, after = 120): Paragraph =>
    new Paragraph({ alignment: AlignmentType.CENTER, spacing: { after }, children: [new TextRun({ text, ...run })] });
  const document = new Document({
    title,
    creator: bureau,
    styles: { default: { document: { run: { font: FONT, size: SIZE }, paragraph: { spacing: { line: 480 } } } } },
    sections: [
      {
        properties: {
          page: {
            size: { width: 210 * MM, height: 297 * MM },
            margin: { top: 33 * MM, bottom: 30 * MM, left: 27 * MM, right: 25 * MM },
          },
        },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                children: [new TextRun({ children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES], size: 18 })],
              }),
            ],
          }),
        },
        children: [
          centred(bureau, { size: 30 }),
          centred(title, { size: 42, bold: true, font: TITLE_FONT }),
          ...(number === null ? [] : [centred(number, { size: 26 })]),
          new Paragraph({ border: { top: { style: BorderStyle.SINGLE, size: 8, color: '3C3C3C' } } }),
          ...(to === null ? [] : [new Paragraph({ text: `${to}：` })]),
          ...blocks.flatMap(partsOf),
          ...endOf(content),
          ...notes.map((text) => new Paragraph({ children: [new TextRun({ text, size: 23 })] })),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

function partsOf(block: Block): (Paragraph | Table)[] {
  switch (block.is) {
    case 'paragraph':
      return block.text.split('\n').map((text) => new Paragraph({ text, indent: INDENT }));
    case 'heading':
      return [new Paragraph({ children: [new TextRun({ text: block.text, bold: true })] })];
    case 'form':
      return [tableOf([WIDTH * 0.24, WIDTH * 0.76], [], block.rows, true), new Paragraph({})];
    case 'table': {
      const widths = widthsOf(block);
      const total = widths.reduce((sum, width) => sum + width, 0);
      const columns = widths.map((width) => (WIDTH * width) / total);
      return [tableOf(columns, block.head, block.rows, false), new Paragraph({})];
    }
    case 'signatures':
      return block.who.map(
        (who) =>
          new Paragraph({
            spacing: { before: 240 },
            children: [new TextRun({ text: `${who}：＿＿＿＿＿＿＿＿＿＿＿＿　　　　年　　月　　日`, size: 24 })],
          }),
      );
  }
}

function tableOf(
  columns: readonly number[],
  head: readonly string[],
  rows: readonly (readonly string[])[],
  isForm: boolean,
): Table {
  const cell = (text: string, at: number, isLabel: boolean): TableCell =>
    new TableCell({
      width: { size: Math.round(columns[at] ?? 0), type: WidthType.DXA },
      margins: { top: 80, bottom: 80, left: 100, right: 100 },
      ...(isLabel ? { shading: LABEL } : {}),
      children: text.split('\n').map(
        (line) =>
          new Paragraph({
            spacing: { line: 320 },
            ...(isLabel ? { alignment: AlignmentType.CENTER } : {}),
            children: [new TextRun({ text: line, size: 22 })],
          }),
      ),
    });
  const heads =
    head.length === 0
      ? []
      : [new TableRow({ tableHeader: true, children: head.map((text, at) => cell(text, at, true)) })];
  const lines = rows.map(
    (row) => new TableRow({ children: row.map((text, at) => cell(text, at, isForm && at === 0)) }),
  );
  return new Table({
    width: { size: WIDTH, type: WidthType.DXA },
    columnWidths: columns.map((width) => Math.round(width)),
    rows: [...heads, ...lines],
  });
}

function endOf({ sealed, bureau, day }: Content): Paragraph[] {
  const right = (text: string, before = 0): Paragraph =>
    new Paragraph({ text, alignment: AlignmentType.RIGHT, spacing: { before }, indent: { right: 600 } });
  return sealed ? [right(bureau, 480), right('（印章）'), right(dayText(day))] : [right(dayText(day), 240)];
}
