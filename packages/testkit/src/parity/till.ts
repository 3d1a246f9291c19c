/** The till judges one visit with the rest as history: all visits together must say what the whole world says. */
import type { Closures, Finding, Judgement } from '@shouhu/rules';
import type { Case } from './case.ts';

/** Whether every visit by itself says what the world says, and nothing is said by none. */
export function agreesByVisit(closures: Closures, { world }: Case): boolean {
  const whole = byId(closures.judge(world));
  const said = new Set<string>();
  for (const mdtrt_id of new Set([...world.lines, ...world.visits].map((row) => row.mdtrt_id))) {
    for (const [id, entry] of byId(closures.judgeVisit(world, mdtrt_id))) {
      const expected = whole.get(id);
      if (expected === undefined || !isPartOf(entry, expected)) return false;
      said.add(id);
    }
  }
  return said.size === whole.size;
}

function byId({ findings, undecided }: Judgement): Map<string, Finding> {
  return new Map([...findings, ...undecided].map((entry) => [entry.finding_id, entry]));
}

/** The same, or of several points on one anchor those that concern the visit. */
function isPartOf(entry: Finding, whole: Finding): boolean {
  return entry.knowledge.length < whole.knowledge.length || JSON.stringify(entry) === JSON.stringify(whole);
}
