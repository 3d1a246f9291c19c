/** The rules at the till: compiled once, but for those that name items, whose codes the message itself tells. */
import type { World } from '@shouhu/claims';
import { compareCodePoints } from '@shouhu/codes';
import { exemptionOf } from '@shouhu/rulebook';
import type { Exemption } from '@shouhu/rulebook';
import { compileClosures, hasNames, nameTest, withNamedItems } from '@shouhu/rules';
import type { Closures, Finding, Judgement, NamedItem, Ruleset } from '@shouhu/rules';

export interface Till {
  /** Judges one visit among a person's rows; `named` are the codes and names of the message. */
  judgeVisit(world: World, mdtrt_id: string, named: readonly NamedItem[]): Judgement;
}

/**
 * @param known codes and names that the history holds
 * @param exemptions what they cover is no reminder
 */
export function compileTill(
  ruleset: Ruleset,
  known: Iterable<NamedItem> = [],
  exemptions: readonly Exemption[] = [],
): Till {
  const names = ruleset.rules.map((rule) => hasNames({ ...ruleset, rules: [rule] }));
  const coded = compileClosures({ ...ruleset, rules: ruleset.rules.filter((_, at) => names[at] === false) });
  const byName = withNamedItems({ ...ruleset, rules: ruleset.rules.filter((_, at) => names[at] === true) }, known);
  const isNamed = nameTest(byName);
  const nothingNamed = compileClosures(byName);
  // Most messages name nothing that a rule names.
  const namedBy = (named: readonly NamedItem[]): Closures => {
    const given = new Set(named.map(({ name }) => name));
    return given.values().some(isNamed) ? compileClosures(withNamedItems(byName, named)) : nothingNamed;
  };
  const judge: Till['judgeVisit'] = (world, mdtrt_id, named) => {
    const judged = coded.judgeVisit(world, mdtrt_id);
    if (byName.rules.length === 0) return judged;
    return joined(judged, namedBy(named).judgeVisit(world, mdtrt_id));
  };
  if (exemptions.length === 0) return { judgeVisit: judge };
  return {
    judgeVisit: (world, mdtrt_id, named) => {
      const { findings, undecided } = judge(world, mdtrt_id, named);
      return { findings: findings.filter((finding) => !isExempt(finding, world, exemptions)), undecided };
    },
  };
}

function isExempt(finding: Finding, { lines }: World, exemptions: readonly Exemption[]): boolean {
  const ids = new Set(finding.line_ids);
  const visits = new Set(finding.mdtrt_ids);
  const charged = lines.filter(({ line_id, mdtrt_id }) => ids.has(line_id) && visits.has(mdtrt_id));
  const codes = { items: charged.map(({ item }) => item), doctors: charged.map(({ dr }) => dr) };
  return exemptionOf(finding, codes, exemptions) !== undefined;
}

/** Rules are judged apart from each other, so what they say only has to be put in order. */
function joined(left: Judgement, right: Judgement): Judgement {
  const byId = (a: Finding, b: Finding) => compareCodePoints(a.finding_id, b.finding_id);
  return {
    findings: [...left.findings, ...right.findings].toSorted(byId),
    undecided: [...left.undecided, ...right.undecided].toSorted(byId),
  };
}
