/** The five figures a head looks at first, each leading to the list behind it. */
import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import { textOfDay, today } from '../format/day.ts';
import { yuan } from '../format/money.ts';
import { useText } from '../language/language.tsx';
import { useMay } from '../session/me.tsx';
import type { Totals } from './answers.ts';
import { grouped, share } from './numbers.ts';
import { figuresText } from './text.ts';

export function BigFigures({ totals }: { readonly totals: Totals }) {
  const t = useText(figuresText).big;
  const may = useMay();
  const { leads, money, matters, pressing, reviews, from, to } = totals;
  const expected = leads.by_state.reduce((sum, { expected_fen }) => sum + expected_fen, 0);
  const found = leads.by_state.reduce((sum, each) => sum + each.leads, 0);
  // Assessments have a list of their own, as in the list behind the figure.
  const open = matters.filter(({ ended, procedure }) => !ended && procedure !== 'assessment');
  const count = (of: Totals['matters']): number => of.reduce((sum, each) => sum + each.matters, 0);
  const cases = count(open.filter(({ procedure }) => procedure === 'penalty'));
  const { paid_fen, deducted_fen } = money.debts.refund;
  const [seesLeads, seesMatters] = [may('lead.read'), may('case.read')];
  const near = textOfDay(today() + 3);
  // What is overdue is in the list behind the figure too.
  const pressed = pressing.near + pressing.overdue;
  return (
    <ul className="big-figures">
      <Big name={t.expected} value={yuan(expected)} note={t.expectedNote(grouped(found))}>
        {seesLeads ? (
          <Link to="/leads" search={{ found_from: from, found_to: to, live: true }}>
            {yuan(expected)}
          </Link>
        ) : null}
      </Big>
      <Big
        name={t.recovered}
        value={yuan(money.recovered_fen)}
        note={t.recoveredNote(yuan(paid_fen), yuan(deducted_fen))}
      >
        {seesMatters ? (
          <Link to="/matters" search={{ action: 'pay,deduct,receiveRefund', acted_from: from, acted_to: to }}>
            {yuan(money.recovered_fen)}
          </Link>
        ) : null}
      </Big>
      <Big
        name={t.running}
        value={grouped(count(open))}
        note={t.runningNote(grouped(cases), grouped(count(open) - cases))}
      >
        {seesMatters ? (
          <Link to="/matters" search={{ open: true }}>
            {grouped(count(open))}
          </Link>
        ) : null}
      </Big>
      <Big
        name={t.near}
        value={grouped(pressed)}
        note={t.nearNote(grouped(pressing.overdue))}
        tone={pressing.overdue > 0 ? 'red' : pressing.near > 0 ? 'amber' : 'plain'}
      >
        {seesMatters ? (
          <Link to="/matters" search={{ duty_until: near }}>
            {grouped(pressed)}
          </Link>
        ) : null}
      </Big>
      <Big
        name={t.upheld}
        value={share(reviews.upheld, reviews.upheld + reviews.dropped)}
        note={t.upheldNote(grouped(reviews.upheld), grouped(reviews.dropped))}
      >
        {seesMatters ? (
          <Link to="/matters" search={{ procedure: 'review', action: 'uphold', acted_from: from, acted_to: to }}>
            {share(reviews.upheld, reviews.upheld + reviews.dropped)}
          </Link>
        ) : null}
      </Big>
    </ul>
  );
}

interface BigProps {
  readonly name: string;
  readonly value: string;
  readonly note: string;
  readonly tone?: 'plain' | 'amber' | 'red';
  /** The value as a link, for those who may see the list. */
  readonly children: ReactNode;
}

function Big({ name, value, note, tone = 'plain', children }: BigProps) {
  return (
    <li className={`big big-${tone}`}>
      <span className="big-name">{name}</span>
      <span className="big-value figures">{children ?? value}</span>
      <span className="big-note figures">{note}</span>
    </li>
  );
}
