/** Leads by expected money: filtered, selected, given to somebody. */
import { useState } from 'react';
import { Button } from 'antd';
import { useInfiniteQuery } from '@tanstack/react-query';
import { leadsQuery } from '../api/queries.ts';
import type { LeadFilter } from '../api/queries.ts';
import { useLanguage } from '../language/language.tsx';
import { Empty, NoRight, Trouble, Waiting } from '../parts/states.tsx';
import { useMay, useMe } from '../session/me.tsx';
import { useShownColumns } from '../lists/column-dialog.tsx';
import { RowCount } from '../lists/count.tsx';
import { FilterChips } from '../lists/filter-chips.tsx';
import { ListTools } from '../lists/list-tools.tsx';
import { leadFilterOf, mayIssue } from './lead-filter.ts';
import { LEAD_COLUMNS } from './lead-columns.ts';
import { useLeadChips } from './lead-chips.ts';
import { LeadFilters } from './lead-filters.tsx';
import { LeadGrid } from './lead-grid.tsx';
import { TriageBar } from './triage-bar.tsx';

interface Props {
  readonly filter: LeadFilter;
  readonly onFilter: (filter: LeadFilter) => void;
}

/** The page of all leads within reach. */
export function LeadList({ filter, onFilter }: Props) {
  return useMay()('lead.read') ? <Leads filter={filter} onFilter={onFilter} /> : <NoRight />;
}

function Leads({ filter, onFilter }: Props) {
  const { text } = useLanguage();
  const t = text.leads;
  const may = useMay();
  const me = useMe();
  const leads = useInfiniteQuery(leadsQuery(filter));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const rows = leads.data?.pages.flat() ?? [];
  const more = (): void => {
    if (leads.hasNextPage && !leads.isFetchingNextPage) void leads.fetchNextPage();
  };
  const { sort: _order, ...matching } = filter;
  const filtered = Object.keys(matching).length > 0;
  const shown = useShownColumns('leads', LEAD_COLUMNS);
  const columns = LEAD_COLUMNS.map((id) => ({ id, name: t[id] }));
  return (
    <div className="page page-list">
      <div className="page-head">
        <h1>{t.title}</h1>
        {filter.sort === undefined ? <p className="hint">{t.hint}</p> : null}
      </div>
      <LeadFilters filter={filter} rows={rows} onFilter={onFilter}>
        <ListTools
          list="leads"
          search={{ ...filter }}
          onSearch={(search) => onFilter(leadFilterOf(search))}
          right="lead.export"
          columns={columns}
        />
      </LeadFilters>
      <FilterChips chips={useLeadChips(filter, onFilter)} />
      {leads.isPending ? <Waiting rows={12} /> : null}
      {leads.isError && rows.length === 0 ? <Trouble error={leads.error} retry={() => void leads.refetch()} /> : null}
      {leads.isSuccess && rows.length === 0 ? (
        <Empty title={filtered ? t.empty : t.emptyAll} hint={filtered ? t.emptyHint : t.emptyAllHint}>
          {filtered ? <Button onClick={() => onFilter({})}>{t.clear}</Button> : null}
        </Empty>
      ) : null}
      {rows.length === 0 ? null : (
        <>
          <LeadGrid
            rows={rows}
            shown={shown}
            sort={filter.sort ?? 'expected_fen'}
            chosen={chosen}
            {...(may('lead.triage') || mayIssue(me) ? { onChoose: setChosen } : {})}
            onEnd={() => {
              // What failed is asked for again by the button, not by itself.
              if (!leads.isFetchNextPageError) more();
            }}
          />
          <div className="list-foot">
            <span role="status">{leads.hasNextPage ? t.shown(rows.length) : t.all(rows.length)}</span>
            {leads.hasNextPage ? <RowCount list="leads" filter={{ ...matching }} /> : null}
            {leads.hasNextPage ? (
              <Button size="small" loading={leads.isFetchingNextPage} onClick={more}>
                {t.more}
              </Button>
            ) : null}
            {chosen.size === 0 ? (
              <span className="keys">{t.keys}</span>
            ) : (
              <TriageBar chosen={chosen} onDone={() => setChosen(new Set())} />
            )}
          </div>
        </>
      )}
    </div>
  );
}
