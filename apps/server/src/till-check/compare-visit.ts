/** One settled visit judged afterwards beside what the till said of it: each difference with exactly one cause. */
import type { Till } from '@shouhu/audit';
import { compareCodePoints } from '@shouhu/codes';
import type { Judgement, NamedItem } from '@shouhu/rules';
import { ROW_CAUSES } from './causes.ts';
import type { Cause } from './causes.ts';
import { changesBetween } from './changes.ts';
import type { Before } from './changes.ts';
import type { History } from './history.ts';

export interface Difference {
  readonly jr_id: string;
  readonly rule_code: string;
  readonly rule_name: string;
  readonly change: 'appeared' | 'vanished' | 'changed';
  readonly cause: Cause;
  readonly till_fen: number | null;
  readonly day_fen: number | null;
}

/** What the till decided, and by what. */
export interface Decided extends Before {
  readonly judgement: Judgement;
  /** Codes and names of the message. */
  readonly named: readonly NamedItem[];
}

/** Judges the visit as it was settled, by the rules of now. */
export function compareVisit(till: Till, decided: Decided, after: History): Difference[] {
  const { settled, upTo } = changesBetween(decided, after);
  const { mdtrt_id, named, world } = decided;
  const now = saidOf(till.judgeVisit(settled, mdtrt_id, named));
  const then = saidOf(decided.judgement);
  const differing = idsOf(then, now).filter((id) => textOf(then.get(id)) !== textOf(now.get(id)));
  if (differing.length === 0) return [];
  const steps: { readonly cause: Cause; readonly said: ReadonlyMap<string, Said> }[] = [
    { cause: 'knowledge', said: saidOf(till.judgeVisit(world, mdtrt_id, named)) },
    ...ROW_CAUSES.map((cause) => ({ cause, said: saidOf(till.judgeVisit(upTo(cause), mdtrt_id, named)) })),
  ];
  return differing.flatMap((id) => {
    let [text, cause]: [string, Cause] = [textOf(then.get(id)), 'unexplained'];
    for (const step of steps) {
      const next = textOf(step.said.get(id));
      if (next !== text) [text, cause] = [next, step.cause];
    }
    return differenceOf(id, then.get(id), now.get(id), text === textOf(now.get(id)) ? cause : 'unexplained');
  });
}

/** A visit that nobody asked about: what is found has one cause. */
export function neverChecked(till: Till, mdtrt_id: string, after: History): Difference[] {
  const now = saidOf(till.judgeVisit(after.world, mdtrt_id, []));
  return idsOf(now).flatMap((id) => differenceOf(id, undefined, now.get(id), 'never-checked'));
}

/** What is said under one id. */
interface Said {
  readonly rule_code: string;
  readonly rule_name: string;
  readonly state: string;
  readonly fen: number | null;
}

function saidOf({ findings, undecided }: Judgement): ReadonlyMap<string, Said> {
  const said = new Map<string, Said>();
  for (const { finding_id, rule_code, rule_name } of undecided)
    said.set(finding_id, { rule_code, rule_name, state: UNDECIDED, fen: null });
  for (const { finding_id, rule_code, rule_name, verdict, amount_fen } of findings)
    said.set(finding_id, { rule_code, rule_name, state: verdict, fen: amount_fen });
  return said;
}

const UNDECIDED = 'undecided';
const textOf = (said: Said | undefined): string => (said === undefined ? '' : `${said.state} ${said.fen ?? '-'}`);
const isFound = (said: Said | undefined): said is Said => said !== undefined && said.state !== UNDECIDED;

function idsOf(...all: readonly ReadonlyMap<string, Said>[]): string[] {
  return [...new Set(all.flatMap((said) => [...said.keys()]))].toSorted(compareCodePoints);
}

/** What could not be decided is a difference only where the other side found something. */
function differenceOf(jr_id: string, then: Said | undefined, now: Said | undefined, cause: Cause): Difference[] {
  const { rule_code = '', rule_name = '' } = now ?? then ?? {};
  const [was, is] = [isFound(then), isFound(now)];
  if (!was && !is) return [];
  const change = was ? (is ? 'changed' : 'vanished') : 'appeared';
  return [
    {
      jr_id,
      rule_code,
      rule_name,
      change,
      cause,
      till_fen: was ? (then?.fen ?? null) : null,
      day_fen: is ? (now?.fen ?? null) : null,
    },
  ];
}
