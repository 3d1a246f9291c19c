import type { PointBase, Predicate, Rule, RuleType, Verdict } from '@shouhu/rules';
import { ALWAYS } from '../validity.ts';
import type { Cells } from './cells.ts';
import { codeSetOf } from './codes.ts';
import { contentDigest } from './digest.ts';

/** A rule without its points: what local points are added to. */
export type RuleHead = Omit<Rule, 'points'>;

/** Codes that a bureau cannot mean as a name of its own. */
const RESERVED = /^(?:(?:GZ|ZB)\d+|LK2025-\d+|SH-.*)$/i;

const DEFAULT_MESSAGE = '本地规则“{rule_name}”：{service_date} 的 {item} 不符合规定';

interface Entry {
  readonly head: RuleHead;
  /** The first file that gave it points; null while it has only those it came with. */
  readonly file: string | null;
  /** A price class without points of its own may become a cap of the paid amount, which is counted like a limit. */
  readonly open: boolean;
  readonly known: boolean;
}

/** The rules that rows may name: the known ones by code or name, and those that the rows themselves bring. */
export class RuleNames {
  readonly #codes = new Map<string, string>();
  readonly #entries = new Map<string, Entry>();

  /** @param known every rule that is there before the local rows, with or without points */
  constructor(known: readonly Rule[]) {
    for (const { points, ...head } of known) {
      const open = head.rule_type === 'price' && points.length === 0;
      this.#codes.set(head.rule_code, head.rule_code);
      this.#codes.set(head.rule_name, head.rule_code);
      this.#entries.set(head.rule_code, { head, file: null, open, known: true });
    }
  }

  /** The known or already introduced rule of this name or code. */
  find(name: string): RuleHead | undefined {
    return this.#entries.get(this.#codes.get(name) ?? name)?.head;
  }

  /** The rule of a row of knowledge, of the type its file is for; a new name with a verdict introduces a rule. */
  resolve(cells: Cells, type: RuleType): RuleHead | undefined {
    const name = cells.required('rule');
    if (name === undefined) return undefined;
    const entry = this.#entries.get(this.#codes.get(name) ?? name);
    if (entry === undefined || !entry.known) return this.#introduce(cells, name, type, entry);
    const { file } = cells.row;
    const { head } = entry;
    const becomesCap = entry.open && entry.file === null && type === 'limit' && file === 'price.csv';
    if (head.rule_type !== type && !becomesCap) {
      return cells.refuse('rule', 'SH-K008', { rule: head.rule_name, type: head.rule_type, file });
    }
    const typed = { ...head, rule_type: type };
    this.#entries.set(head.rule_code, { ...entry, head: typed, file });
    return typed;
  }

  #introduce(cells: Cells, name: string, type: RuleType, earlier: Entry | undefined): RuleHead | undefined {
    const { file } = cells.row;
    if (RESERVED.test(name) || cells.text('verdict') === '') return cells.refuse('rule', 'SH-K007', { rule: name });
    const verdict = readVerdict(cells);
    if (verdict === undefined) return undefined;
    if (earlier !== undefined && earlier.head.rule_type !== type) {
      return cells.refuse('rule', 'SH-K029', { rule: name, file, other_file: earlier.file ?? '' });
    }
    const basis = [...(earlier?.head.basis ?? []), cells.text('basis')].filter((text) => text !== '');
    const head: RuleHead = {
      rule_code: name,
      rule_name: name,
      rule_type: type,
      rule_class: 'management',
      verdict: earlier?.head.verdict ?? verdict,
      stages: ['before', 'during', 'after'],
      scope: ALWAYS,
      basis: [...new Set(basis)],
      message: firstMessage(earlier?.head.message, cells.text('message')),
    };
    this.#entries.set(name, { head, file, open: false, known: false });
    return head;
  }
}

function firstMessage(earlier: string | undefined, now: string): string {
  if (earlier !== undefined && earlier !== DEFAULT_MESSAGE) return earlier;
  return now === '' ? DEFAULT_MESSAGE : now;
}

function readVerdict(cells: Cells): Verdict | undefined {
  return cells.choice('verdict', ['violation', 'suspicion']);
}

/** What every point of a row carries; undefined when a cell of it is wrong, or its rule is not known. */
export function readBase(cells: Cells, head: RuleHead | undefined): PointBase | undefined {
  const validity = cells.validity();
  const scope = readCareScope(cells);
  if (head === undefined || validity === undefined || scope === undefined) return undefined;
  const verdict = cells.text('verdict') === '' ? head.verdict : readVerdict(cells);
  if (verdict === undefined) return undefined;
  const own = verdict === head.verdict ? null : verdict;
  return { point_ids: [contentDigest(cells.row)], ...validity, scope, verdict: own, retroactive: false };
}

function readCareScope(cells: Cells): Predicate | undefined {
  const care_type = cells.choice('care_type', ['', 'outpatient', 'inpatient', 'pharmacy']);
  if (care_type === undefined) return undefined;
  return care_type === '' ? ALWAYS : { is: 'in', field: 'care_type', set: codeSetOf([care_type]) };
}
