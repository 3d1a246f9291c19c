/** Windows of docs/semantics.md 7 as keys of lines `r` by the window of point `p`. */
import type { Window } from '../../model.ts';
import { isKeyWindow, rollingOf, type KeyWindow } from '../../window.ts';
import { asText, long, quotient, startOf } from '../dialect.ts';
import type { Cell, Columns } from '../plan.ts';

export const DAY_SECONDS = 86_400;

/** `win`: the window as written; `span` and `span_unit` of a rolling one: its length in days, or in seconds. */
export const windowColumns: Columns = { win: 'VARCHAR', rolling: 'VARCHAR', span: 'BIGINT', across_all: 'BOOLEAN' };

export function windowValues(window: Window, across: 'institution' | 'all'): Record<string, Cell> {
  const rolling = isKeyWindow(window) ? null : rollingOf(window);
  const length = rolling?.length ?? 0;
  return {
    win: window,
    rolling: rolling?.unit ?? 'none',
    span: rolling?.unit === 'hour' ? length * 3_600 : length,
    across_all: across === 'all',
  };
}

/** Institution that a window stays within, '' where it joins all. */
export const ownerKey = "case when p.across_all then '' else r.fixmedins_code end";

const visitKey = "r.fixmedins_code || '|' || r.mdtrt_id";

/** Key by which rows of a person may share a key window: the window's own, or a coarser one where that is finer than a visit and day or can be unknown. */
export function crowdKey(window: KeyWindow, row: 'l' | 'r'): string {
  switch (window) {
    case 'operation':
      return `${row}.fixmedins_code || '|' || ${row}.mdtrt_id || '|' || ${row}.day`;
    case 'line':
    case 'prescription':
    case 'visit':
    case 'stay':
      return `${row}.fixmedins_code || '|' || ${row}.mdtrt_id`;
    case 'hour':
    case 'day':
      return asText(`${row}.day`);
    case 'week':
    case 'month':
    case 'quarter':
    case 'year':
      return asText(startOf(window, `${row}.day`));
  }
}

/** Key of a window that is one; null when unknown, `outside` for a line of no stay. */
export const windowKey = `case p.win
      when 'line' then r.fixmedins_code || '|' || r.line_id
      when 'prescription' then ${visitKey} || '|' || r.rxno
      when 'operation' then ${visitKey} || '|' || r.day
      when 'visit' then ${visitKey}
      when 'stay' then case when r.care_type = 'inpatient' then ${visitKey} when r.care_type is not null then 'outside' end
      when 'hour' then r.day || '|' || ${quotient('r.second', 3600)}
      when 'day' then ${asText('r.day')}
      when 'week' then ${asText(startOf('week', 'r.day'))}
      when 'month' then ${asText(startOf('month', 'r.day'))}
      when 'quarter' then ${asText(startOf('quarter', 'r.day'))}
      when 'year' then ${asText(startOf('year', 'r.day'))}
    end`;

/** The coarser window that a line with an unknown key may stand in; null for windows whose keys are always known. */
export const coarseKey = `case when p.win = 'hour' then ${asText('r.day')} when p.win in ('prescription', 'stay') then ${visitKey} end`;

/** First and last second at which a line may have happened. */
export const earliest = `${long('r.day')} * ${DAY_SECONDS} + coalesce(r.second, 0)`;
export const latest = `${long('r.day')} * ${DAY_SECONDS} + coalesce(r.second, ${DAY_SECONDS - 1})`;
