/** Rules that would take the absence of a whole table for a fault are not run over a lake without it. */
import { absentFields, type Lake } from '@shouhu/lake';
import { tablesNeeded } from '@shouhu/rulebook';
import type { Rule } from '@shouhu/rules';

export interface Unfed {
  readonly rule_code: string;
  readonly rule_name: string;
  readonly absent: readonly string[];
}

export function withoutUnfed(all: readonly Rule[], lake: Lake): { rules: Rule[]; unfed: Unfed[] } {
  const missing: ReadonlySet<string> = new Set(absentFields(lake).tables);
  const lacking = (rule: Rule) => (tablesNeeded.get(rule.rule_code) ?? []).filter((name) => missing.has(name));
  return {
    rules: all.filter((rule) => lacking(rule).length === 0),
    unfed: all.flatMap((rule) => {
      const absent = lacking(rule);
      return absent.length === 0 ? [] : [{ rule_code: rule.rule_code, rule_name: rule.rule_name, absent }];
    }),
  };
}
