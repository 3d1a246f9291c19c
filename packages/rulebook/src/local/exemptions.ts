import type { CodeSet } from '@shouhu/rules';
import { exemptKinds } from '../knowledge.ts';
import type { Exemption, Tunable } from '../knowledge.ts';
import { Cells } from './cells.ts';
import { contentDigest } from './digest.ts';
import type { Problems } from './problems.ts';
import type { Row } from './rows.ts';
import type { RuleNames } from './rules.ts';
import { tunableOf } from './settings.ts';

/** Reads exempt.csv; an empty rule exempts from all of them. */
export function readExemptions(
  rows: readonly Row[],
  names: RuleNames,
  tunables: readonly Tunable[],
  problems: Problems,
): Exemption[] {
  return rows.flatMap((row) => readExemption(new Cells(row, problems), names, tunables) ?? []);
}

function readExemption(cells: Cells, names: RuleNames, tunables: readonly Tunable[]): Exemption | undefined {
  const rule = cells.text('rule');
  const rule_code = rule === '' ? null : (names.find(rule)?.rule_code ?? tunableOf(tunables, rule)?.code);
  const subject_kind = cells.choice('subject_kind', exemptKinds);
  const subject = subject_kind === 'item' ? cells.codes('code', ['item'], false)?.set : readOne(cells);
  const validity = cells.validity();
  const reason = cells.required('reason');
  if (rule_code === undefined) return cells.refuse('rule', 'SH-K007', { rule });
  if (subject_kind === undefined || subject === undefined || validity === undefined || reason === undefined) {
    return undefined;
  }
  const basis = cells.text('basis');
  return { exemption_id: contentDigest(cells.row), rule_code, subject_kind, subject, ...validity, reason, basis };
}

/** Ids of people, institutions and visits have no common shape and no prefixes. */
function readOne(cells: Cells): CodeSet | undefined {
  const code = cells.required('code');
  return code === undefined ? undefined : { codes: [code], prefixes: [] };
}
