/** The till judges one visit with the rest as history: all visits together must say what the whole world says. */
import type { Closures, Finding, Judgement, Rule } from '@shouhu/rules';
import type { Case } from './case.ts';

/** Whether every visit by itself says what the world says, and nothing is said by none. */
export function agreesByVisit(closures: Closures, { ruleset, world }: Case): boolean {
  const merging = new Set(ruleset.rules.filter(mergesPoints).map((rule) => rule.rule_code));
  const whole = byId(closures.judge(world));
  const said = new Set<string>();
  for (const mdtrt_id of new Set([...world.lines, ...world.visits].map((row) => row.mdtrt_id))) {
    for (const [id, entry] of byId(closures.judgeVisit(world, mdtrt_id))) {
      const expected = whole.get(id);
      if (expected === undefined) return false;
      if (!merging.has(entry.rule_code) && JSON.stringify(entry) !== JSON.stringify(expected)) return false;
      said.add(id);
    }
  }
  return said.size === whole.size;
}

function byId({ findings, undecided }: Judgement): Map<string, Finding> {
  return new Map([...findings, ...undecided].map((entry) => [entry.finding_id, entry]));
}

/** Of several limits on one group a visit may concern some only: then its finding names those, the world's all. */
function mergesPoints({ rule_type, points }: Rule): boolean {
  return rule_type === 'limit' && points.length > 1;
}
