/** Matters within reach, what is due first standing first. */
import { Link } from '@tanstack/react-router';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { MatterRow, RightName } from '../api/answers.ts';
import { mattersQuery } from '../api/queries.ts';
import type { MatterFilter } from '../api/queries.ts';
import { useLanguage } from '../language/language.tsx';
import { isClosed, isDuty, nameOf, procedureName, procedureOf } from '../language/law.ts';
import { textOf, yesOf } from '../leads/lead-filter.ts';
import { RowCount } from '../lists/count.tsx';
import { FilterChips } from '../lists/filter-chips.tsx';
import { ListTools } from '../lists/list-tools.tsx';
import { useMatterChips } from './matter-chips.ts';
import { changed, ChoiceFilter } from '../parts/filters.tsx';
import { InstitutionFilter } from '../parts/institution-picker.tsx';
import { Listed } from '../parts/listed.tsx';
import { DueMark, Mark } from '../parts/marks.tsx';
import { NoRight } from '../parts/states.tsx';
import { useMay, useMe } from '../session/me.tsx';

interface Props {
  readonly filter: MatterFilter;
  readonly onFilter: (filter: MatterFilter) => void;
}

/** Procedures, and the right to read their matters. */
const READ: readonly (readonly [string, RightName])[] = [
  ['review', 'review.read'],
  ['inspection', 'inspection.read'],
  ['measure', 'measure.read'],
  ['penalty', 'case.read'],
  ['summary-penalty', 'case.read'],
  ['transfer', 'transfer.read'],
  ['assessment', 'assessment.read'],
  ['points', 'points.read'],
  ['credit', 'credit.read'],
];

/** The filter that an address holds. */
export function matterFilterOf(search: Readonly<Record<string, unknown>>): MatterFilter {
  return {
    ...textOf('procedure', search['procedure']),
    ...textOf('state', search['state']),
    ...textOf('fixmedins_code', search['fixmedins_code']),
    ...textOf('due_until', search['due_until']),
    ...textOf('duty_until', search['duty_until']),
    ...textOf('clock', search['clock']),
    ...textOf('officer', search['officer']),
    ...textOf('action', search['action']),
    ...textOf('acted_from', search['acted_from']),
    ...textOf('acted_to', search['acted_to']),
    ...yesOf('open', search['open']),
  };
}

/** The page of all matters. */
export function MatterList({ filter, onFilter }: Props) {
  const may = useMay();
  return READ.some(([, right]) => may(right)) ? <Matters filter={filter} onFilter={onFilter} /> : <NoRight />;
}

function Matters({ filter, onFilter }: Props) {
  const { text, say } = useLanguage();
  const t = text.matters;
  const me = useMe();
  const may = useMay();
  const matters = useInfiniteQuery(mattersQuery(filter));
  const rows = matters.data?.pages.flat() ?? [];
  const procedures = READ.filter(([, right]) => may(right)).map(([value]) => ({
    value,
    label: say(procedureName(value)),
  }));
  const states = Object.keys(procedureOf(filter.procedure ?? '')?.states ?? {}).map((value) => ({
    value,
    label: say(nameOf('states', filter.procedure ?? '', value)),
  }));
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t.title}</h1>
        <p className="hint">
          {t.hint} · <RowCount list="matters" filter={{ ...filter }} />
        </p>
      </div>
      <div className="filters" role="search">
        <ChoiceFilter
          label={t.procedure}
          any={t.any}
          many
          value={filter.procedure}
          options={procedures}
          onChange={(value) => {
            // States, steps and limits are those of one procedure.
            const { procedure: _procedure, state: _state, clock: _clock, action: _action, ...rest } = filter;
            onFilter({ ...rest, ...textOf('procedure', value) });
          }}
        />
        {states.length === 0 ? null : (
          <ChoiceFilter
            label={t.state}
            any={text.leads.anyState}
            many
            value={filter.state}
            options={states}
            onChange={(value) => onFilter(changed(filter, 'state', value))}
          />
        )}
        {me.fixmedins_code === null ? (
          <InstitutionFilter
            label={text.leads.institution}
            value={filter.fixmedins_code}
            onChange={(value) => onFilter(changed(filter, 'fixmedins_code', value))}
          />
        ) : null}
        <ListTools
          list="matters"
          search={{ ...filter }}
          onSearch={(search) => onFilter(matterFilterOf(search))}
          right="matter.export"
        />
      </div>
      <FilterChips chips={useMatterChips(filter, onFilter)} />
      <Listed
        query={matters}
        count={rows.length}
        empty={{ title: t.empty, hint: me.fixmedins_code === null ? t.emptyHint : t.emptyInstitution }}
      >
        <MatterRows rows={rows} />
      </Listed>
    </div>
  );
}

/** One line each: where, what it is and how it stands, and the limit that ends first, by its legal name. */
export function MatterRows({ rows }: { readonly rows: readonly MatterRow[] }) {
  const { text, say } = useLanguage();
  const act = (turn: boolean): string => (turn ? text.work.act : text.work.look);
  return (
    <ul className="rows matter-rows">
      {rows.map(({ matter_id, procedure, fixmedins_name, fixmedins_code, state, due_day, due_clock, turn }) => (
        <li key={matter_id}>
          <div className="matter-name">
            <Link to="/matters/$matter_id" params={{ matter_id }}>
              {fixmedins_name}
            </Link>
            <span className="faint">
              {say(procedureName(procedure))} <span className="code">{fixmedins_code}</span>
            </span>
          </div>
          <Mark tone="quiet">{say(nameOf('states', procedure, state))}</Mark>
          {due_day === null || due_clock === null || isClosed(procedure, state) ? (
            <span className="matter-due faint">{isClosed(procedure, state) ? text.due.closed : text.due.none}</span>
          ) : (
            <span className="matter-due">
              <span>{say(nameOf('clocks', procedure, due_clock))}</span>
              <DueMark due={due_day} duty={isDuty(procedure, due_clock)} />
              <span className="figures faint">{due_day}</span>
            </span>
          )}
          <Link
            to="/matters/$matter_id"
            params={{ matter_id }}
            hash="steps"
            className="act"
            aria-label={`${act(turn)} ${fixmedins_name} ${say(procedureName(procedure))}`}
          >
            {act(turn)}
          </Link>
        </li>
      ))}
    </ul>
  );
}
