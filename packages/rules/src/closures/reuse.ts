/** One box sold twice: sales by trace code, the later line charged. */
import type { Line, Sale } from '@shouhu/claims';
import { compareCodePoints } from '@shouhu/codes';
import { lineAnchor, type Hit } from '../hit.ts';
import type { ReusePoint } from '../model.ts';
import type { Scene } from '../scene.ts';
import { hitOf, standingOf, type Compiled } from './compiled.ts';

export function reuseJudge(compiled: Compiled<ReusePoint>): (lines: readonly Line[], scene: Scene) => Hit[] {
  return (lines, scene) => {
    const own = ownSales(lines, scene);
    const byCode = otherSales(own, scene);
    if (byCode.size === 0) return [];
    const byLine = group(own, lineKey);
    const lineOf = new Map(scene.world.lines.map((line) => [`${line.fixmedins_code}|${line.line_id}`, line]));
    const hits: Hit[] = [];
    for (const line of lines) {
      const boxes = byLine.get(`${line.fixmedins_code}|${line.line_id}`);
      if (boxes === undefined) continue;
      const standing = standingOf(compiled, line, scene);
      if (standing === false) continue;
      const hit = judge(compiled, line, boxes, byCode, lineOf, standing === true);
      if (hit !== null) hits.push(hit);
    }
    return hits;
  };
}

/** Whole or doubtful boxes on the visits of the lines asked for. */
function ownSales(lines: readonly Line[], { world }: Scene): Sale[] {
  const visits = new Set(lines.map((line) => line.mdtrt_id));
  return world.sales.filter(
    (sale) => sale.trdn_flag !== 1 && sale.line_id !== null && (sale.mdtrt_id === null || visits.has(sale.mdtrt_id)),
  );
}

/** Sales by code, of those codes of the own boxes that were sold more than once. */
function otherSales(own: readonly Sale[], { world }: Scene): Map<string, Sale[]> {
  const codes = new Map<string, Sale[]>();
  if (own.length === 0) return codes;
  for (const { drug_trac_codg } of own) codes.set(drug_trac_codg, []);
  for (const sale of world.sales) if (sale.trdn_flag !== 1) codes.get(sale.drug_trac_codg)?.push(sale);
  for (const [code, sales] of codes) if (sales.length < 2) codes.delete(code);
  return codes;
}

function judge(
  compiled: Compiled<ReusePoint>,
  line: Line,
  own: readonly Sale[],
  byCode: ReadonlyMap<string, Sale[]>,
  lineOf: ReadonlyMap<string, Line>,
  sure: boolean,
): Hit | null {
  let repeated = 0;
  let doubtful = 0;
  const certain = new Set<Line>();
  const possible = new Set<Line>();
  for (const sale of own) {
    const earlier = (byCode.get(sale.drug_trac_codg) ?? []).filter(
      (other) => !sameSale(other, sale) && compareSales(other, sale) < 0,
    );
    if (earlier.length === 0) continue;
    doubtful += 1;
    let whole = false;
    for (const other of earlier) {
      const row = lineOf.get(lineKey(other));
      const unsplit = sale.trdn_flag === 0 && other.trdn_flag === 0;
      whole ||= unsplit;
      if (row === undefined || row === line) continue;
      possible.add(row);
      if (unsplit) certain.add(row);
    }
    if (whole) repeated += 1;
  }
  if (doubtful === 0) return null;
  const decided = sure && repeated > 0;
  return hitOf(compiled, decided, {
    anchor: lineAnchor(line),
    charges: [{ line, num: decided ? repeated : doubtful }],
    den: own.length,
    related: [...(decided ? certain : possible)],
  });
}

function group(sales: readonly Sale[], key: (sale: Sale) => string): Map<string, Sale[]> {
  const groups = new Map<string, Sale[]>();
  for (const sale of sales) {
    const at = key(sale);
    const some = groups.get(at);
    if (some) some.push(sale);
    else groups.set(at, [sale]);
  }
  return groups;
}

function sameSale(a: Sale, b: Sale): boolean {
  return a.mdtrt_id === b.mdtrt_id && a.fixmedins_code === b.fixmedins_code && a.psn_no === b.psn_no;
}

function compareSales(a: Sale, b: Sale): number {
  return (
    a.day - b.day ||
    (a.second ?? -1) - (b.second ?? -1) ||
    compareCodePoints(a.fixmedins_code, b.fixmedins_code) ||
    compareCodePoints(a.mdtrt_id ?? '', b.mdtrt_id ?? '') ||
    compareCodePoints(a.line_id ?? '', b.line_id ?? '')
  );
}

function lineKey(sale: Sale): string {
  return `${sale.fixmedins_code}|${sale.line_id ?? ''}`;
}
