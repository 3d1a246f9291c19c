/** Generates the county: everything invented, everything from the seed, every planted fault written down. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadNational } from '@shouhu/rulebook';
import { makeOwnCatalogue } from '../catalogue/own.ts';
import { deathOf, livePeriod } from '../honest/life.ts';
import type { Practice } from '../honest/basket.ts';
import { makeCalendar } from '../honest/calendar.ts';
import type { Rhythm } from '../honest/living.ts';
import { makePlaces } from '../honest/places.ts';
import type { Scene } from '../honest/visits.ts';
import { gatherDemands } from '../knowledge/demands.ts';
import { stockShelf } from '../knowledge/shelf.ts';
import { Field } from '../plant/field.ts';
import { plantAll } from '../plant/plant.ts';
import type { Plot } from '../plant/plot.ts';
import type { Institution } from '../model.ts';
import { Random, fork } from '../random.ts';
import { chooseCulprits } from '../schemes/culprits.ts';
import { plantSchemes, timesOf } from '../schemes/plant-schemes.ts';
import { Stage } from '../schemes/stage.ts';
import { CULPRITS, LABELS, SCHEME_LABELS, prepareFolder, writing } from './folder.ts';
import { makeInstitutions } from './institutions.ts';
import { Ledger } from './ledger.ts';
import { Census } from './census.ts';
import { paceFor, periodOf, servedBy } from './period.ts';
import type { Month } from './period.ts';
import { Purse } from './purse.ts';
import { Scribe } from './scribe.ts';

/** What a county is made from: the same values give the same bytes on every machine. */
export interface CountyOptions {
  /** Insured persons. */
  readonly insured: number;
  /** Months up to the last one. */
  readonly months: number;
  /** The last month; absent: December 2026. */
  readonly until?: Month;
  readonly seed: number;
  /** Folder of the tables; made when absent. */
  readonly out: string;
  /** Folder of the registry of the insured, with invented names and certificates; absent: none is written. */
  readonly registry?: string;
  /** Wanted number of fee lines, met to within a tenth or so; absent: ordinary use. */
  readonly lines?: number;
  /** False: only pharmacies keep books of their stock. */
  readonly hospitalStock?: boolean;
}

/** What was written. */
export interface CountySummary {
  readonly insured: number;
  readonly first_day: number;
  readonly last_day: number;
  /** Rows by file name without extension. */
  readonly rows: ReadonlyMap<string, number>;
  readonly lines: number;
  readonly violations: number;
  readonly look_alikes: number;
  /** Patterns over many visits, and honest ones that resemble them. */
  readonly schemes: number;
  readonly scheme_look_alikes: number;
}

/**
 * Writes the national tables of an invented county (docs/formats.md) and the labels of what was planted in them.
 * @throws ShouhuError SH-U005 for a folder that holds something else, SH-L006 or SH-L007 when it cannot be written
 */
export function generateCounty(options: CountyOptions): CountySummary {
  assert(Number.isSafeInteger(options.insured) && options.insured > 0, `not a number of insured: ${options.insured}`);
  return writing(options.out, () => {
    prepareFolder(options.out);
    if (options.registry !== undefined) mkdirSync(options.registry, { recursive: true });
    return writeCounty(options);
  });
}

function writeCounty(options: CountyOptions): CountySummary {
  const { insured, months, seed, out } = options;
  const period = periodOf(months, options.until);
  const served = servedBy(options);
  const institutions = makeInstitutions(served);
  const facts = loadNational();
  const demands = gatherDemands(facts);
  const own = makeOwnCatalogue(seed);
  const places = makePlaces(institutions);
  const census = new Census(seed, insured, period.firstDay, served);
  const practices = new Map<Institution, readonly Practice[]>();
  const newPrices = period.firstDay + 90 + (fork(seed, 7) % 180);
  const stores = { own, shelf: stockShelf(demands), herbs: facts.herbs, newPrices, practices };
  const scene: Scene = { stores, places, calendar: makeCalendar(period), census, seed, lastDay: period.lastDay };
  const field = new Field({ seed, insured, period, facts, demands, own, places, census });
  plantAll(field, options.lines);
  const cast = {
    culprits: chooseCulprits(places, new Random(fork(seed, 8))),
    random: new Random(fork(seed, 9)),
    hospitalStock: options.hospitalStock ?? true,
  };
  const stage = new Stage(scene, field.plots, practices, cast);
  const labels = [...field.plots.values()].flatMap((plot) => plot.labels);
  const planted = [...field.plots.values()].reduce((sum, plot) => sum + plot.lines, 0);
  const scribe = new Scribe(out, period, institutions, options.registry);
  plantSchemes(stage, seed, timesOf(insured, served), () => release(scribe, field));
  const rhythm: Rhythm = { ...period, pace: paceFor(options.lines, planted + scribe.lines, insured, period) };

  for (const { visits } of field.plots.values()) for (const visit of visits) scribe.announce(visit);
  for (let index = 0; index < insured; index += 1) {
    const plot = field.plots.get(index);
    if (plot === undefined) writeHonest(scribe, scene, rhythm, index);
    else writePlanted(scribe, scene, rhythm, plot);
    // What is written need not be kept.
    field.plots.delete(index);
  }
  const rows = scribe.close(({ fixmedins_type }) => stage.hospitalStock || fixmedins_type === '2', stage.supplies);
  stage.finish();
  writeSheet(out, LABELS, labels);
  writeSheet(out, SCHEME_LABELS, stage.labels);
  writeCulprits(out, stage);
  return {
    insured,
    first_day: period.firstDay,
    last_day: period.lastDay,
    rows,
    lines: scribe.lines,
    violations: labels.filter((label) => label.kind === 'violation').length,
    look_alikes: labels.filter((label) => label.kind === 'look-alike').length,
    schemes: stage.labels.filter((label) => label.kind === 'scheme').length,
    scheme_look_alikes: stage.labels.filter((label) => label.kind === 'look-alike').length,
  };
}

function writeHonest(scribe: Scribe, scene: Scene, rhythm: Rhythm, index: number): void {
  const random = new Random(fork(fork(scene.seed, 2), index));
  const born = scene.census.person(index);
  const die_date = deathOf(born, random, rhythm);
  const person = die_date === null ? born : { ...born, die_date };
  const course = { person, ledger: new Ledger(person), random, ever: new Set<string>(), published: true };
  scribe.person(person, livePeriod(course, scene, rhythm));
}

/** Writes the lines of what was planted for schemes since the last time, so that they need not be kept. */
function release(scribe: Scribe, { plots }: Field): void {
  for (const plot of plots.values()) {
    if (plot.labels.length > 0) continue;
    for (const visit of plot.visits.slice(plot.released)) scribe.release(plot.person, visit);
    plot.released = plot.visits.length;
  }
}

/** A planted person lives on beside the case, on other days and without anything that a point names. */
function writePlanted(scribe: Scribe, scene: Scene, rhythm: Rhythm, plot: Plot): void {
  const { person, ledger, visits } = plot;
  const random = new Random(fork(fork(scene.seed, 2), person.index));
  const busy = visits.map((visit) => ({ from: visit.begin - 2, to: (visit.end ?? rhythm.lastDay) + 2 }));
  const course = {
    person,
    ledger,
    random,
    ever: new Set<string>(),
    published: plot.ordinary,
    treated: plot.released > 0 && !plot.ordinary,
  };
  const all = [...visits, ...(plot.quiet ? [] : livePeriod(course, scene, rhythm, busy))];
  const purse = new Purse(person, rhythm.firstDay);
  purse.endow(plot.endowment);
  const inOrder = all.toSorted((a, b) => a.begin - b.begin || a.begin_second - b.begin_second);
  scribe.person(person, inOrder, purse);
}

/** One label a line, ordered by label id. */
function writeSheet(out: string, name: string, labels: readonly { readonly label_id: string }[]): void {
  const sorted = labels.toSorted((a, b) => (a.label_id < b.label_id ? -1 : 1));
  writeFileSync(join(out, name), sorted.map((label) => `${JSON.stringify(label)}\n`).join(''), { mode: 0o600 });
}

/** Schemes by the institution that committed them, culprits without any among them. */
function writeCulprits(out: string, { culprits, deeds }: Stage): void {
  const all = Object.values(culprits).flat();
  const rows = all
    .map((place) => [place.fixmedins_code, [...(deeds.get(place) ?? [])].toSorted()] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(join(out, CULPRITS), `${JSON.stringify(Object.fromEntries(rows), null, 1)}\n`, { mode: 0o600 });
}
