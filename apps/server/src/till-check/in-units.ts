/** Evidence of a finding with what was measured in words: the rule that found it knows in which unit it counts. */
import { fen, formatPrice, formatQuantity, formatYuan, price, quantity } from '@shouhu/codes';
import type { Evidence, Finding, Point, Ruleset } from '@shouhu/rules';

/** The keys that hold a measure. */
const MEASURED = ['max', 'total'] as const;

export function inUnits({ evidence, rule_code, knowledge }: Finding, { rules }: Ruleset): Evidence {
  const points = rules.find((rule) => rule.rule_code === rule_code)?.points ?? [];
  const point = points.find(({ point_ids }) => point_ids.some((id) => knowledge.includes(id)));
  if (point === undefined) return evidence;
  const changed = MEASURED.flatMap((key): [string, string][] => {
    const value = evidence[key];
    return typeof value === 'number' ? [[key, textOf(point, value)]] : [];
  });
  return { ...evidence, ...Object.fromEntries(changed) };
}

function textOf(point: Point, value: number): string {
  if (point.type === 'price') return formatPrice(price(value));
  if (point.type !== 'limit') return String(value);
  if (point.measure === 'cnt' || point.measure === 'days') return formatQuantity(quantity(value));
  return point.measure === 'amount' || point.measure === 'paid' ? formatYuan(fen(value)) : String(value);
}
