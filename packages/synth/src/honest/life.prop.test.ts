import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assert as assertProperty, integer, nat, property } from 'fast-check';
import { loadNational } from '@shouhu/rulebook';
import { makeOwnCatalogue } from '../catalogue/own.ts';
import { makeInstitutions } from '../county/institutions.ts';
import { Ledger } from '../county/ledger.ts';
import { Census } from '../county/census.ts';
import { periodOf } from '../county/period.ts';
import { gatherDemands } from '../knowledge/demands.ts';
import { stockShelf } from '../knowledge/shelf.ts';
import { brokenClasses } from '../knowledge/standing.ts';
import type { FeeLine, Person, Visit } from '../model.ts';
import { Random, fork } from '../random.ts';
import { isInpatient } from '../write/tables.ts';
import { deathOf, livePeriod } from './life.ts';
import { makeCalendar } from './calendar.ts';
import { makePlaces } from './places.ts';

const facts = loadNational();
const demands = gatherDemands(facts);
const period = periodOf(12);
const places = makePlaces(makeInstitutions());
const calendar = makeCalendar(period);
const stores = {
  own: makeOwnCatalogue(1),
  shelf: stockShelf(demands),
  herbs: facts.herbs,
  newPrices: period.firstDay + 100,
  practices: new Map(),
};

function life(seed: number, index: number): { person: Person; visits: Visit[] } {
  const random = new Random(fork(seed, index));
  const rhythm = { ...period, pace: 40_000 };
  const census = new Census(seed, 100_001, period.firstDay);
  const born = census.person(index);
  const person = { ...born, die_date: deathOf(born, random, rhythm) };
  const course = { person, ledger: new Ledger(person), random, ever: new Set<string>(), published: true };
  return {
    person,
    visits: livePeriod(course, { stores, places, calendar, census, seed, lastDay: period.lastDay }, rhythm),
  };
}

const linesOf = (visit: Visit): FeeLine[] => [...visit.bills.flatMap((bill) => bill.lines), ...visit.open];
const lives = [integer({ min: 0, max: 1_000_000 }), nat(100_000)] as const;

test('an honest life is nowhere twice, and ends', () => {
  assertProperty(
    property(...lives, (seed, index) => {
      const { person, visits } = life(seed, index);
      const last = person.die_date ?? period.lastDay;
      for (const [at, visit] of visits.entries()) {
        assert(visit.begin >= period.firstDay && visit.begin <= last && (visit.end ?? 0) <= last);
        for (const line of linesOf(visit)) assert(line.day >= visit.begin && line.day <= (visit.end ?? last));
        if (!isInpatient(visit)) continue;
        const end = visit.end ?? Number.POSITIVE_INFINITY;
        const others = visits.filter((_, place) => place !== at);
        for (const other of others) {
          // A transfer leaves one hospital and enters the next on one day.
          if (other.dscg_way === '2' && other.end === visit.begin) continue;
          if (visit.dscg_way === '2' && visit.end === other.begin) continue;
          assert(other.begin > end || (other.end ?? Number.POSITIVE_INFINITY) < visit.begin);
        }
      }
    }),
    { numRuns: 200 },
  );
});

test('an honest bill keeps every point that names its items', () => {
  let named = 0;
  assertProperty(
    property(...lives, (seed, index) => {
      const { person, visits } = life(seed, index);
      const counted = new Map<string, Set<string>>();
      for (const visit of visits) {
        const { institution, med_type, insutype, matn_type, diagnoses } = visit;
        const lines = linesOf(visit).filter((line) => line.cnt > 0);
        const codes = new Set(lines.map((line) => line.item.code));
        for (const line of lines) {
          const demand = demands.get(line.item.code);
          assert(line.pric <= line.item.pric_uplmt);
          if (demand === undefined) continue;
          named += 1;
          const setting = { person, institution, med_type, insutype, matn_type, day: line.day };
          assert.deepEqual(brokenClasses(demand, setting, diagnoses, facts), [], line.item.code);
          assert(![...demand.partners].some((partner) => codes.has(partner)), line.item.code);
          if (demand.perDay !== null) assert(line.cnt <= demand.perDay * 10_000);
          for (const root of demand.counted) counted.set(root, (counted.get(root) ?? new Set()).add(line.line_id));
          if (demand.unpayable === 'alone')
            assert(lines.some((other) => other.rxno === line.rxno && !demands.has(other.item.code)));
        }
      }
      for (const [root, uses] of counted) assert.equal(uses.size, 1, root);
    }),
    { numRuns: 300 },
  );
  assert(named > 1000);
});
