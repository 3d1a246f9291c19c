/** Tables of the overview that name nobody. */
import { Link } from '@tanstack/react-router';
import { textOfDay, today } from '../format/day.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { decisionNames, measureNames, nameOf, procedureName } from '../language/law.ts';
import { Money } from '../parts/money.tsx';
import { Panel } from '../parts/panel.tsx';
import { useMay } from '../session/me.tsx';
import type { Totals } from './answers.ts';
import { FigureTable } from './figure-table.tsx';
import { grouped } from './numbers.ts';
import { figuresText } from './text.ts';

interface Props {
  readonly totals: Totals;
}

/** Limits that bind the authority: which run out, and how they were kept. */
export function ClockPanel({ totals: { pressing, limits } }: Props) {
  const t = useText(figuresText);
  const { say } = useLanguage();
  const may = useMay();
  const near = textOfDay(today() + 3);
  const rows = limits
    .map(({ procedure, clock, kept, late }) => {
      const now = pressing.by_clock.find((each) => each.procedure === procedure && each.clock === clock);
      return { procedure, clock, kept, late, overdue: now?.overdue ?? 0, near: now?.near ?? 0 };
    })
    .filter((row) => row.kept + row.late + row.overdue + row.near > 0)
    .toSorted((a, b) => b.overdue - a.overdue || b.near - a.near || b.late - a.late);
  return (
    <Panel title={t.pressing} flush>
      <FigureTable
        caption={t.pressing}
        empty={t.nothing}
        columns={[t.clock, t.overdue, t.near, t.kept, t.late]}
        rows={rows.map(({ procedure, clock, ...row }) => {
          const name = (
            <>
              {say(nameOf('clocks', procedure, clock))} <span className="faint">{say(procedureName(procedure))}</span>
            </>
          );
          return {
            key: `${procedure} ${clock}`,
            cells: [
              may('case.read') && row.overdue + row.near > 0 ? (
                <Link key="name" to="/matters" search={{ procedure, clock, duty_until: near }}>
                  {name}
                </Link>
              ) : (
                name
              ),
              <span key="overdue" className={row.overdue > 0 ? 'red strong' : ''}>
                {grouped(row.overdue)}
              </span>,
              grouped(row.near),
              grouped(row.kept),
              grouped(row.late),
            ],
          };
        })}
      />
    </Panel>
  );
}

/** What was decided and ordered. */
export function DecisionPanel({ totals: { decisions, measures, from, to } }: Props) {
  const t = useText(figuresText);
  const { say } = useLanguage();
  const may = useMay();
  const linked = (procedure: string, action: string, name: string) =>
    may('case.read') ? (
      <Link key="name" to="/matters" search={{ procedure, action, acted_from: from, acted_to: to }}>
        {name}
      </Link>
    ) : (
      name
    );
  const nameIn = (names: Readonly<Record<string, Parameters<typeof say>[0]>>, key: string): string =>
    say(names[key] ?? { zh: key, en: key });
  return (
    <Panel title={t.decisions} flush>
      <FigureTable
        caption={t.decisions}
        empty={t.nothing}
        columns={[t.decision, t.cases, t.fine, t.refund]}
        rows={[
          ...decisions.map(({ decision, cases, fine_fen, refund_fen }) => ({
            key: decision,
            cells: [
              decision === 'summary-penalty'
                ? linked(decision, 'decide', say(procedureName(decision)))
                : linked('penalty', 'decide', nameIn(decisionNames, decision)),
              grouped(cases),
              <Money key="fine" fen={fine_fen} />,
              <Money key="refund" fen={refund_fen} />,
            ],
          })),
          ...measures.map(({ measure, matters }) => ({
            key: measure,
            cells: [linked('measure', 'deliver', nameIn(measureNames, measure)), grouped(matters), '—', '—'],
          })),
        ]}
      />
    </Panel>
  );
}

/** What is owed, came in, and is open, out of the ledger. */
export function DebtPanel({ totals: { money } }: Props) {
  const t = useText(figuresText);
  const debts = ['refund', 'penalty', 'fine', 'surcharge'] as const;
  return (
    <Panel title={t.debts} flush>
      <FigureTable
        caption={t.debts}
        empty={t.nothing}
        columns={[t.debt, t.owed, t.paid, t.deducted, t.outstanding]}
        rows={debts.map((debt) => {
          const { owed_fen, paid_fen, deducted_fen, outstanding_fen } = money.debts[debt];
          return {
            key: debt,
            cells: [
              t.debtNames[debt],
              <Money key="owed" fen={owed_fen} />,
              <Money key="paid" fen={paid_fen} />,
              <Money key="deducted" fen={deducted_fen} />,
              <Money key="open" fen={outstanding_fen} strong={outstanding_fen > 0} />,
            ],
          };
        })}
      />
    </Panel>
  );
}
