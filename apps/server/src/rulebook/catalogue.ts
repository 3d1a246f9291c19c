/** The national classes with what judges them, and one class in full. Read-only: what ships, and what the version in force adds. */
import { allSchemes } from '@shouhu/audit';
import { civilDay, formatCivilDate } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import {
  coverage,
  defaultClasses,
  defaultCounts,
  formatFact,
  localExample,
  OPEN_FROM,
  OPEN_TO,
} from '@shouhu/rulebook';
import type { ClassCoverage, LocalExample, LocalKnowledge, Parameter } from '@shouhu/rulebook';
import type { Kysely } from 'kysely';
import { scopeOf } from '../rights/caller.ts';
import type { Caller } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { readContent } from './content.ts';
import { inForce } from './in-force.ts';
import { national } from './national.ts';

export interface ClassRow extends ClassCoverage {
  readonly type: string;
  readonly verdict: string;
  /** Points and parameters that the version in force adds. */
  readonly local: number;
}

interface SheetPoint {
  readonly point_id: string;
  readonly name: string;
  readonly says: string;
  /** `executable`, `partly`, `not`: of published points. */
  readonly state: string;
  readonly reason: string;
  readonly origin: 'national' | 'default' | 'local';
}

export interface Sheet extends ClassRow {
  readonly basis: readonly string[];
  readonly message: string;
  readonly stages: readonly string[];
  readonly window: string;
  /** Where defaults come from, and why they may be wrong. */
  readonly doubt: { readonly source: string; readonly doubt: string } | null;
  readonly example: LocalExample | null;
  /** Numbers of a class that is judged over time, and those set by the version in force. */
  readonly parameters: readonly {
    readonly name: string;
    readonly value: string;
    readonly about: string;
    readonly holds: string;
  }[];
  readonly matched: number;
  readonly sheet_points: readonly SheetPoint[];
}

interface Source {
  readonly db: Kysely<Schema>;
  readonly folder: string;
}

const NOTHING: LocalKnowledge = { rules: [], parameters: [], settings: [], exemptions: [] };

async function localOf({ db, folder }: Source): Promise<LocalKnowledge> {
  const reading = await readContent(folder, (await inForce(db)).files);
  return reading.ok ? reading.knowledge : NOTHING;
}

/** The 88 classes, then rules that the bureau has of its own. */
export async function listClasses(source: Source, caller: Caller): Promise<ClassRow[]> {
  scopeOf(caller, 'rulebook.read');
  return rowsOf(await localOf(source));
}

function rowsOf(local: LocalKnowledge): ClassRow[] {
  const { facts } = national();
  const schemes = allSchemes.flatMap(({ rule_code, parameters }) =>
    rule_code === null ? [] : [[rule_code, Object.keys(parameters).length] as const],
  );
  const covered = coverage(facts, new Map([...defaultCounts(facts), ...schemes])).classes;
  const rows = covered.map((row, at) => ({
    ...row,
    type: facts.classes[at]?.rule_type ?? '',
    verdict: facts.classes[at]?.verdict ?? '',
    local: addedTo(local, row.code),
  }));
  const known = new Set(rows.map(({ code }) => code));
  const own = local.rules.filter(({ rule_code }) => !known.has(rule_code));
  return [
    ...rows,
    ...own.map(({ rule_code, rule_name, rule_type, verdict, points }) => ({
      code: rule_code,
      name: rule_name,
      points: 0,
      executable: 0,
      partly: 0,
      not_executable: 0,
      state: 'default' as const,
      defaults: 0,
      template: null,
      reasons: {},
      type: rule_type,
      verdict,
      local: points.length,
    })),
  ];
}

function addedTo({ rules, parameters, settings }: LocalKnowledge, code: string): number {
  const schemes = new Set(allSchemes.flatMap(({ id, rule_code }) => (rule_code === code ? [id] : [])));
  return (
    rules.filter(({ rule_code }) => rule_code === code).reduce((sum, { points }) => sum + points.length, 0) +
    parameters.filter(({ rule_code }) => rule_code === code).length +
    settings.filter((setting) => schemes.has(setting.code)).length
  );
}

const MOST_POINTS = 100;

/** @throws ShouhuError SH-H003 where there is no class of this code */
export async function readSheet(source: Source, caller: Caller, code: string, query: string): Promise<Sheet> {
  scopeOf(caller, 'rulebook.read');
  const local = await localOf(source);
  const row = rowsOf(local).find((each) => each.code === code);
  if (row === undefined) throw shouhuError('SH-H003', { id: code });
  const { facts, known } = national();
  const row88 = facts.classes.find((each) => each.code === code);
  const rule =
    known.find(({ rule_code }) => rule_code === code) ?? local.rules.find(({ rule_code }) => rule_code === code);
  const points = pointsOf(code, local).filter(({ point_id, name, says }) =>
    [point_id, name, says].some((text) => text.includes(query)),
  );
  const doubt = defaultClasses(facts).get(code);
  const ofBatch = allSchemes.find(({ rule_code }) => rule_code === code);
  return {
    ...row,
    basis: rule?.basis ?? ofBatch?.basis ?? [],
    message: rule?.message ?? '',
    stages: rule?.stages ?? row88?.stages ?? [],
    window: row88?.window ?? '',
    doubt: doubt === undefined ? null : { source: doubt.source, doubt: doubt.doubt },
    example: (row88 === undefined ? undefined : localExample(row88)) ?? null,
    parameters: parametersOf(code, local),
    matched: points.length,
    sheet_points: points.slice(0, MOST_POINTS),
  };
}

function pointsOf(code: string, local: LocalKnowledge): SheetPoint[] {
  const { facts, known } = national();
  const published = facts.points
    .filter(({ class_code }) => class_code === code)
    .map(({ point_id, item_name, fact, state, reason }) => ({
      point_id,
      name: item_name,
      says: formatFact(fact),
      state,
      reason,
      origin: 'national' as const,
    }));
  const shipped = published.length > 0 ? [] : known.filter(({ rule_code }) => rule_code === code);
  const added = local.rules.filter(({ rule_code }) => rule_code === code);
  return [
    ...added.flatMap(({ points }) => points.map((point) => sayingOf(point, 'local'))),
    ...published,
    ...shipped.flatMap(({ points }) => points.map((point) => sayingOf(point, 'default'))),
  ];
}

type Said = LocalKnowledge['rules'][number]['points'][number];

function sayingOf(
  { point_ids, name = '', message, from: _from, to: _to, scope: _scope, basis: _basis, ...rest }: Said,
  origin: 'default' | 'local',
): SheetPoint {
  const says = message ?? JSON.stringify(rest).slice(0, 300);
  return { point_id: point_ids.join(' '), name, says, state: 'executable', reason: '', origin };
}

function parametersOf(code: string, { parameters, settings }: LocalKnowledge): Sheet['parameters'] {
  const schemes = allSchemes.filter(({ rule_code }) => rule_code === code);
  const numbers = schemes.flatMap((scheme) =>
    Object.entries(scheme.parameters).map(([name, { value, unit, about }]) => {
      const set = settings.find((setting) => setting.code === scheme.id && setting.name === name)?.value;
      return { name, value: `${set ?? value} ${unit}`.trim(), about, holds: set === undefined ? '' : `默认 ${value}` };
    }),
  );
  const set = parameters
    .filter(({ rule_code }) => rule_code === code)
    .map((parameter) => ({
      name: parameter.setting.name,
      value: String(parameter.setting.value),
      about: parameter.basis,
      holds: holdsFor(parameter),
    }));
  return [...numbers, ...set];
}

function holdsFor({ point_id, fixmedins_code, hosp_lv, from, to }: Parameter): string {
  const [lowest, highest] = [from > OPEN_FROM, to < OPEN_TO];
  const days = lowest || highest ? `${lowest ? dayText(from) : '…'}–${highest ? dayText(to) : '…'}` : '';
  return [point_id ?? '', fixmedins_code ?? '', hosp_lv === null ? '' : `等级 ${hosp_lv}`, days]
    .filter(Boolean)
    .join(' ');
}

const dayText = (day: number): string => formatCivilDate(civilDay(day));
