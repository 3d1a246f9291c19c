/** Matters within reach, what is due first standing first. */
import { Button, Select } from 'antd';
import { Link } from '@tanstack/react-router';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { MatterRow } from '../api/answers.ts';
import { mattersQuery } from '../api/queries.ts';
import type { MatterFilter } from '../api/queries.ts';
import { useLanguage } from '../language/language.tsx';
import { isClosed, isDuty, nameOf, procedureName, procedureOf } from '../language/law.ts';
import { textOf } from '../leads/lead-filter.ts';
import { DueMark, Mark } from '../parts/marks.tsx';
import { Empty, NoRight, Trouble, Waiting } from '../parts/states.tsx';
import { useMay, useMe } from '../session/me.tsx';

interface Props {
  readonly filter: MatterFilter;
  readonly onFilter: (filter: MatterFilter) => void;
}

/** The filter that an address holds. */
export function matterFilterOf(search: Readonly<Record<string, unknown>>): MatterFilter {
  return {
    ...textOf('procedure', search['procedure']),
    ...textOf('state', search['state']),
    ...textOf('fixmedins_code', search['fixmedins_code']),
  };
}

/** The page of all matters. */
export function MatterList({ filter, onFilter }: Props) {
  const may = useMay();
  return may('review.read') || may('case.read') ? <Matters filter={filter} onFilter={onFilter} /> : <NoRight />;
}

function Matters({ filter, onFilter }: Props) {
  const { text, say } = useLanguage();
  const t = text.matters;
  const me = useMe();
  const may = useMay();
  const matters = useInfiniteQuery(mattersQuery(filter));
  const rows = matters.data?.pages.flat() ?? [];
  const procedures = [...(may('review.read') ? ['review'] : []), ...(may('case.read') ? ['penalty'] : [])].map(
    (value) => ({ value, label: say(procedureName(value)) }),
  );
  const states = Object.keys(procedureOf(filter.procedure ?? '')?.states ?? {}).map((value) => ({
    value,
    label: say(nameOf('states', filter.procedure ?? '', value)),
  }));
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t.title}</h1>
        <p className="hint">{t.hint}</p>
      </div>
      <div className="filters" role="search">
        <Select
          aria-label={t.procedure}
          placeholder={t.any}
          allowClear
          className="filter filter-wide"
          value={filter.procedure ?? null}
          options={procedures}
          onChange={(value) => onFilter(value ? { procedure: value } : {})}
        />
        {states.length === 0 ? null : (
          <Select
            aria-label={t.state}
            placeholder={text.leads.anyState}
            allowClear
            className="filter filter-wide"
            value={filter.state ?? null}
            options={states}
            onChange={(value) => onFilter({ ...textOf('procedure', filter.procedure), ...textOf('state', value) })}
          />
        )}
      </div>
      {matters.isPending ? <Waiting rows={10} /> : null}
      {matters.isError && rows.length === 0 ? (
        <Trouble error={matters.error} retry={() => void matters.refetch()} />
      ) : null}
      {matters.isSuccess && rows.length === 0 ? (
        <Empty title={t.empty} hint={me.fixmedins_code === null ? t.emptyHint : t.emptyInstitution} />
      ) : null}
      {rows.length > 0 ? (
        <div className="panel">
          <MatterRows rows={rows} />
        </div>
      ) : null}
      {matters.hasNextPage ? (
        <Button loading={matters.isFetchingNextPage} onClick={() => void matters.fetchNextPage()}>
          {text.leads.more}
        </Button>
      ) : null}
    </div>
  );
}

/** One line each: where, what it is and how it stands, and the limit that ends first, by its legal name. */
export function MatterRows({ rows }: { readonly rows: readonly MatterRow[] }) {
  const { text, say } = useLanguage();
  return (
    <ul className="rows matter-rows">
      {rows.map(({ matter_id, procedure, fixmedins_name, fixmedins_code, state, due_day, due_clock }) => (
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
            aria-label={`${text.work.act} ${fixmedins_name} ${say(procedureName(procedure))}`}
          >
            {text.work.act}
          </Link>
        </li>
      ))}
    </ul>
  );
}
