import assert from 'node:assert/strict';
import { test } from 'node:test';
import { penalty, review } from '@shouhu/procedure';
import { FACTS, weighedBy } from './facts.ts';

test('every fact that a step asks for has a field, and no field is for nothing', () => {
  const steps = [...Object.entries(review.steps), ...Object.entries(penalty.steps)];
  const asked = new Set(
    steps.flatMap(([action, { facts = [], clocksIf }]) => [
      ...facts,
      ...weighedBy(action),
      ...(clocksIf === undefined ? [] : [clocksIf]),
    ]),
  );
  // Stated by the platform itself, or by whoever is late.
  asked.add('performed').add('late_reason');
  assert.deepEqual(Object.keys(FACTS).toSorted(), [...asked].toSorted());
});
