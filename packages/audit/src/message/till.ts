/** The rules at the till: compiled once, but for those that name items, whose codes the message itself tells. */
import type { World } from '@shouhu/claims';
import { compareCodePoints } from '@shouhu/codes';
import { compileClosures, hasNames, withNamedItems } from '@shouhu/rules';
import type { Finding, Judgement, NamedItem, Ruleset } from '@shouhu/rules';

export interface Till {
  /** Judges one visit among a person's rows; `named` are the codes and names of the message. */
  judgeVisit(world: World, mdtrt_id: string, named: readonly NamedItem[]): Judgement;
}

/** @param known codes and names that the history holds */
export function compileTill(ruleset: Ruleset, known: Iterable<NamedItem> = []): Till {
  const names = ruleset.rules.map((rule) => hasNames({ ...ruleset, rules: [rule] }));
  const coded = compileClosures({ ...ruleset, rules: ruleset.rules.filter((_, at) => names[at] === false) });
  const byName = withNamedItems({ ...ruleset, rules: ruleset.rules.filter((_, at) => names[at] === true) }, known);
  if (byName.rules.length === 0) return coded;
  return {
    judgeVisit: (world, mdtrt_id, named) =>
      joined(
        coded.judgeVisit(world, mdtrt_id),
        compileClosures(withNamedItems(byName, named)).judgeVisit(world, mdtrt_id),
      ),
  };
}

/** Rules are judged apart from each other, so what they say only has to be put in order. */
function joined(left: Judgement, right: Judgement): Judgement {
  const byId = (a: Finding, b: Finding) => compareCodePoints(a.finding_id, b.finding_id);
  return {
    findings: [...left.findings, ...right.findings].toSorted(byId),
    undecided: [...left.undecided, ...right.undecided].toSorted(byId),
  };
}
