import { getRouteApi } from '@tanstack/react-router';
import { useLanguage, useText } from '../language/language.tsx';
import { DayFilter } from '../parts/day-filter.tsx';
import { changed, ChoiceFilter } from '../parts/filters.tsx';
import { InstitutionFilter } from '../parts/institution-picker.tsx';
import { choicesOf } from './code-names.ts';
import type { SettlementFilter } from './queries.ts';
import { settlementText } from './text.ts';

const route = getRouteApi('/settlements');

interface Props {
  readonly filter: SettlementFilter;
  /** Offers the institution: not needed where there is one alone. */
  readonly places: boolean;
}

/** A day, and what else stands in the address. */
export function SettlementFilters({ filter, places }: Props) {
  const { language } = useLanguage();
  const t = useText(settlementText);
  const navigate = route.useNavigate();
  const set = (name: keyof SettlementFilter) => (value: string | undefined) =>
    void navigate({ search: changed(filter, name, value), replace: true });
  return (
    <div className="filters" role="search">
      <DayFilter value={filter.day} onChange={set('day')} />
      {places ? (
        <InstitutionFilter label={t.institution} value={filter.fixmedins_code} onChange={set('fixmedins_code')} />
      ) : null}
      <ChoiceFilter
        label={t.insutype}
        any={t.insutype}
        value={filter.insutype}
        options={choicesOf('insutype', language)}
        onChange={set('insutype')}
      />
      <ChoiceFilter
        label={t.med_type}
        any={t.med_type}
        value={filter.med_type}
        options={choicesOf('med_type', language)}
        onChange={set('med_type')}
        many
        wide={false}
      />
      <ChoiceFilter
        label={t.standing}
        any={t.standing}
        value={filter.standing}
        options={Object.entries(t.standings).map(([value, label]) => ({ value, label }))}
        onChange={set('standing')}
      />
    </div>
  );
}
