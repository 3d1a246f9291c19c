import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { formatCivilDate } from '@shouhu/codes';
import { fromSystemError, shouhuError } from '@shouhu/errors';
import { formatFact } from '../national/fact.ts';
import { NATIONAL_DATA } from '../national/tables.ts';
import type { PointRow } from '../national/tables.ts';
import { digestOf } from '../snapshot/canonical.ts';
import type { AnnexImport } from './import.ts';

/**
 * Keeps national facts together with the points of an annex as a new folder, named by batch and content; the folder it
 * was made from stays as it is.
 * @param parent where folders of national facts are kept
 * @param base folder that the annex was read against
 * @returns the new folder, to be loaded in place of the shipped one
 * @throws ShouhuError SH-K030 when the folder is there already, or it cannot be written
 */
export function writeNational(parent: string, annex: AnnexImport, base: URL = NATIONAL_DATA): URL {
  const name = `national-${annex.batch}-${digestOf(annex.added).slice(0, 12)}`;
  const folder = join(parent, name);
  const unfinished = join(parent, `.${name}.${process.pid}`);
  try {
    mkdirSync(parent, { recursive: true });
    cpSync(fileURLToPath(base), unfinished, { recursive: true });
    appendAnnex(unfinished, annex);
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (isTaken(error)) throw shouhuError('SH-K030', { path: folder }, {}, error);
    throw fromSystemError(error, folder, 'write') ?? error;
  }
  return pathToFileURL(`${folder}/`);
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOTEMPTY' || error.code === 'EEXIST');
}

function appendAnnex(folder: string, { batch, published, added, terms }: AnnexImport): void {
  const termRows = (kind: PointRow['fact']['kind']): string[][] =>
    added.flatMap(({ point_id, fact }) => {
      const own = fact.kind === kind ? terms.get(point_id) : undefined;
      return own === undefined ? [] : [[point_id, own.terms.join('|'), own.residual.join('|')]];
    });
  append(join(folder, 'batches.tsv'), [[batch, formatCivilDate(published)]]);
  append(join(folder, 'points.tsv'), added.map(pointCells));
  append(
    join(folder, 'codes.tsv'),
    added.map(({ point_id, codes }) => [point_id, codes.join(' ')]),
  );
  append(join(folder, 'point-indications.tsv'), termRows('indication'));
  append(join(folder, 'point-first-line.tsv'), termRows('first-line'));
  publishClasses(join(folder, 'classes.tsv'), new Set(added.map((point) => point.class_code)));
}

function pointCells(point: PointRow): string[] {
  const { point_id, class_code, batch, row, supersedes, item_name, fact, confidence, state, reason, review } = point;
  const lineage = [String(row), supersedes ?? '', item_name];
  return [point_id, class_code, batch, ...lineage, formatFact(fact), confidence, state, reason, review];
}

/** Adds rows that are not there yet: a batch comes in several annexes. */
function append(path: string, rows: readonly (readonly string[])[]): void {
  const text = readFileSync(path, 'utf8').trimEnd();
  const lines = text.split('\n');
  const fresh = rows.map((cells) => cells.join('\t')).filter((line) => !lines.includes(line));
  writeFileSync(path, `${[text, ...fresh].join('\n')}\n`);
}

/** A class is published from its first point on: the last column of classes.tsv. */
function publishClasses(path: string, codes: ReadonlySet<string>): void {
  const lines = readFileSync(path, 'utf8').split('\n');
  const published = lines.map((line) => (codes.has(line.split('\t')[1] ?? '') ? line.replace(/\tno$/, '\tyes') : line));
  writeFileSync(path, published.join('\n'));
}
