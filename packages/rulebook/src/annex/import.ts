import { createHash } from 'node:crypto';
import { classifyCode, compareCodePoints } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import { readAnnexPoint } from '../national/reading.ts';
import type { ClassRow, NationalFacts, PointRow, PointTerms } from '../national/tables.ts';
import { OPEN_TO } from '../validity.ts';
import { classNameOf } from './class-of.ts';
import { readLayout } from './layout.ts';
import type { AnnexRow } from './layout.ts';
import { readWorkbook } from './workbook.ts';

/** The notice an annex belongs to. */
export interface AnnexOptions {
  /** Name of the file: errors name it, and it may name the rule. */
  readonly path: string;
  readonly batch: string;
  readonly published: CivilDate;
  readonly previous: NationalFacts;
}

/** A point that ends because a new one takes its place. */
export interface Superseded {
  readonly point_id: string;
  readonly by: string;
  readonly item_name: string;
  /** Codes that the new point no longer has: they end with the old one. */
  readonly ended_codes: readonly string[];
}

/** What an annex brings: shown before it is kept. */
export interface AnnexImport {
  readonly batch: string;
  readonly published: CivilDate;
  readonly added: readonly PointRow[];
  readonly superseded: readonly Superseded[];
  /** New points that cannot be judged, or only partly, each with its reason; they are kept all the same. */
  readonly unmappable: readonly PointRow[];
  /** New points that a person should look at, each with what is odd. */
  readonly review: readonly PointRow[];
  /** Points of this batch that are there already, with the same content. */
  readonly known: number;
  /** Terms of the new points of 药品限适应症 and 药品限二线使用 by point id. */
  readonly terms: ReadonlyMap<string, PointTerms>;
}

interface NewPoint {
  readonly point: PointRow;
  readonly terms: PointTerms | null;
}

/**
 * Reads an official annex into points of the national facts. Nothing is written.
 * @throws ShouhuError SH-K015 when the layout or the class is unknown, SH-K016 when the batch is known with other content
 */
export async function importAnnex(bytes: Uint8Array, options: AnnexOptions): Promise<AnnexImport> {
  const { path, batch, published, previous } = options;
  const date = previous.batches.get(batch);
  if (date !== undefined && date !== published) throw shouhuError('SH-K016', { batch });
  const sheets = readLayout(await readWorkbook(bytes, path));
  if (sheets.every((sheet) => sheet.rows.length === 0))
    throw shouhuError('SH-K015', { path, detail: '序号, 名称, 代码?' });
  const all = sheets.flatMap(({ title, rows }) => rows.map((row) => newPoint(row, `${title} ${path}`, options)));
  const fresh = all.filter(({ point }) => !isKnown(point, previous));
  const lineage = matchPredecessors(
    fresh.map(({ point }) => point),
    previous.points,
    published,
  );
  const added = fresh.map(({ point }) => withLineage(point, lineage.get(point.point_id)));
  return {
    batch,
    published,
    added,
    superseded: added.flatMap((point) => supersededBy(point, lineage.get(point.point_id))),
    unmappable: added.filter((point) => point.state !== 'executable'),
    review: added.filter((point) => point.review !== ''),
    known: all.length - fresh.length,
    terms: new Map(fresh.flatMap(({ point, terms }) => (terms === null ? [] : [[point.point_id, terms]]))),
  };
}

function newPoint(row: AnnexRow, title: string, { path, batch, published, previous }: AnnexOptions): NewPoint {
  const classOfRow = findClass(row, title, previous.classes, path);
  const { item_name, detection, bound } = row;
  const codes = row.codes.filter((code) => classifyCode(code) !== undefined).toSorted(compareCodePoints);
  const isOperations = classOfRow.name === '手术项目未按规定折价收费';
  const reading = readAnnexPoint(
    {
      class_name: classOfRow.name,
      item_name,
      text: isOperations && bound !== null ? bound : row.text,
      detection,
      bound,
      codes,
    },
    previous.lexicons,
  );
  const content = [batch, classOfRow.name, row.row, item_name, row.text, bound, ...codes];
  const point_id = `KP-${createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16)}`;
  const { fact, confidence, review } = reading;
  const unread = codes.length === 0;
  const point: PointRow = {
    point_id,
    class_code: classOfRow.code,
    batch,
    row: row.row,
    supersedes: null,
    root: point_id,
    item_name: item_name.replaceAll(/\s+/g, ' '),
    fact,
    confidence,
    state: unread ? 'not' : reading.state,
    reason: unread ? 'no-codes' : reading.reason,
    review: review || reviewCodes(row, codes),
    codes: fact.kind === 'pair' ? row.codes : codes,
    from: published,
    to: OPEN_TO,
  };
  return { point, terms: reading.terms };
}

function reviewCodes(row: AnnexRow, codes: readonly string[]): string {
  if (codes.length < row.codes.length) return 'unknown-code';
  return row.code_count !== null && row.code_count !== codes.length ? 'code-count' : '';
}

function findClass(row: AnnexRow, title: string, classes: readonly ClassRow[], path: string): ClassRow {
  const name = classNameOf(
    row,
    title,
    classes.map((each) => each.name),
  );
  const found = classes.find((each) => each.name === name);
  if (found === undefined) throw shouhuError('SH-K015', { path, detail: `${row.sheet} ${row.row}: ${row.detection}` });
  return found;
}

/** The same row of the same batch and class may come again, but not with other content. */
function isKnown(point: PointRow, previous: NationalFacts): boolean {
  const earlier = previous.points.find(
    (each) => each.batch === point.batch && each.class_code === point.class_code && each.row === point.row,
  );
  if (earlier === undefined) return false;
  const same = nameKey(earlier) === nameKey(point) && sameCodes(earlier.codes, point.codes);
  if (!same) throw shouhuError('SH-K016', { batch: point.batch });
  return true;
}

function sameCodes(left: readonly string[], right: readonly string[]): boolean {
  return left.toSorted(compareCodePoints).join() === right.toSorted(compareCodePoints).join();
}

/**
 * A new point takes the place of the open point of its class that has its name (a pair: its codes), the one with the
 * most codes in common where there are several; each old point has one successor.
 */
function matchPredecessors(
  points: readonly PointRow[],
  previous: readonly PointRow[],
  published: number,
): Map<string, PointRow> {
  const open = previous.filter((point) => point.to === OPEN_TO && point.from < published && point.row > 0);
  const byKey = Map.groupBy(open, identityOf);
  const taken = new Set<string>();
  const matches = new Map<string, PointRow>();
  for (const point of points) {
    const free = (byKey.get(identityOf(point)) ?? []).filter((candidate) => !taken.has(candidate.point_id));
    const common = (candidate: PointRow): number => candidate.codes.filter((code) => point.codes.includes(code)).length;
    const [best] = free.toSorted((a, b) => common(b) - common(a) || compareCodePoints(a.point_id, b.point_id));
    if (best === undefined) continue;
    taken.add(best.point_id);
    matches.set(point.point_id, best);
  }
  return matches;
}

/** One operation may stand in several groups. */
function identityOf(point: PointRow): string {
  const { fact, class_code } = point;
  if (fact.kind === 'pair') return `${class_code} ${point.codes.join()}`;
  return `${class_code} ${nameKey(point)} ${fact.kind === 'operations' ? fact.group : ''}`;
}

function nameKey(point: PointRow): string {
  return point.item_name.normalize('NFKC').replaceAll(/\s/g, '');
}

/** A revision that no longer states its bound keeps that of the point it takes the place of. */
function withLineage(point: PointRow, earlier: PointRow | undefined): PointRow {
  if (earlier === undefined) return point;
  const linked = { ...point, supersedes: earlier.point_id, root: earlier.root };
  if (point.fact.kind !== 'none' || point.codes.length === 0) return linked;
  const { fact, confidence, state, reason } = earlier;
  return { ...linked, fact, confidence, state, reason, review: 'bound-from-predecessor' };
}

function supersededBy(point: PointRow, earlier: PointRow | undefined): Superseded[] {
  if (earlier === undefined) return [];
  const ended_codes = earlier.codes.filter((code) => !point.codes.includes(code));
  return [{ point_id: earlier.point_id, by: point.point_id, item_name: point.item_name, ended_codes }];
}
