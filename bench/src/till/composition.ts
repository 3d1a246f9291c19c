/** Composes what is judged so that findings are as frequent as in the county, about one in a thousand lines. */
import type { Closures } from '@shouhu/rules';
import { LINES_OF_AN_ENCOUNTER, type Encounter } from './encounters.ts';

const ENCOUNTERS_PER_FINDING = 1000 / LINES_OF_AN_ENCOUNTER;

export interface Mix {
  readonly encounters: readonly Encounter[];
  readonly findings: number;
  readonly undecided: number;
}

/** Up to `wanted` distinct encounters, those with findings spread evenly among the clean ones. */
export function compose(rules: Closures, candidates: readonly Encounter[], wanted: number): Mix {
  const found = candidates.map((encounter) => {
    const { findings, undecided } = rules.judgeVisit(encounter.world, encounter.mdtrt_id);
    return { encounter, findings: findings.length, undecided: undecided.length };
  });
  const clean = found.filter(({ findings }) => findings === 0).slice(0, wanted);
  const faulty = found.filter(({ findings }) => findings > 0);
  const encounters: Encounter[] = [];
  let findings = 0;
  for (const { encounter } of clean) {
    encounters.push(encounter);
    const next = faulty[0];
    if (next === undefined || encounters.length < (findings + next.findings) * ENCOUNTERS_PER_FINDING) continue;
    encounters.push(next.encounter);
    findings += next.findings;
    faulty.shift();
  }
  return { encounters, findings, undecided: clean.reduce((sum, { undecided }) => sum + undecided, 0) };
}
