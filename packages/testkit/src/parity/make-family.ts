/** A ruleset with the worlds aimed at it; (seed, number) says all of it. */
import type { Case, Family } from './case.ts';
import { Dice } from './dice.ts';
import { makeCrowd } from './make-crowd.ts';
import { makeRuleset } from './make-ruleset.ts';
import { makeWorld } from './make-world.ts';
import { targetsOf } from './targets.ts';
import { baseDay } from './vocabulary.ts';

export function makeFamily(seed: number, number: number, worlds: number): Family {
  const dice = new Dice(seed, number);
  const prefix = `r${number}.`;
  const base = baseDay(dice);
  const ruleset = makeRuleset({ dice, prefix, base });
  const targets = targetsOf(ruleset);
  const cases = Array.from({ length: worlds }, (_, at): Case => {
    const own = `${prefix}${at}.`;
    const setting = { dice: new Dice(seed, number, at), prefix: own, codePrefix: prefix, base, targets };
    return { prefix: own, ruleset, world: makeCrowd(setting, makeWorld(setting), ruleset) };
  });
  return { prefix, ruleset, cases };
}
