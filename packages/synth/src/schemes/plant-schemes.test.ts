import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadNational } from '@shouhu/rulebook';
import { makeOwnCatalogue } from '../catalogue/own.ts';
import { Census } from '../county/census.ts';
import { makeInstitutions } from '../county/institutions.ts';
import { periodOf } from '../county/period.ts';
import type { Practice } from '../honest/basket.ts';
import { makeCalendar } from '../honest/calendar.ts';
import { makePlaces } from '../honest/places.ts';
import { gatherDemands } from '../knowledge/demands.ts';
import { stockShelf } from '../knowledge/shelf.ts';
import type { SchemeLabel } from '../labels.ts';
import type { Institution, Visit } from '../model.ts';
import type { Plot } from '../plant/plot.ts';
import { Random } from '../random.ts';
import { chooseCulprits } from './culprits.ts';
import { plantSchemes, timesOf } from './plant-schemes.ts';
import { schemes } from './registry.ts';
import { Stage } from './stage.ts';

const facts = loadNational();
const shelf = stockShelf(gatherDemands(facts));
const places = makePlaces(makeInstitutions());

function staged(insured: number, seed: number, months = 12): { stage: Stage; plots: Map<number, Plot> } {
  const period = periodOf(months);
  const practices = new Map<Institution, readonly Practice[]>();
  const stores = {
    own: makeOwnCatalogue(seed),
    shelf,
    herbs: facts.herbs,
    newPrices: period.firstDay + 100,
    practices,
  };
  const census = new Census(seed, insured, period.firstDay);
  const scene = { stores, places, calendar: makeCalendar(period), census, seed, lastDay: period.lastDay };
  const plots = new Map<number, Plot>();
  const stage = new Stage(scene, plots, practices, {
    culprits: chooseCulprits(places, new Random(seed)),
    random: new Random(seed + 1),
    hospitalStock: true,
  });
  plantSchemes(stage, seed, timesOf(insured, insured), () => undefined);
  return { stage, plots };
}

const { stage, plots } = staged(5000, 6);
const visits = new Map<string, { plot: Plot; visit: Visit }>(
  [...plots.values()].flatMap((plot) => plot.visits.map((visit) => [visit.mdtrt_id, { plot, visit }] as const)),
);

/** Cases that are labelled only when all visits of a county are made. */
const LATER = new Set([
  'GZ10000202001000',
  'GZ10000203001000',
  'hospital-substitution',
  'adjuvant',
  'tomography',
  'consumable',
]);

test('a small county holds every disguise and every look-alike twice', () => {
  for (const { id, cases } of schemes) {
    for (const { name, kind } of cases) {
      if (LATER.has(id) || LATER.has(name)) continue;
      const found = stage.labels.filter((label) => label.scheme === id && label.case === name && label.kind === kind);
      assert(found.length >= 2, `${id} ${name}: ${found.length}`);
    }
  }
});

test('a label tells whose visits it means, where, and for how much', () => {
  assert.equal(new Set(stage.labels.map(({ label_id }) => label_id)).size, stage.labels.length);
  for (const label of stage.labels) checkLabel(label);
});

function checkLabel(label: SchemeLabel): void {
  const meant = label.mdtrt_ids.flatMap((mdtrt_id) => visits.get(mdtrt_id) ?? []);
  assert.equal(meant.length, label.mdtrt_ids.length, label.label_id);
  for (const { plot, visit } of meant) {
    assert(label.psn_nos.includes(plot.person.psn_no), label.label_id);
    assert(label.fixmedins_codes.includes(visit.institution.fixmedins_code), label.label_id);
    assert(visit.begin >= stage.firstDay && (visit.end ?? 0) <= stage.lastDay, label.label_id);
  }
  assert(label.from <= label.to, label.label_id);
  if (label.kind === 'look-alike') assert.equal(label.expected_amount_fen, null);
  else assert(label.expected_amount_fen !== null && label.expected_amount_fen > 0, label.label_id);
}

test('only culprits commit what sticks to an institution', () => {
  const guilty = new Set(Object.values(stage.culprits).flatMap((all) => all.map((place) => place.fixmedins_code)));
  assert.equal(guilty.size, 8);
  for (const { id, bound } of schemes) {
    if (bound === 'person') continue;
    for (const label of stage.labels.filter(({ scheme, kind }) => scheme === id && kind === 'scheme')) {
      assert(
        label.fixmedins_codes.some((code) => guilty.has(code)),
        label.label_id,
      );
    }
  }
});

test('the same seed plants the same, a tiny county or a short one what it has room for', () => {
  assert.deepEqual(staged(5000, 6).stage.labels, stage.labels);
  assert.notDeepEqual(staged(5000, 7).stage.labels, stage.labels);
  assert.equal(staged(500, 6).stage.labels.length, 0);
  for (const label of staged(5000, 6, 2).stage.labels) assert(label.from >= '2026-11-01', label.label_id);
});
