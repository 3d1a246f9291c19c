import type { LeadFilter } from '../api/queries.ts';
import { useText } from '../language/language.tsx';
import type { Chip } from '../lists/filter-chips.tsx';
import { listText } from '../lists/text.ts';

/** Conditions on leads that came with a link and have no field of their own. */
export function useLeadChips(filter: LeadFilter, onFilter: (filter: LeadFilter) => void): readonly Chip[] {
  const { chip } = useText(listText);
  const { title, live, found_from, found_to, ...rest } = filter;
  const found = {
    ...(found_from === undefined ? {} : { found_from }),
    ...(found_to === undefined ? {} : { found_to }),
  };
  const kind = title === undefined ? {} : { title };
  const standing = live === undefined ? {} : { live };
  return [
    ...(title === undefined
      ? []
      : [{ words: chip.title(title), drop: () => onFilter({ ...rest, ...standing, ...found }) }]),
    ...(live === true ? [{ words: chip.live, drop: () => onFilter({ ...rest, ...kind, ...found }) }] : []),
    ...(found_from === undefined && found_to === undefined
      ? []
      : [
          {
            words: chip.found(found_from ?? '…', found_to ?? '…'),
            drop: () => onFilter({ ...rest, ...kind, ...standing }),
          },
        ]),
  ];
}
