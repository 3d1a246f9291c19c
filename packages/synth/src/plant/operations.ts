/** Cases of several operations through one incision: the later ones need some discount. */
import type { PointRow } from '@shouhu/rulebook';
import type { Demand } from '../knowledge/demands.ts';
import type { LabelKind } from '../labels.ts';
import type { Random } from '../random.ts';
import type { Case } from './cases.ts';
import type { Field } from './field.ts';
import { discounted } from './pairs.ts';
import { UNIT, resembles, violates } from './scene.ts';
import type { Need, Show } from './scene.ts';

type Cases = Readonly<Record<LabelKind, readonly Case[]>>;

/** An operation of the point's group that may stand beside the point's own. */
function groupMates(field: Field, point: PointRow, random: Random): readonly Demand[] | undefined {
  const own = field.parts.demands.get(point.codes[0] ?? '');
  if (own === undefined || point.fact.kind !== 'operations') return undefined;
  const { group } = point.fact;
  const mates = [...field.parts.demands.values()].filter(
    (mate) =>
      mate !== own &&
      mate.groups.includes(group) &&
      !own.partners.has(mate.item.code) &&
      mate.groups.every((name) => own.groups.includes(name)) === (mate.groups.length === 1) &&
      mate.gend.every((gend) => own.gend.length === 0 || own.gend.includes(gend)),
  );
  return mates.length === 0 ? undefined : [own, random.pick(mates)];
}

const OPERATIONS: Need = { demands: groupMates, after: 4, wish: () => ({ inpatient: true }) };

/** Two operations of a group; the cheaper one is the later, which needs some discount. */
function twoOperations(how: {
  share?: number;
  below?: boolean;
  days?: number;
  newVisit?: boolean;
  refund?: boolean;
}): Show {
  return (field, scenario, _, [own, mate]) => {
    if (own === undefined || mate === undefined) return undefined;
    const { plot, profile, day, visit } = scenario;
    const [dear, cheap] = own.item.pric > mate.item.pric ? [own, mate] : [mate, own];
    if (dear.item.pric === cheap.item.pric) return undefined;
    const first = field.use(scenario, dear.item, { day, second: 32_400 });
    const later = day + (how.days ?? 0) + (how.newVisit === true ? 4 : 0);
    const other = how.newVisit === true ? field.visit(plot, profile, later) : visit;
    const second = field.use({ ...scenario, visit: other }, cheap.item, {
      day: later,
      second: 36_000,
      cnt: how.share ?? UNIT,
      ...(how.below === true ? discounted(cheap) : {}),
    });
    if (how.refund === true) plot.refund(visit, first);
    if (first.amount <= second.amount && how.share !== undefined) return undefined;
    return { lines: [second], expected: null, visit: other };
  };
}

/** Cases of a second operation through one incision without any discount. */
export const operationCases: Cases = {
  violation: [
    violates('full-price', OPERATIONS, twoOperations({})),
    violates('two-units', OPERATIONS, twoOperations({ share: 2 * UNIT })),
  ],
  'look-alike': [
    resembles('half-a-unit', OPERATIONS, twoOperations({ share: UNIT / 2 })),
    resembles('price-below-the-cap', OPERATIONS, twoOperations({ below: true })),
    resembles('next-day', OPERATIONS, twoOperations({ days: 1 })),
    resembles('next-stay', OPERATIONS, twoOperations({ newVisit: true })),
    resembles('first-refunded', OPERATIONS, twoOperations({ refund: true })),
  ],
};
