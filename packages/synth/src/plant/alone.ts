/** Cases of herbs that are not payable when a prescription holds nothing else. */
import type { Demand } from '../knowledge/demands.ts';
import { inForce } from '../knowledge/standing.ts';
import type { LabelKind } from '../labels.ts';
import type { FeeLine } from '../model.ts';
import type { Case } from './cases.ts';
import type { Field, Scenario } from './field.ts';
import { UNIT, only, resembles, violates } from './scene.ts';
import type { Show } from './scene.ts';

type Cases = Readonly<Record<LabelKind, readonly Case[]>>;

const TEN_GRAMS = 10 * UNIT;

function bill({ plot, visit, day }: Scenario, demand: Demand, rxno: string): FeeLine {
  return plot.charge(visit, { item: demand.item, day, rxno, cnt: TEN_GRAMS });
}

function companion(field: Field, { plot, visit, day }: Scenario, rxno: string): FeeLine {
  return plot.charge(visit, { item: only(field.parts.own.herbs), day, rxno, cnt: TEN_GRAMS });
}

/** Another herb of the class, in force on the day, whose line would be a finding of its own. */
function mateOf(field: Field, demand: Demand, day: number): Demand | undefined {
  return [...field.parts.demands.values()].find(
    (other) =>
      other !== demand &&
      other.unpayable === 'alone' &&
      inForce(other, day).some(({ fact }) => fact.kind === 'unpayable' && fact.when === 'alone'),
  );
}

/** A prescription of the herb, and of what else is told. */
function prescription(beside: 'nothing' | 'refunded' | 'another-prescription' | 'one-herb' | 'patent-drug'): Show {
  return (field, scenario, _, demands) => {
    const { plot, visit, day } = scenario;
    const rxno = plot.ledger.prescription();
    const line = bill(scenario, only(demands), rxno);
    if (beside === 'one-herb') companion(field, scenario, rxno);
    if (beside === 'refunded') plot.refund(visit, companion(field, scenario, rxno));
    if (beside === 'another-prescription') companion(field, scenario, plot.ledger.prescription());
    if (beside === 'patent-drug') plot.charge(visit, { item: only(field.parts.own.patent), day, rxno });
    return { lines: [line] };
  };
}

/** Two herbs of the class and nothing else: each line is a finding, the second is labelled here. */
const twoOfThem: Show = (field, scenario, point, demands) => {
  const mate = mateOf(field, only(demands), scenario.day);
  if (mate === undefined) return undefined;
  const rxno = scenario.plot.ledger.prescription();
  const line = bill(scenario, only(demands), rxno);
  const second = bill(scenario, mate, rxno);
  const what = { rule_code: point.class_code, case: 'two-of-them', visit: scenario.visit };
  scenario.plot.label('violation', { ...what, lines: [second], expected: second.inscp, points: [] });
  return { lines: [line] };
};

/** Two herbs of the class and an invented one. */
const twoAndAnother: Show = (field, scenario, _, demands) => {
  const mate = mateOf(field, only(demands), scenario.day);
  if (mate === undefined) return undefined;
  const rxno = scenario.plot.ledger.prescription();
  const lines = [bill(scenario, only(demands), rxno), bill(scenario, mate, rxno)];
  companion(field, scenario, rxno);
  return { lines };
};

export const aloneCases: Cases = {
  violation: [
    violates('single-herb', {}, prescription('nothing')),
    violates('two-of-them', {}, twoOfThem),
    violates('companion-refunded', {}, prescription('refunded')),
    violates('companion-on-another-prescription', {}, prescription('another-prescription')),
    violates('patent-drug-is-no-companion', {}, prescription('patent-drug')),
  ],
  'look-alike': [
    resembles('one-herb-beside', {}, prescription('one-herb')),
    resembles('two-and-another', {}, twoAndAnother),
    resembles('refunded', {}, (_, scenario, __, demands) => {
      const line = bill(scenario, only(demands), scenario.plot.ledger.prescription());
      scenario.plot.refund(scenario.visit, line);
      return { lines: [line] };
    }),
  ],
};
