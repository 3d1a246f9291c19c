/**
 * Normalises the published national knowledge (a folder with knowledge_points.json, rule_catalog_2025_88.json,
 * batches.json and annexes_1_8_csv/) into the fact tables of packages/rulebook/data. Only codes, official names,
 * numbers, bounds and our own terms are written: no sentence of a notice.
 *
 * node tools/import-liangku.ts FOLDER [--unmapped]   (the latter lists what no term of a lexicon reached)
 */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NATIONAL_DATA, formatFact, parseTable, readAnnexPoint, readLexicons } from '@shouhu/rulebook';
import type { AnnexPoint, Reading } from '@shouhu/rulebook';

interface SourcePoint {
  readonly kp_id: string;
  readonly rule_class: string;
  readonly med_codes: readonly string[];
  readonly item_name: string;
  readonly constraint: string;
  readonly detect_logic: string;
  /** Empty for the revision of January 2026. */
  readonly batch: string;
  readonly supersedes: string;
  readonly row: string;
}

const [folder, flag] = process.argv.slice(2);
assert(folder !== undefined, 'usage: import-liangku.ts FOLDER [--unmapped]');

const points = elements(readJson('knowledge_points.json')).map(sourcePoint);
const bounds = annexBounds(join(folder, 'annexes_1_8_csv'));
const classCodes = checkedClasses();
const lexicons = readLexicons();
const readings = new Map(points.map((point) => [point.kp_id, readAnnexPoint(annexPoint(point), lexicons)]));

writeTable(
  'points.tsv',
  'point_id\tclass\tbatch\trow\tsupersedes\titem_name\tfact\tconfidence\tstate\treason\treview',
  points.map((point) => {
    const reading = readingOf(point);
    const batch = point.batch || 'update-2026-01';
    const row = point.row || '0';
    const name = reading.fact.kind === 'sex-exempt' ? '(note)' : point.item_name.replaceAll(/\s+/g, ' ').trim();
    const { confidence, state, reason, review } = reading;
    const code = classCodes.get(point.rule_class) ?? '';
    return [
      point.kp_id,
      code,
      batch,
      row,
      point.supersedes,
      name,
      formatFact(reading.fact),
      confidence,
      state,
      reason,
      review,
    ];
  }),
);
writeTable(
  'codes.tsv',
  'point_id\tcodes',
  points.map((point) => [point.kp_id, point.med_codes.join(' ')]),
);
writeTerms('point-indications.tsv', 'indication');
writeTerms('point-first-line.tsv', 'first-line');
if (flag === '--unmapped') listUnmapped();

function readingOf(point: SourcePoint): Reading {
  const reading = readings.get(point.kp_id);
  assert(reading !== undefined, point.kp_id);
  return reading;
}

function readJson(name: string): unknown {
  assert(folder !== undefined, 'folder');
  return JSON.parse(readFileSync(join(folder, name), 'utf8'));
}

function sourcePoint(source: unknown): SourcePoint {
  return {
    kp_id: textOf(source, 'kp_id'),
    rule_class: textOf(source, 'rule_class'),
    med_codes: elements(field(source, 'med_codes')).map(String),
    item_name: textOf(source, 'item_name'),
    constraint: textOf(source, 'constraint'),
    detect_logic: textOf(source, 'detect_logic'),
    batch: textOf(source, 'batch'),
    supersedes: textOf(source, 'supersedes'),
    row: textOf(field(source, 'source'), 'row'),
  };
}

function elements(value: unknown): unknown[] {
  assert(Array.isArray(value), 'not a list');
  return value;
}

function field(record: unknown, name: string): unknown {
  assert(typeof record === 'object' && record !== null && name in record, `no ${name}`);
  return Reflect.get(record, name);
}

/** A text or a number as text; null is empty. */
function textOf(record: unknown, name: string): string {
  const value = field(record, name);
  assert(value === null || typeof value === 'string' || typeof value === 'number', `${name} is no text`);
  return value === null ? '' : String(value);
}

/** The classes table is ours; its numbers, names and codes must agree with the catalogue. */
function checkedClasses(): Map<string, string> {
  assert(folder !== undefined, 'folder');
  const catalogue = elements(field(readJson('rule_catalog_2025_88.json'), 'rules'));
  const rows = parseTable(readFileSync(new URL('classes.tsv', NATIONAL_DATA), 'utf8'));
  assert.equal(rows.length, catalogue.length);
  return new Map(
    catalogue.map((source, at) => {
      const name = textOf(source, 'name');
      const code = textOf(source, 'gz_code_1_0') || `LK2025-${textOf(source, 'seq').padStart(3, '0')}`;
      assert.equal(rows[at]?.get('name'), name);
      assert.equal(rows[at]?.get('code'), code);
      return [name, code];
    }),
  );
}

function annexPoint(point: SourcePoint): AnnexPoint {
  const bound =
    bounds.get(boundKey(point.rule_class, point.med_codes.join(' '))) ?? bounds.get(inheritedKey(point)) ?? null;
  return {
    class_name: point.rule_class,
    item_name: point.item_name,
    text: point.constraint,
    detection: point.detect_logic,
    bound,
    codes: point.med_codes,
  };
}

/** Annex rows of drugs are found by name; a revision takes the column of the point that it follows. */
function inheritedKey(point: SourcePoint): string {
  const before = points.find((other) => other.kp_id === point.supersedes);
  const revisedBound = point.rule_class === '药品区分性别使用' || point.batch !== '';
  return revisedBound ? boundKey(point.rule_class, (before ?? point).item_name) : '';
}

function boundKey(class_name: string, item: string): string {
  return `${class_name}/${item}`;
}

/** class/name or class/codes → the bound column of the annexes 1 to 8. */
function annexBounds(annexes: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of readdirSync(annexes).filter((name) => name.endsWith('.csv') && !name.includes('Sheet2'))) {
    for (const row of csvRows(readFileSync(join(annexes, file), 'utf8'))) {
      const bound = ['限定对象', '限定值域', '限定性别', '频度', '限制数量', '疗程周期']
        .map((name) => row.get(name))
        .find(Boolean);
      if (bound === undefined) continue;
      const pair = [row.get('主项编码'), row.get('从项编码')].filter(Boolean).join(' ');
      const code = [pair, row.get('国标代码'), row.get('项目编码'), row.get('项目代码')].find(Boolean);
      for (const name of classNames(file, row)) found.set(boundKey(name, code ?? row.get('药品通用名') ?? ''), bound);
    }
  }
  return found;
}

function classNames(file: string, row: ReadonlyMap<string, string>): readonly string[] {
  const item = file.includes('项目规则库');
  if (file.includes('限定性别')) return [item ? '医疗服务项目区分性别使用' : '药品区分性别使用'];
  if (file.includes('限定年龄对象')) return item ? ['医疗服务项目儿童专用'] : ['药品儿童专用', '药品限儿童使用'];
  if (file.includes('保险类型')) return [row.get('限定对象') === '工伤' ? '药品限工伤保险' : '药品限生育保险'];
  if (file.includes('就医方式')) return ['药品限就医方式'];
  if (file.includes('机构等级')) return ['药品限医疗机构级别'];
  if (file.includes('限定支付疗程')) return ['药品限支付疗程'];
  if (file.includes('重复收费')) return ['医疗服务项目重复收费'];
  if (file.includes('主次操作')) return ['手术项目未按规定折价收费'];
  if (file.includes('限定频次')) return ['医疗服务项目限定频次'];
  return file.includes('限定周期') ? ['医疗服务项目周期超频次'] : [];
}

/** Quoted cells of the annexes may hold commas and line ends. */
function csvRows(text: string): Map<string, string>[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n"]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push((quoted?.replaceAll('""', '"') ?? plain ?? '').replace(/^\uFEFF/, ''));
    if (end !== ',') rows.push([]);
  }
  const [header = [], ...body] = rows.filter((cells) => cells.some((cell) => cell !== ''));
  return body.map((cells) => new Map(header.map((name, at) => [name, cells[at] ?? ''])));
}

function writeTable(name: string, header: string, rows: readonly (readonly string[])[]): void {
  const lines = rows.map((cells) => {
    assert(
      cells.every((cell) => !/[\t\n]/.test(cell)),
      `a cell of ${name} breaks the table: ${cells[0] ?? ''}`,
    );
    return cells.join('\t');
  });
  writeFileSync(new URL(name, NATIONAL_DATA), `${[header, ...lines].join('\n')}\n`);
}

function writeTerms(name: string, kind: 'indication' | 'first-line'): void {
  const rows = points.flatMap((point) => {
    const { fact, terms } = readingOf(point);
    return fact.kind === kind && terms !== null ? [[point.kp_id, terms.terms.join('|'), terms.residual.join('|')]] : [];
  });
  writeTable(name, 'point_id\tterms\tresidual', rows);
}

function listUnmapped(): void {
  const open = points.filter((point) => readingOf(point).state !== 'executable');
  for (const point of open) {
    console.log([point.kp_id, point.rule_class, readingOf(point).reason, point.item_name, point.constraint].join('\t'));
  }
  console.log(`${open.length} of ${points.length} points are not fully executable`);
}
