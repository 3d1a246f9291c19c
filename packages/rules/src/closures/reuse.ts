/** One box sold twice: sales by trace code, the later line charged. */
import type { Line, Sale } from '@shouhu/claims';
import { lineAnchor, type Hit } from '../hit.ts';
import type { ReusePoint } from '../model.ts';
import { groupBy, type Scene } from '../scene.ts';
import { Boxes, lineKey } from './boxes.ts';
import { hitOf, standingOf, type Compiled } from './compiled.ts';

export function reuseJudge(compiled: Compiled<ReusePoint>): (lines: readonly Line[], scene: Scene) => Hit[] {
  return (lines, scene) => {
    const own = ownSales(lines, scene);
    const byCode = otherSales(own, scene);
    if (byCode.size === 0) return [];
    const byLine = groupBy(own, lineKey);
    const lineOf = new Map(scene.world.lines.map((line) => [`${line.fixmedins_code}|${line.line_id}`, line]));
    const boxes = new Boxes(byCode, own, lineOf);
    const hits: Hit[] = [];
    for (const line of lines) {
      const sales = byLine.get(`${line.fixmedins_code}|${line.line_id}`);
      if (sales === undefined) continue;
      const standing = standingOf(compiled, line, scene);
      if (standing === false) continue;
      const hit = judge(compiled, line, sales, boxes, standing === true);
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
  boxes: Boxes,
  sure: boolean,
): Hit | null {
  let repeated = 0;
  let doubtful = 0;
  const certain = new Set<Line>();
  const possible = new Set<Line>();
  for (const sale of own) {
    const before = boxes.before(sale);
    if (!before.any) continue;
    doubtful += 1;
    if (before.whole) repeated += 1;
    for (const other of before.lines) possible.add(other);
    for (const other of before.wholeLines) certain.add(other);
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
