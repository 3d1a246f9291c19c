/** An encounter of ten thousand lines at the till costs its lines, not their pairs. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compileClosures } from '@shouhu/rules';
import type { Point } from '@shouhu/rules';
import { codes, line, point, rule, ruleset, sale, today, visit, world } from '../world.ts';

const SIZE = 10_000;

const lines = Array.from({ length: SIZE }, (_, at) =>
  line({
    line_id: `L${at}`,
    item: ['A', 'B', 'A1', 'B1'][at % 4] ?? 'A',
    day: today + (at % 5),
    second: at % 7 === 0 ? null : (at * 37) % 86_400,
    rxno: at % 11 === 0 ? null : `R${at % 50}`,
    amount_fen: 20_000 + (at % 3),
  }),
);
const boxes = lines.map((each, at) => sale({ ...each, drug_trac_codg: `T${at % 3}` }));
const before = boxes.map((each) => ({ ...each, line_id: null, mdtrt_id: 'V0', day: today - 1 }));
const encounter = world({ lines, visits: [visit()], sales: [...boxes, ...before] });

const shared = codes('A*');
const cases: Readonly<Record<string, readonly Point[]>> = {
  together: (['prescription', 'visit', 'days:2', 'hours:1', 'hours:24'] as const).map((window) =>
    point.together({ window, pays: 'cheaper' }),
  ),
  price: (['operation', 'hours:2'] as const).map((window) =>
    point.price({ measure: 'discount', subject: shared, window, ratio: 5_000 }),
  ),
  limit: (['visit', 'days:2', 'hours:24'] as const).flatMap((window) =>
    (['cnt', 'days', 'kinds'] as const).map((measure) =>
      point.limit({ subject: shared, window, measure, max: 1, group: `${window} ${measure}` }),
    ),
  ),
  spacing: (['day', 'hour'] as const).map((unit) => point.spacing({ unit, min: 20 })),
  needs: (['hour', 'hours:2'] as const).map((window) => point.needs({ items: codes('A1'), window, look_back_days: 1 })),
  unpayable: [point.unpayable({ when: 'alone', among: codes('A*', 'B*') })],
  reuse: [point.reuse({})],
  record: [point.record({ fault: { is: 'compare', field: 'stay_amount_fen', op: '>', value: 1 } })],
  restrict: [point.restrict({ require: { is: 'share', of: codes('09'), op: '<', value: 5_000 } })],
};

describe('a crowded encounter', () => {
  for (const [name, points] of Object.entries(cases)) {
    test(name, { timeout: 60_000 }, () => {
      const { findings, undecided } = compileClosures(ruleset(rule(points))).judgeVisit(encounter, 'V1');
      const said = [...findings, ...undecided];
      assert.equal(said.length > 0, name !== 'needs');
      for (const { related_line_ids } of said) assert.ok(related_line_ids.length <= 50);
    });
  }
});
