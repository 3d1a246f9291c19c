/** A disagreement made small enough to read, and the answers that show it. */
import { compileClosures, judgeByReference } from '@shouhu/rules';
import { renamed, type Answer, type Case, type Disagreement, type Evaluator } from './case.ts';
import { attempt, differences, isSame } from './compare.ts';
import { shrink } from './shrink.ts';
import type { SqlJudge } from './sql-judge.ts';

/** Shrinks a case on which an evaluator and the reference differ. */
export async function minimal(one: Case, evaluator: Evaluator, sql: SqlJudge | null): Promise<Disagreement> {
  const small = await shrink(one, async (variants) => {
    const apart = variants.map((variant, at) => renamed(variant, `x${at}.`));
    const answers = await answersOf(apart, evaluator, sql);
    return apart.map((variant, at) => !isAgreed(expectedOf(variant), answers[at]));
  });
  const [answer] = await answersOf([small], evaluator, sql);
  return { evaluator, case: small, differences: differences(expectedOf(small), answer ?? { error: 'no answer' }) };
}

/** What the reference says of a case, or how it breaks down. */
export function expectedOf({ ruleset, world }: Case): Answer {
  return attempt(() => judgeByReference(ruleset, world));
}

/** What an evaluator says of some cases. */
export async function answersOf(
  cases: readonly Case[],
  evaluator: Evaluator,
  sql: SqlJudge | null,
): Promise<readonly Answer[]> {
  if (evaluator === 'sql' && sql !== null) return sql.judge(cases);
  if (evaluator === 'closures') {
    return cases.map(({ ruleset, world }) => attempt(() => compileClosures(ruleset).judge(world)));
  }
  return cases.map(expectedOf);
}

/** A breakdown of the reference agrees with nothing, not even itself. */
function isAgreed(expected: Answer, actual: Answer | undefined): boolean {
  return actual !== undefined && !('error' in expected) && isSame(expected, actual);
}
