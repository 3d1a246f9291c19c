import assert from 'node:assert/strict';
import { test } from 'node:test';
import { array, assert as assertProperty, integer, property, record } from 'fast-check';
import type { Visit } from '../model.ts';
import { Census } from './census.ts';
import { makeInstitutions } from './institutions.ts';
import { Ledger } from './ledger.ts';
import { Wards } from './wards.ts';

const FIRST = 20_454;
const period = { firstDay: FIRST, lastDay: FIRST + 89 };
const institution = makeInstitutions().find(({ bed_cnt }) => bed_cnt === 60);
const ledger = new Ledger(new Census(1, 100, FIRST).person(1));

function stayOf(begin: number, nights: number): Visit {
  assert(institution !== undefined);
  const [doctor] = institution.doctors;
  assert(doctor !== undefined);
  return ledger.visit({ institution, med_type: '21', begin, end: begin + nights, begin_second: 1, doctor });
}

test('no two stays share a bed for a night; beds are put up only when the house is full', () => {
  const stays = array(record({ after: integer({ min: 0, max: 70 }), nights: integer({ min: 0, max: 12 }) }), {
    minLength: 40,
    maxLength: 400,
  });
  assertProperty(
    property(stays, (drawn) => {
      const wards = new Wards(period);
      const taken = new Map<string, number>();
      for (const { after, nights } of drawn) {
        const visit = stayOf(FIRST + after, nights);
        const bed = wards.bedFor(visit, period.lastDay);
        for (let night = after; night < after + Math.max(1, nights); night += 1) {
          const key = `${bed} ${night}`;
          assert(!taken.has(key), key);
          taken.set(key, bed);
        }
        if (bed <= 60) continue;
        const full = Array.from({ length: Math.max(1, nights) }, (_, nth) => after + nth);
        for (let other = 1; other <= 60; other += 1) assert(full.some((night) => taken.has(`${other} ${night}`)));
      }
    }),
    { numRuns: 60 },
  );
});
