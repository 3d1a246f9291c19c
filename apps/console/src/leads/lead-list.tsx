/** Leads by expected money: filtered, selected, given to somebody. */
import { useState } from 'react';
import { Button } from 'antd';
import { useInfiniteQuery } from '@tanstack/react-query';
import { leadsQuery } from '../api/queries.ts';
import type { LeadFilter } from '../api/queries.ts';
import { useLanguage } from '../language/language.tsx';
import { Empty, NoRight, Trouble, Waiting } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
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
  const leads = useInfiniteQuery(leadsQuery(filter));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const rows = leads.data?.pages.flat() ?? [];
  const more = (): void => {
    if (leads.hasNextPage && !leads.isFetchingNextPage) void leads.fetchNextPage();
  };
  const filtered = Object.keys(filter).length > 0;
  return (
    <div className="page page-list">
      <div className="page-head">
        <h1>{t.title}</h1>
        <p className="hint">{t.hint}</p>
      </div>
      <LeadFilters filter={filter} rows={rows} onFilter={onFilter} />
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
            chosen={chosen}
            {...(may('lead.triage') ? { onChoose: setChosen } : {})}
            onEnd={() => {
              // What failed is asked for again by the button, not by itself.
              if (!leads.isFetchNextPageError) more();
            }}
          />
          <div className="list-foot">
            <span role="status">{leads.hasNextPage ? t.shown(rows.length) : t.all(rows.length)}</span>
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
