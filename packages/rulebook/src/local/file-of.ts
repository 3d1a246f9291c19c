import type { ClassRow } from '../national/tables.ts';

/** The file of local knowledge whose rows become points of a class; null for types that no row can state. */
export function localFileOf(rule_type: ClassRow['rule_type']): string | null {
  switch (rule_type) {
    case 'restrict':
    case 'unpayable':
    case 'price':
    case 'together':
    case 'limit':
    case 'spacing':
    case 'needs':
      return `${rule_type}.csv`;
    case 'record':
    case 'stay':
    case 'indicator':
    case 'balance':
      return null;
  }
}
