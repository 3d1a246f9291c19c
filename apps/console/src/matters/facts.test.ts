import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  assessment,
  credit,
  inspection,
  measure,
  penalty,
  points,
  review,
  summaryPenalty,
  transfer,
} from '@shouhu/procedure';
import type { Step } from '@shouhu/procedure';
import { FACTS, weighedBy } from './facts.ts';

test('every fact that a step asks for has a field, and no field is for nothing', () => {
  const steps = [review, inspection, measure, penalty, assessment, points, credit, summaryPenalty, transfer].flatMap(
    ({ steps: each }) => Object.entries<Step<string, string, string>>(each),
  );
  const asked = new Set(
    steps.flatMap(([action, { facts = [], clocksIf }]) => [
      ...facts,
      ...weighedBy(action),
      ...(clocksIf === undefined ? [] : [clocksIf]),
    ]),
  );
  // Stated by the platform itself, or by whoever is late.
  asked.add('performed').add('late_reason').add('draw');
  for (const scored of ['daily_score', 'year_end_score', 'score', 'grade']) asked.add(scored);
  for (const counted of ['year_points', 'suspended_until', 'barred_until', 'listed_until']) asked.add(counted);
  assert.deepEqual(Object.keys(FACTS).toSorted(), [...asked].toSorted());
});
