/** Small marks beside a name, in colours that can be read. */
import type { ReactNode } from 'react';
import type { LeadStanding, LeadState } from '../api/answers.ts';
import { daysLeft, nearnessOf } from '../format/day.ts';
import { useLanguage } from '../language/language.tsx';

export type Tone = 'quiet' | 'blue' | 'green' | 'amber' | 'red';

/** A word on a coloured ground. */
export function Mark({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return <span className={`mark mark-${tone}`}>{children}</span>;
}

const STATES: Readonly<Record<LeadState, Tone>> = {
  new: 'blue',
  assigned: 'green',
  'in-review': 'amber',
  'in-case': 'amber',
  closed: 'quiet',
  dropped: 'quiet',
};

/** What is being done about a lead. */
export function LeadStateMark({ state }: { readonly state: LeadState }) {
  const { text } = useLanguage();
  return <Mark tone={STATES[state]}>{text.leads.states[state]}</Mark>;
}

/** Whether the last run still says the same of a lead; nothing where it does. */
export function StandingMark({ standing }: { readonly standing: LeadStanding }) {
  const { text } = useLanguage();
  if (standing === 'current') return null;
  return <Mark tone={standing === 'changed' ? 'amber' : 'quiet'}>{text.leads.standings[standing]}</Mark>;
}

/** Violation or suspicion. */
export function VerdictMark({ verdict }: { readonly verdict: string }) {
  const { text } = useLanguage();
  return verdict === 'violation' ? (
    <Mark tone="red">{text.leads.verdicts.violation}</Mark>
  ) : (
    <Mark tone="quiet">{text.leads.verdicts.suspicion}</Mark>
  );
}

const NEARNESS = { over: 'red', now: 'amber', soon: 'blue', later: 'quiet' } as const;

interface DueProps {
  readonly due: string;
  /** Whether somebody must act by that day; otherwise a right lapses on it, which is nobody's delay. */
  readonly duty: boolean;
}

/** How many days are left until a day, coloured by how near it is. */
export function DueMark({ due, duty }: DueProps) {
  const { text } = useLanguage();
  const left = daysLeft(due);
  if (left === undefined) return null;
  if (left < 0 && !duty) return <Mark tone="blue">{text.due.lapsed}</Mark>;
  const words = left < 0 ? text.due.over(-left) : left === 0 ? text.due.today : text.due.left(left);
  return <Mark tone={NEARNESS[nearnessOf(left)]}>{words}</Mark>;
}
