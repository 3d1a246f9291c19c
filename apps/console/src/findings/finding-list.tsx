/** All findings within reach, by amount. */
import { getRouteApi } from '@tanstack/react-router';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useLanguage, useText } from '../language/language.tsx';
import { changed, ChoiceFilter } from '../parts/filters.tsx';
import { InstitutionFilter } from '../parts/institution-picker.tsx';
import { Listed } from '../parts/listed.tsx';
import { RuleFilter } from '../parts/rule-filter.tsx';
import { NoRight } from '../parts/states.tsx';
import { useMay, useMe } from '../session/me.tsx';
import { FindingRows } from './finding-rows.tsx';
import { findingsQuery } from './queries.ts';
import type { FindingFilter } from './queries.ts';
import { findingText } from './text.ts';

const route = getRouteApi('/findings');
const PAGE = 100;

export function FindingList() {
  return useMay()('finding.read') ? <Findings /> : <NoRight />;
}

function Findings() {
  const t = useText(findingText);
  const me = useMe();
  const filter = route.useSearch();
  const findings = useInfiniteQuery(findingsQuery(filter, PAGE));
  const rows = findings.data?.pages.flat() ?? [];
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t.title}</h1>
        <p className="hint">{t.hint}</p>
      </div>
      <Filters filter={filter} ofOne={me.fixmedins_code !== null} />
      <Listed query={findings} count={rows.length} empty={{ title: t.empty, hint: t.emptyHint }}>
        <FindingRows rows={rows} places={me.fixmedins_code === null} />
      </Listed>
    </div>
  );
}

function Filters({ filter, ofOne }: { readonly filter: FindingFilter; readonly ofOne: boolean }) {
  const { text } = useLanguage();
  const t = useText(findingText);
  const navigate = route.useNavigate();
  const set = (name: keyof FindingFilter) => (value: string | undefined) =>
    void navigate({ search: changed(filter, name, value), replace: true });
  const verdicts = (['violation', 'suspicion'] as const).map((value) => ({ value, label: text.leads.verdicts[value] }));
  return (
    <div className="filters" role="search">
      <ChoiceFilter
        label={t.verdict}
        any={t.anyVerdict}
        value={filter.verdict}
        options={verdicts}
        onChange={set('verdict')}
      />
      <RuleFilter label={t.rule} value={filter.rule_code} onChange={set('rule_code')} />
      {ofOne ? null : (
        <InstitutionFilter label={t.institution} value={filter.fixmedins_code} onChange={set('fixmedins_code')} />
      )}
    </div>
  );
}
