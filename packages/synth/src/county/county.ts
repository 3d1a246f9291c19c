/** Generates the county: everything invented, everything from the seed, every planted fault written down. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadNational } from '@shouhu/rulebook';
import { makeOwnCatalogue } from '../catalogue/own.ts';
import { deathOf, livePeriod } from '../honest/life.ts';
import type { Rhythm } from '../honest/life.ts';
import { makePlaces } from '../honest/places.ts';
import type { Scene } from '../honest/visits.ts';
import { gatherDemands } from '../knowledge/demands.ts';
import { stockShelf } from '../knowledge/shelf.ts';
import type { Label } from '../labels.ts';
import { Field } from '../plant/field.ts';
import { plantAll } from '../plant/plant.ts';
import type { Plot } from '../plant/plot.ts';
import { Random, fork } from '../random.ts';
import { LABELS, prepareFolder, writing } from './folder.ts';
import { makeInstitutions } from './institutions.ts';
import { Ledger } from './ledger.ts';
import { makePerson } from './people.ts';
import { paceFor, periodOf } from './period.ts';
import { Scribe } from './scribe.ts';

/** What a county is made from: the same values give the same bytes on every machine. */
export interface CountyOptions {
  /** Insured persons. */
  readonly insured: number;
  /** Months up to the end of 2026. */
  readonly months: number;
  readonly seed: number;
  /** Folder of the tables; made when absent. */
  readonly out: string;
  /** Wanted number of fee lines, met to within a tenth or so; absent: ordinary use. */
  readonly lines?: number;
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
}

/**
 * Writes the national tables of an invented county (docs/formats.md) and the labels of what was planted in them.
 * @throws ShouhuError SH-U005 for a folder that holds something else, SH-L006 or SH-L007 when it cannot be written
 */
export function generateCounty(options: CountyOptions): CountySummary {
  assert(Number.isSafeInteger(options.insured) && options.insured > 0, `not a number of insured: ${options.insured}`);
  return writing(options.out, () => {
    prepareFolder(options.out);
    return writeCounty(options);
  });
}

function writeCounty(options: CountyOptions): CountySummary {
  const { insured, months, seed, out } = options;
  const period = periodOf(months);
  const institutions = makeInstitutions();
  const facts = loadNational();
  const demands = gatherDemands(facts);
  const own = makeOwnCatalogue(seed);
  const places = makePlaces(institutions);
  const scene: Scene = {
    stores: { own, shelf: stockShelf(demands), herbs: facts.herbs },
    places,
    lastDay: period.lastDay,
  };
  const rhythm: Rhythm = { ...period, pace: paceFor(options.lines, insured, period) };
  const field = new Field({ seed, insured, period, facts, demands, own, places });
  plantAll(field, options.lines);

  const scribe = new Scribe(out, period.firstDay);
  scribe.institutions(institutions);
  for (let index = 0; index < insured; index += 1) {
    const plot = field.plots.get(index);
    if (plot === undefined) writeHonest(scribe, scene, rhythm, seed, index);
    else writePlanted(scribe, scene, rhythm, seed, plot);
  }
  const labels = [...field.plots.values()].flatMap((plot) => plot.labels);
  writeLabels(out, labels);
  const rows = scribe.close();
  return {
    insured,
    first_day: period.firstDay,
    last_day: period.lastDay,
    rows,
    lines: scribe.lines,
    violations: labels.filter((label) => label.kind === 'violation').length,
    look_alikes: labels.filter((label) => label.kind === 'look-alike').length,
  };
}

function writeHonest(scribe: Scribe, scene: Scene, rhythm: Rhythm, seed: number, index: number): void {
  const random = new Random(fork(fork(seed, 2), index));
  const born = makePerson(seed, index, rhythm.firstDay);
  const die_date = deathOf(born, random, rhythm);
  const person = die_date === null ? born : { ...born, die_date };
  const course = { person, ledger: new Ledger(person), random, ever: new Set<string>(), published: true };
  scribe.person(person, livePeriod(course, scene, rhythm));
}

/** A planted person lives on beside the case, on other days and without anything that a point names. */
function writePlanted(scribe: Scribe, scene: Scene, rhythm: Rhythm, seed: number, plot: Plot): void {
  const { person, ledger, visits } = plot;
  const random = new Random(fork(fork(seed, 2), person.index));
  const busy = visits.map((visit) => ({ from: visit.begin - 2, to: (visit.end ?? rhythm.lastDay) + 2 }));
  const course = { person, ledger, random, ever: new Set<string>(), published: false };
  scribe.person(person, [...visits, ...(plot.quiet ? [] : livePeriod(course, scene, rhythm, busy))]);
}

/** One label a line, ordered by label id. */
function writeLabels(out: string, labels: readonly Label[]): void {
  const sorted = labels.toSorted((a, b) => (a.label_id < b.label_id ? -1 : 1));
  writeFileSync(join(out, LABELS), sorted.map((label) => `${JSON.stringify(label)}\n`).join(''), {
    mode: 0o600,
  });
}
