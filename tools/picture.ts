/**
 * Draws what a command printed as a picture for the pages: `node tools/picture.ts TITLE < text > picture.svg`.
 * Columns stay aligned although Chinese characters and digits have other widths: each run of text starts at its column.
 */
import { readFileSync } from 'node:fs';

const CELL = 8.4;
const LINE = 21;
const MARGIN = 20;
const BAR = 34;

const title = process.argv[2] ?? '';
const lines = readFileSync(0, 'utf8').replaceAll('\r', '').trimEnd().split('\n');
const columns = Math.max(...lines.map(cells));
const width = Math.ceil(columns * CELL + 2 * MARGIN);
const height = lines.length * LINE + 2 * MARGIN + BAR;

process.stdout.write(
  [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(title)}">`,
    `<rect width="${width}" height="${height}" rx="10" fill="#10202b"/>`,
    `<text x="${MARGIN}" y="24" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="13" fill="#7fa3b5">${escape(title)}</text>`,
    `<g font-family="ui-monospace, Menlo, Consolas, 'Noto Sans Mono CJK SC', 'PingFang SC', 'Microsoft YaHei', monospace" font-size="14" fill="#e6eef2">`,
    ...lines.flatMap((line, index) => runs(line).map((run) => textAt(run, index))),
    '</g>',
    '</svg>',
    '',
  ].join('\n'),
);

interface Run {
  readonly column: number;
  readonly text: string;
}

/** Pieces of a line between gaps of two blanks or more, with the column each begins at. */
function runs(line: string): Run[] {
  return [...line.matchAll(/\S+(?: \S+)*/g)].map((match) => ({
    column: cells(line.slice(0, match.index)),
    text: match[0],
  }));
}

function textAt({ column, text }: Run, index: number): string {
  const y = BAR + MARGIN + index * LINE + 4;
  const from = MARGIN + column * CELL;
  const to = from + cells(text) * CELL;
  if (/^─+$/.test(text)) return `<path d="M${from.toFixed(1)} ${y - 5}H${to.toFixed(1)}" stroke="#3d5a6c"/>`;
  const isFigure = /^[\d,.]+( 元)?$/.test(text);
  const place = isFigure ? `x="${to.toFixed(1)}" text-anchor="end"` : `x="${from.toFixed(1)}"`;
  return `<text ${place} y="${y}">${escape(text)}</text>`;
}

function cells(text: string): number {
  let count = 0;
  for (const char of text) count += /[\u1100-\u115F\u2E80-\uFF60\uFFE0-\uFFE6]/.test(char) ? 2 : 1;
  return count;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
