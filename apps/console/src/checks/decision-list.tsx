/** Decisions of the real-time check, of a day or of a visit. */
import { getRouteApi, Link } from '@tanstack/react-router';
import { useInfiniteQuery } from '@tanstack/react-query';
import { textOfSecond } from '../format/instant.ts';
import { useText } from '../language/language.tsx';
import { DayFilter } from '../parts/day-filter.tsx';
import { ExportFile } from '../parts/export-file.tsx';
import { changed, ChoiceFilter, TextFilter } from '../parts/filters.tsx';
import { InstitutionFilter } from '../parts/institution-picker.tsx';
import { Listed } from '../parts/listed.tsx';
import { NoRight } from '../parts/states.tsx';
import { TillTable } from '../parts/till-table.tsx';
import { useMay, useMe } from '../session/me.tsx';
import type { DecisionListed } from './answers.ts';
import { CheckHead } from './head.tsx';
import { CheckMark, useStageName } from './marks.tsx';
import { decisionsQuery } from './queries.ts';
import type { DecisionFilter } from './queries.ts';
import { checkText } from './text.ts';

const route = getRouteApi('/checks');

export function DecisionList() {
  return useMay()('check.read') ? <Decisions /> : <NoRight />;
}

function Decisions() {
  const t = useText(checkText);
  const filter = route.useSearch();
  const found = useInfiniteQuery(decisionsQuery(filter));
  const rows = found.data?.pages.flat() ?? [];
  const places = useMe().fixmedins_code === null;
  return (
    <div className="page">
      <CheckHead />
      <Filters filter={filter} places={places} />
      <Listed query={found} count={rows.length} empty={{ title: t.empty, hint: t.emptyHint }}>
        <TillTable columns={[t.time, places ? t.institution : null, t.outcome, t.visit, t.lines, { right: t.engine }]}>
          {rows.map((row) => (
            <Row key={row.decision_id} row={row} place={places} />
          ))}
        </TillTable>
      </Listed>
    </div>
  );
}

function Row({ row, place }: { readonly row: DecisionListed; readonly place: boolean }) {
  const t = useText(checkText);
  const stage = useStageName();
  const { decision_id, infno, decided_at, fixmedins_name, outcome, findings, undecided, mdtrt_id, psn_tail } = row;
  const { lines, history_lines, engine_us } = row;
  return (
    <tr>
      <td className="figures till-time">
        <Link to="/checks/$decision_id" params={{ decision_id }}>
          {textOfSecond(decided_at)}
        </Link>
      </td>
      {place ? <td>{fixmedins_name}</td> : null}
      <td className="till-name">
        <span className="till-links">
          <span>
            {stage(infno)} <span className="faint figures">{infno}</span>
          </span>
          <CheckMark outcome={outcome} />
          {findings > 0 ? <span className="figures">{t.remindersOf(findings)}</span> : null}
          {undecided > 0 ? <span className="faint figures">{t.undecidedOf(undecided)}</span> : null}
        </span>
      </td>
      <td className="till-name">
        <span className="code">{mdtrt_id}</span> <span className="faint figures">{t.tail(psn_tail)}</span>
      </td>
      <td className="figures" data-label={t.lines}>
        {outcome === 'not-checked' ? '—' : t.linesOf(lines, history_lines)}
      </td>
      <td className="right figures" data-label={t.engine}>
        {outcome === 'not-checked' ? '—' : t.ms(engine_us)}
      </td>
    </tr>
  );
}

function Filters({ filter, places }: { readonly filter: DecisionFilter; readonly places: boolean }) {
  const t = useText(checkText);
  const navigate = route.useNavigate();
  const set = (name: keyof DecisionFilter) => (value: string | undefined) =>
    void navigate({ search: changed(filter, name, value), replace: true });
  // A visit may have been checked on any day.
  const setVisit = (mdtrt_id: string | undefined): void => {
    const rest = changed(filter, 'mdtrt_id', mdtrt_id);
    void navigate({ search: mdtrt_id === undefined ? rest : changed(rest, 'day', undefined), replace: true });
  };
  const choices = (names: Readonly<Record<string, string>>) =>
    Object.entries(names).map(([value, label]) => ({ value, label }));
  return (
    <div className="filters" role="search">
      <DayFilter value={filter.day} onChange={set('day')} />
      {places ? (
        <InstitutionFilter label={t.institution} value={filter.fixmedins_code} onChange={set('fixmedins_code')} />
      ) : null}
      <ChoiceFilter
        label={t.stage}
        any={t.stage}
        value={filter.infno}
        options={Object.entries(t.stages).map(([value, label]) => ({ value, label: `${label} ${value}` }))}
        onChange={set('infno')}
      />
      <ChoiceFilter
        label={t.outcome}
        any={t.outcome}
        value={filter.outcome}
        options={choices(t.outcomes)}
        onChange={set('outcome')}
      />
      <TextFilter label={t.visit} value={filter.mdtrt_id} onChange={setVisit} />
      <ExportFile label={t.export} title={t.exportTitle} path="/api/till/decisions/export" filter={{ ...filter }} />
    </div>
  );
}
