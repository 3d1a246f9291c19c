import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadNational } from '@shouhu/rulebook';
import { makeOwnCatalogue } from '../catalogue/own.ts';
import { Census } from '../county/census.ts';
import { makeInstitutions } from '../county/institutions.ts';
import { periodOf } from '../county/period.ts';
import { makePlaces } from '../honest/places.ts';
import { gatherDemands } from '../knowledge/demands.ts';
import type { Label } from '../labels.ts';
import type { FeeLine } from '../model.ts';
import { Field } from './field.ts';
import { amountFor, plantAll } from './plant.ts';
import type { Plot } from './plot.ts';

const facts = loadNational();
const demands = gatherDemands(facts);
const places = makePlaces(makeInstitutions());

function planted(insured: number, seed: number): Field {
  const own = makeOwnCatalogue(seed);
  const census = new Census(seed, insured, periodOf(12).firstDay);
  const field = new Field({ seed, insured, period: periodOf(12), facts, demands, own, places, census });
  plantAll(field);
  return field;
}

const field = planted(6000, 4);
const all = [...field.plots.values()].flatMap((plot) => plot.labels.map((label) => ({ plot, label })));

function linesOf(plot: Plot, label: Label): FeeLine[] {
  const lines = plot.visits.flatMap((visit) => [...visit.bills.flatMap((bill) => bill.lines), ...visit.open]);
  return lines.filter((line) => label.line_ids.includes(line.line_id));
}

const named = (rule_code: string, name: string): { plot: Plot; label: Label }[] =>
  all.filter(({ label }) => label.rule_code === rule_code && label.case === name);

test('a district plants every point that a claim can break', () => {
  const { firstDay, lastDay } = periodOf(12);
  const codes = new Set(
    [...planted(220_000, 1).plots.values()].flatMap((plot) =>
      plot.labels.filter(({ kind }) => kind === 'violation').flatMap(({ point_ids }) => point_ids),
    ),
  );
  const open = facts.points.filter(
    (point) =>
      point.state === 'executable' &&
      point.codes.length > 0 &&
      point.from <= lastDay &&
      point.to >= firstDay &&
      !codes.has(point.point_id),
  );
  // A course of a year outlasts the county.
  assert.deepEqual(
    open.map((point) => point.item_name),
    ['儿童听力障碍语言训练'],
  );
});

test('a small county leaves most people alone', () => {
  assert(amountFor(800).cases < amountFor(6000).cases);
  assert(planted(800, 2).plots.size <= 400);
});

test('a limit per day is met exactly, and passed by the least amount', () => {
  for (const { plot, label } of [
    ...named('GZ10000102014000', 'exactly-the-limit'),
    ...named('GZ10000102014000', 'one-more'),
  ]) {
    const point = facts.points.find(({ point_id }) => point_id === label.point_ids[0]);
    assert(point?.fact.kind === 'per-day');
    const total = linesOf(plot, label).reduce((sum, line) => sum + line.cnt, 0);
    assert.equal(total, (point.fact.most + (label.kind === 'violation' ? 1 : 0)) * 10_000, label.label_id);
  }
});

test('a gap is kept to the day, or missed by one', () => {
  for (const name of ['exactly-the-gap', 'a-day-too-soon']) {
    for (const { plot, label } of named('LK2025-031', name)) {
      const point = facts.points.find(({ point_id }) => point_id === label.point_ids[0]);
      assert(point?.fact.kind === 'gap');
      const [first, second] = plot.visits;
      assert(first !== undefined && second !== undefined);
      assert.equal(second.begin - first.begin, point.fact.days - (name === 'a-day-too-soon' ? 1 : 0), label.label_id);
    }
  }
});

test('who is refunded in part is charged for the rest', () => {
  const parts = all.filter(({ label }) => label.case === 'part-refund');
  assert(parts.length > 50);
  for (const { plot, label } of parts) {
    const [line] = linesOf(plot, label);
    const back = plot.visits
      .flatMap((visit) => visit.bills.flatMap((bill) => bill.lines))
      .find((other) => other.init_feedetl_sn === line?.line_id);
    assert(line !== undefined && back !== undefined, label.label_id);
    assert.equal(line.cnt + back.cnt, 20_000);
    assert.equal(label.expected_amount_fen, line.inscp + back.inscp);
  }
});

test('on 28 February who was born on the 29th is still thirteen', () => {
  const leap = all.filter(({ label }) => label.case === 'born-on-29-february');
  assert(leap.length > 0);
  for (const { plot, label } of leap) assert.equal(plot.person.brdy, label.kind === 'violation' ? 13_938 : 15_399);
});
