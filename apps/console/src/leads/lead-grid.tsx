/** Rows of leads, of which only those in sight are drawn; moved through by mouse or by keyboard alone. */
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { LeadRow } from '../api/answers.ts';
import type { LeadSort } from '../api/queries.ts';
import { useLanguage } from '../language/language.tsx';
import { useNarrow } from '../parts/media.ts';
import { LEAD_COLUMNS, tracksOf } from './lead-columns.ts';
import type { LeadColumn } from './lead-columns.ts';
import { isFree } from './lead-filter.ts';
import { LeadLine } from './lead-line.tsx';

interface Props {
  readonly rows: readonly LeadRow[];
  /** Columns that the reader wants to see. */
  readonly shown: ReadonlySet<string>;
  readonly sort: LeadSort;
  readonly chosen: ReadonlySet<string>;
  /** Absent where rows are not to be selected. */
  readonly onChoose?: (chosen: ReadonlySet<string>) => void;
  /** Called while the last row is in sight. */
  readonly onEnd: () => void;
}

/** The column that leads stand in the order of. */
const SORTED: Readonly<Record<LeadSort, LeadColumn>> = {
  expected_fen: 'expected',
  amount_fen: 'amount',
  period_to: 'period',
};

const ROW_PX = 52;
const CARD_PX = 104;

/** A grid by the WAI-ARIA pattern: one stop of the tab key, arrows within. */
export function LeadGrid({ rows, shown, sort, chosen, onChoose, onEnd }: Props) {
  const { text } = useLanguage();
  const t = text.leads;
  const navigate = useNavigate();
  const narrow = useNarrow();
  const frame = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => (narrow ? CARD_PX : ROW_PX),
    overscan: 8,
  });
  useEffect(() => virtual.measure(), [narrow, virtual]);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index;
  const atEnd = last !== undefined && last >= rows.length - 1;
  useEffect(() => {
    if (atEnd) onEnd();
  }, [atEnd, onEnd]);

  const choose = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose?.(next);
  };
  const open = (lead_id: string): void => void navigate({ to: '/leads/$lead_id', params: { lead_id } });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const at = rows[active];
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + 10,
      PageUp: active - 10,
      Home: 0,
      End: rows.length - 1,
    };
    const to = steps[event.key];
    if (to !== undefined) {
      const next = Math.min(Math.max(to, 0), rows.length - 1);
      setActive(next);
      virtual.scrollToIndex(next);
    } else if (event.key === 'Enter' && at !== undefined) open(at.lead_id);
    else if (event.key === ' ' && at !== undefined) {
      if (isFree(at)) choose(at.lead_id);
    } else return;
    event.preventDefault();
  };

  const free = rows.filter(isFree);
  const all = free.length > 0 && free.every(({ lead_id }) => chosen.has(lead_id));
  return (
    <div
      ref={frame}
      className={onChoose === undefined ? 'grid' : 'grid grid-choosing'}
      style={{ '--columns': tracksOf(shown, onChoose !== undefined) }}
      role="grid"
      tabIndex={0}
      aria-label={t.title}
      aria-rowcount={rows.length + 1}
      aria-multiselectable={onChoose !== undefined}
      aria-activedescendant={`lead-${active}`}
      onKeyDown={onKeyDown}
    >
      <div className="grid-head" role="row" aria-rowindex={1}>
        {onChoose === undefined ? null : (
          <span role="columnheader">
            <input
              type="checkbox"
              tabIndex={-1}
              aria-label={t.selectAll}
              checked={all}
              onChange={() => onChoose(all ? new Set() : new Set(free.map(({ lead_id }) => lead_id)))}
            />
          </span>
        )}
        <span role="columnheader">{t.lead}</span>
        {LEAD_COLUMNS.filter((column) => shown.has(column)).map((column) => (
          <span
            key={column}
            role="columnheader"
            className={column === 'amount' || column === 'expected' ? 'right' : ''}
            aria-sort={SORTED[sort] === column ? 'descending' : undefined}
          >
            {t[column]}
          </span>
        ))}
      </div>
      <div className="grid-body" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start, size }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <LeadLine
              key={row.lead_id}
              row={row}
              shown={shown}
              index={index}
              active={index === active}
              chosen={chosen.has(row.lead_id)}
              place={{ height: size, transform: `translateY(${start}px)` }}
              onPoint={() => setActive(index)}
              {...(onChoose === undefined ? {} : { onChoose: () => choose(row.lead_id) })}
            />
          );
        })}
      </div>
    </div>
  );
}
