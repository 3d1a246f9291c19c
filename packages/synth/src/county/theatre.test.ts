import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OperationSlot } from '../model.ts';
import { Census } from './census.ts';
import { makeInstitutions } from './institutions.ts';
import { Ledger } from './ledger.ts';
import { Theatre } from './theatre.ts';

const [institution] = makeInstitutions();
assert(institution !== undefined);
const surgeons = institution.doctors.filter(({ dept }) => dept.name === '外科');
const [doctor] = surgeons;
assert(doctor !== undefined);
const ledger = new Ledger(new Census(1, 100, 20_454).person(1));
const operation = (slot?: OperationSlot) => ({
  code: '51.2300',
  name: 'x',
  day: 20_460,
  ...(slot === undefined ? {} : { slot }),
});

function visit() {
  assert(institution !== undefined && doctor !== undefined);
  return ledger.visit({ institution, med_type: '21', begin: 20_459, end: 20_464, begin_second: 40_000, doctor });
}

test('one surgeon does one after the other, and leaves to colleagues what the day does not hold', () => {
  const theatre = new Theatre();
  const slots = Array.from({ length: 40 }, () => theatre.slotFor(visit(), operation()));
  for (const [at, slot] of slots.entries()) {
    assert(slot.begin >= 30_600 && slot.end <= 68_400 && slot.begin < slot.end);
    for (const other of slots.slice(at + 1)) {
      if (other.doctor === slot.doctor) assert(other.begin >= slot.end || slot.begin >= other.end);
    }
  }
  assert(new Set(slots.map((slot) => slot.doctor)).size > 2);
});

test('told slots stand as they are, and others keep clear of them', () => {
  const theatre = new Theatre();
  const told = { doctor, begin: 36_000, end: 50_000 };
  const planted = visit();
  planted.operations.push(operation(told), operation({ ...told, begin: 40_000 }));
  theatre.reserve(planted);
  assert.equal(theatre.slotFor(planted, operation(told)), told);
  const next = theatre.slotFor(visit(), operation());
  assert(next.doctor !== doctor || next.begin >= told.end);
});
