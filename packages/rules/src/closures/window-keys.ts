/** Keys of key windows, as texts: of the window itself, and of the coarser one that a line with an unknown key may stand in. */
import type { Line } from '@shouhu/claims';
import { visitKey } from '../scene.ts';
import { clockHour, startOf, type KeyWindow } from '../window.ts';

/** Null when unknown; a line of no stay has none either, see {@link isOutside}. */
export function keyOf(window: KeyWindow, row: Line): string | null {
  switch (window) {
    case 'line':
      return `${row.fixmedins_code}|${row.line_id}`;
    case 'prescription':
      return row.rxno === null ? null : `${visitKey(row)}|${row.rxno}`;
    case 'operation':
      return `${visitKey(row)}|${row.day}`;
    case 'visit':
      return visitKey(row);
    case 'stay':
      return row.care_type === null ? null : visitKey(row);
    case 'hour':
      return row.second === null ? null : `${row.day}|${clockHour(row.second)}`;
    case 'day':
    case 'week':
    case 'month':
    case 'quarter':
    case 'year':
      return String(startOf(window, row.day));
  }
}

/** Whether a line stands in no such window at all. */
export function isOutside(window: KeyWindow, row: Line): boolean {
  return window === 'stay' && row.care_type !== null && row.care_type !== 'inpatient';
}

/** Of windows whose key may be unknown. */
export function coarseKeyOf(window: KeyWindow, row: Line): string {
  return window === 'hour' ? String(row.day) : visitKey(row);
}
