/** Generates the county: everything invented, everything from the seed, every planted fault written down. */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { loadNational } from '@shouhu/rulebook';
import { makeOwnCatalogue } from '../catalogue/own.ts';
import { deathOf, livePeriod } from '../honest/life.ts';
import type { Rhythm } from '../honest/life.ts';
import { makePlaces } from '../honest/places.ts';
import type { Scene } from '../honest/visits.ts';
import { gatherDemands } from '../knowledge/demands.ts';
import { stockShelf } from '../knowledge/shelf.ts';
import { Random, fork } from '../random.ts';
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
}

/** Writes the national tables of an invented county (docs/formats.md) and the labels of what was planted in them. */
export function generateCounty(options: CountyOptions): CountySummary {
  const { insured, months, seed, out } = options;
  assert(Number.isSafeInteger(insured) && insured > 0, `not a number of insured: ${insured}`);
  mkdirSync(out, { recursive: true });
  const period = periodOf(months);
  const institutions = makeInstitutions();
  const scene: Scene = {
    stores: { own: makeOwnCatalogue(seed), shelf: stockShelf(gatherDemands(loadNational())) },
    places: makePlaces(institutions),
    lastDay: period.lastDay,
  };
  const rhythm: Rhythm = { ...period, pace: paceFor(options.lines, insured, period) };
  const scribe = new Scribe(out, period.firstDay);
  scribe.institutions(institutions);
  for (let index = 0; index < insured; index += 1) {
    const random = new Random(fork(fork(seed, 2), index));
    const born = makePerson(seed, index, period.firstDay);
    const person = { ...born, die_date: deathOf(born, random, rhythm) };
    const course = { person, ledger: new Ledger(person), random, ever: new Set<string>(), published: true };
    scribe.person(person, livePeriod(course, scene, rhythm));
  }
  const rows = scribe.close();
  return { insured, first_day: period.firstDay, last_day: period.lastDay, rows, lines: scribe.lines };
}
