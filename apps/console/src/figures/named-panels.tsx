/** Tables of the overview that name institutions and persons. */
import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { textOfDay, today } from '../format/day.ts';
import { useText } from '../language/language.tsx';
import { Money } from '../parts/money.tsx';
import { Panel } from '../parts/panel.tsx';
import { usePersonName } from '../parts/person.tsx';
import { Trouble, Waiting } from '../parts/states.tsx';
import { FigureTable } from './figure-table.tsx';
import { grouped } from './numbers.ts';
import { institutionsQuery, workloadQuery } from './queries.ts';
import type { Span } from './span.ts';
import { figuresText } from './text.ts';

interface Props {
  readonly span: Span;
}

/** Rows that find room beside a chart. */
const SHOWN = 10;

export function InstitutionPanel({ span }: Props) {
  const t = useText(figuresText);
  const league = useQuery(institutionsQuery(span));
  return (
    <Panel title={t.institutions} flush>
      {league.isPending ? <Waiting rows={6} /> : null}
      {league.isError ? <Trouble error={league.error} retry={() => void league.refetch()} /> : null}
      {league.data === undefined ? null : (
        <FigureTable
          caption={t.institutions}
          empty={t.nothing}
          columns={[t.institution, t.leads, t.fen, t.matters, t.decided]}
          rows={league.data
            .slice(0, SHOWN)
            .map(({ fixmedins_code, fixmedins_name, leads, expected_fen, matters, decided_fen }) => ({
              key: fixmedins_code,
              cells: [
                <Link
                  key="name"
                  to="/leads"
                  search={{ fixmedins_code, found_from: span.from, found_to: span.to, live: true }}
                >
                  {fixmedins_name}
                </Link>,
                grouped(leads),
                <Money key="expected" fen={expected_fen} />,
                <Link key="matters" to="/matters" search={{ fixmedins_code }}>
                  {grouped(matters)}
                </Link>,
                <Money key="decided" fen={decided_fen} />,
              ],
            }))}
        />
      )}
    </Panel>
  );
}

export function WorkloadPanel({ span }: Props) {
  const t = useText(figuresText);
  const person = usePersonName();
  const near = textOfDay(today() + 3);
  const work = useQuery(workloadQuery(span));
  return (
    <Panel title={t.workload} flush>
      {work.isPending ? <Waiting rows={4} /> : null}
      {work.isError ? <Trouble error={work.error} retry={() => void work.refetch()} /> : null}
      {work.data === undefined ? null : (
        <FigureTable
          caption={t.workload}
          empty={t.nothing}
          columns={[t.officer, t.open, t.overdue, t.near, t.deeds]}
          rows={work.data.map((row) => ({
            key: row.officer,
            cells: [
              row.name ?? person(row.officer),
              <Link key="open" to="/matters" search={{ officer: row.officer, open: true }}>
                {grouped(row.open)}
              </Link>,
              row.overdue + row.near === 0 ? (
                '0'
              ) : (
                <Link
                  key="overdue"
                  to="/matters"
                  search={{ officer: row.officer, duty_until: near }}
                  className={row.overdue > 0 ? 'red strong' : ''}
                >
                  {grouped(row.overdue)}
                </Link>
              ),
              grouped(row.near),
              grouped(row.deeds),
            ],
          }))}
        />
      )}
    </Panel>
  );
}
