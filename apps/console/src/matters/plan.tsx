import type { MatterView } from '../api/answers.ts';
import { daysLeft } from '../format/day.ts';
import { useLanguage } from '../language/language.tsx';
import { DueMark, Mark } from '../parts/marks.tsx';
import { Money } from '../parts/money.tsx';
import { Panel } from '../parts/panel.tsx';

/** A deferred day, or a plan of instalments: what is paid, what comes next, what was missed. */
export function Plan({ plan }: Pick<MatterView, 'plan'>) {
  const { text } = useLanguage();
  const t = text.matter;
  if (plan.length === 0) return null;
  const missed = plan.filter(({ due, fen, paid_fen }) => paid_fen < fen && (daysLeft(due) ?? 0) < 0).length;
  return (
    <Panel title={t.plan} {...(missed === 0 ? {} : { beside: <Mark tone="red">{t.missed(missed)}</Mark> })} flush>
      <ol className="rows plan">
        {plan.map(({ on, due, fen, paid_fen }) => (
          <li key={on}>
            <span className="figures">{due}</span>
            <Money fen={fen} />
            {paid_fen === fen ? <Mark tone="green">{t.paidWhole}</Mark> : <DueMark due={due} duty />}
            {paid_fen > 0 && paid_fen < fen ? (
              <span className="faint">
                {t.paidPart} <Money fen={paid_fen} />
              </span>
            ) : null}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
