import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { Input } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import type { LinkProps } from '@tanstack/react-router';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { address } from '../api/address.ts';
import { yuan } from '../format/money.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { nameOf, procedureName } from '../language/law.ts';
import { useLeadTitle } from '../leads/lead-title.ts';
import { useLater } from '../parts/use-later.ts';
import { useMay } from '../session/me.tsx';
import type { Found } from './answers.ts';
import { searchText } from './text.ts';

interface Hit {
  readonly key: string;
  readonly group: keyof Found;
  readonly name: string;
  readonly note: string;
  readonly to: Pick<LinkProps, 'to' | 'params' | 'search'>;
}

/** Characters that are searched for. */
const LEAST = 2;

/** One field and what it finds, by the keyboard alone. */
export function SearchPane({ onClose }: { readonly onClose: () => void }) {
  const t = useText(searchText);
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const q = useLater(typed.trim());
  const found = useQuery({
    queryKey: ['search', q],
    queryFn: () => ask<Found>('GET', address('/api/search', { q })),
    enabled: q.length >= LEAST,
    placeholderData: keepPreviousData,
  });
  const hits = useHits(q.length < LEAST ? undefined : found.data);
  const at = Math.min(active, hits.length - 1);
  const open = (hit: Hit): void => {
    onClose();
    void navigate(hit.to);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const hit = hits[at];
    if (step !== undefined && hits.length > 0) setActive((at + step + hits.length) % hits.length);
    else if (event.key === 'Enter' && hit !== undefined) open(hit);
    else return;
    event.preventDefault();
  };
  const isSearched = q.length >= LEAST && found.data !== undefined && !found.isFetching;
  return (
    <div className="search-pane">
      <Input
        autoFocus
        size="large"
        role="combobox"
        aria-label={t.title}
        aria-expanded={hits.length > 0}
        aria-controls="search-found"
        aria-activedescendant={hits.length > 0 ? `found-${at}` : undefined}
        placeholder={t.placeholder}
        maxLength={60}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <p role="status" className="hint search-status">
        {found.isError ? t.failed : isSearched ? (hits.length === 0 ? t.nothing : t.found(hits.length)) : t.hint}
      </p>
      <div id="search-found" role="listbox" aria-label={t.title} className="search-found" tabIndex={-1}>
        {hits.map((hit, index) => (
          <div key={hit.key}>
            {hits[index - 1]?.group === hit.group ? null : (
              <div className="search-group" role="presentation">
                {t.groups[hit.group]}
              </div>
            )}
            <div
              id={`found-${index}`}
              role="option"
              aria-selected={index === at}
              aria-label={`${t.groups[hit.group]} ${hit.name} ${hit.note}`}
              className={index === at ? 'search-hit active' : 'search-hit'}
              onMouseMove={() => setActive(index)}
              onClick={() => open(hit)}
            >
              <span className="search-name">{hit.name}</span>
              <span className="faint search-note">{hit.note}</span>
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}

/** What was found, one after the other, with where it leads. */
function useHits(found: Found | undefined): readonly Hit[] {
  const { say } = useLanguage();
  const may = useMay();
  const title = useLeadTitle();
  if (found === undefined) return [];
  const ownPage = may('institution.read');
  const list = may('lead.read') ? '/leads' : '/matters';
  return [
    ...found.institutions.map(({ fixmedins_code, fixmedins_name }): Hit => ({
      key: fixmedins_code,
      group: 'institutions',
      name: fixmedins_name,
      note: fixmedins_code,
      to: ownPage
        ? { to: '/institutions/$fixmedins_code', params: { fixmedins_code } }
        : { to: list, search: { fixmedins_code } },
    })),
    ...found.leads.map(({ lead_id, message, expected_fen, ...lead }): Hit => ({
      key: lead_id,
      group: 'leads',
      name: title(lead),
      note: `${yuan(expected_fen)} · ${message}`,
      to: { to: '/leads/$lead_id', params: { lead_id } },
    })),
    ...found.matters.map(({ matter_id, procedure, state, fixmedins_name }): Hit => ({
      key: matter_id,
      group: 'matters',
      name: fixmedins_name,
      note: `${say(procedureName(procedure))} · ${say(nameOf('states', procedure, state))}`,
      to: { to: '/matters/$matter_id', params: { matter_id } },
    })),
  ];
}
