/** What a lake gives: tables and columns that some import brought, and their rows. */
import { holding } from '@shouhu/lake';
import type { Lake } from '@shouhu/lake';
import { isGiven } from '@shouhu/schemes';

export interface Given {
  /** Whether a `table` or `table.column` was ever brought. */
  readonly has: (source: string) => boolean;
  /** Rows of a table that hold: SQL that stands after FROM. */
  readonly table: (name: 'fee_list_d' | 'medins_staff_b' | 'stock') => string;
}

export function givenBy(lake: Lake): Given {
  return { has: (source) => isGiven(lake, source), table: (name) => holding(lake, name) };
}
