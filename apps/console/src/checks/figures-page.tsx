/** How each institution fares with the check: what it asks, what it is reminded of, and whether it ever answers. */
import { getRouteApi, Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useText } from '../language/language.tsx';
import { PeriodFilter } from '../parts/day-filter.tsx';
import { changed, ChoiceFilter } from '../parts/filters.tsx';
import { Listed } from '../parts/listed.tsx';
import { Mark } from '../parts/marks.tsx';
import { SaveTable } from '../parts/save-table.tsx';
import { NoRight } from '../parts/states.tsx';
import { TillTable } from '../parts/till-table.tsx';
import { useMay } from '../session/me.tsx';
import type { CheckFigures } from './answers.ts';
import { CheckHead } from './head.tsx';
import { figuresQuery } from './queries.ts';
import type { FiguresFilter } from './queries.ts';
import { checkFiguresText } from './figures-text.ts';
import { checkText } from './text.ts';
import './checks.css';

const route = getRouteApi('/checks/institutions');

export function CheckFiguresPage() {
  return useMay()('check.read') ? <Figures /> : <NoRight />;
}

const neverAnswers = ({ reminders, answered }: CheckFigures): boolean => reminders > 0 && answered === 0;
const unanswered = ({ reminders, answered }: CheckFigures): number => reminders - answered;

function Figures() {
  const t = useText(checkText);
  const f = useText(checkFiguresText);
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const set = (name: keyof FiguresFilter) => (value: string | undefined) =>
    void navigate({ search: changed(filter, name, value), replace: true });
  const found = useQuery(figuresQuery(filter));
  // Those that leave most without an answer first.
  const rows = (found.data ?? [])
    .filter((row) => filter.only !== 'silent' || neverAnswers(row))
    .toSorted((a, b) => unanswered(b) - unanswered(a));
  const columns = [f.checked, f.remindedCount, f.notCheckedCount, f.reminderCount, f.answeredCount, f.acceptedCount];
  return (
    <div className="page">
      <CheckHead
        acts={
          <SaveTable
            name={`${t.title} ${filter.from} ${filter.to}`}
            columns={[t.institution, t.institution, ...columns]}
            rows={rows.map((row) => [row.fixmedins_code, row.fixmedins_name, ...countsOf(row)])}
          />
        }
      />
      <div className="filters" role="search">
        <PeriodFilter from={filter.from} to={filter.to} onChange={set} />
        <ChoiceFilter
          label={f.only}
          any={f.everyone}
          value={filter.only}
          options={[{ value: 'silent', label: f.onlySilent }]}
          onChange={set('only')}
          wide
        />
      </div>
      <Listed query={found} count={rows.length} empty={{ title: f.emptyFigures, hint: f.emptyFiguresHint }}>
        <Sums rows={rows} />
        <TillTable columns={[t.institution, ...[...columns, f.answerShare, f.acceptShare].map((right) => ({ right }))]}>
          {rows.map((row) => (
            <Row key={row.fixmedins_code} row={row} columns={columns} to={filter.to} />
          ))}
        </TillTable>
      </Listed>
    </div>
  );
}

const countsOf = (row: CheckFigures): readonly number[] => [
  row.checked,
  row.reminded,
  row.not_checked,
  row.reminders,
  row.answered,
  row.accepted,
];

function Sums({ rows }: { readonly rows: readonly CheckFigures[] }) {
  const f = useText(checkFiguresText);
  const sum = (name: 'checked' | 'reminded' | 'not_checked' | 'reminders' | 'answered' | 'accepted'): number =>
    rows.reduce((total, row) => total + row[name], 0);
  const large = [
    [f.checked, sum('checked').toLocaleString('en')],
    [f.remindedCount, sum('reminded').toLocaleString('en')],
    [f.notCheckedCount, sum('not_checked').toLocaleString('en')],
    [f.answerShare, f.share(sum('answered'), sum('reminders'))],
    [f.acceptShare, f.share(sum('accepted'), sum('reminders'))],
    [f.never, rows.filter(neverAnswers).length.toLocaleString('en')],
  ] as const;
  return (
    <div className="padded">
      <dl className="till-sums">
        {large.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="figures">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="hint">{f.figuresHint}</p>
    </div>
  );
}

interface RowProps {
  readonly row: CheckFigures;
  readonly columns: readonly string[];
  readonly to: string;
}

function Row({ row, columns, to }: RowProps) {
  const f = useText(checkFiguresText);
  const { fixmedins_code, fixmedins_name, reminders, answered, accepted } = row;
  return (
    <tr>
      <td className="till-name">
        <span className="till-links">
          <Link to="/checks" search={{ fixmedins_code, day: to }}>
            {fixmedins_name}
          </Link>
          <span className="code">{fixmedins_code}</span>
          {neverAnswers(row) ? <Mark tone="red">{f.never}</Mark> : null}
        </span>
      </td>
      {countsOf(row).map((count, at) => (
        <td key={columns[at]} className="right figures" data-label={columns[at]}>
          {count.toLocaleString('en')}
        </td>
      ))}
      <td className="right figures" data-label={f.answerShare}>
        {f.share(answered, reminders)}
      </td>
      <td className="right figures" data-label={f.acceptShare}>
        {f.share(accepted, reminders)}
      </td>
    </tr>
  );
}
