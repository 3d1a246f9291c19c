/** Fields a predicate reads, for evidence and for the reasons of what cannot be decided. */
import type { NumberField, Predicate, TextField } from './predicate.ts';

export type Read =
  | { readonly field: NumberField | TextField | 'brdy' }
  | { readonly list: 'diagnosis' | 'operation' }
  /** Kinds and amounts of all lines of the visit. */
  | { readonly share: 'med_chrgitm_type' }
  | { readonly unknown: string };

export function readsOf(predicate: Predicate): Read[] {
  switch (predicate.is) {
    case 'always':
    case 'known':
      return [];
    case 'unknown':
      return [{ unknown: predicate.name }];
    case 'compare':
    case 'in':
      return [{ field: predicate.field }];
    case 'compare-fields':
      return [{ field: predicate.left }, { field: predicate.right }];
    case 'age':
      return [{ field: 'brdy' }];
    case 'coded':
      return [{ list: predicate.list }];
    case 'share':
      return [{ share: 'med_chrgitm_type' }];
    case 'and':
    case 'or':
      return predicate.parts.flatMap(readsOf);
    case 'not':
      return readsOf(predicate.part);
  }
}
