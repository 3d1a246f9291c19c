/** Entries of the ledger, each with its postings: from where to where. */
import { getRouteApi, Link } from '@tanstack/react-router';
import { useInfiniteQuery } from '@tanstack/react-query';
import { textOfInstant } from '../format/instant.ts';
import { useText } from '../language/language.tsx';
import { FilterChips } from '../lists/filter-chips.tsx';
import { ExportFile } from '../parts/export-file.tsx';
import { changed, ChoiceFilter } from '../parts/filters.tsx';
import { Listed } from '../parts/listed.tsx';
import { Mark } from '../parts/marks.tsx';
import { Money } from '../parts/money.tsx';
import { SpanFilter } from '../parts/span-filter.tsx';
import { NoRight } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import { useAccountWords } from './account-name.tsx';
import type { LedgerEntry } from './answers.ts';
import { entriesQuery } from './queries.ts';
import type { EntryFilter } from './queries.ts';
import { fundText, wordOf } from './text.ts';
import '../gateway/till.css';
import './funds.css';

const route = getRouteApi('/ledger/entries');

export function EntriesPage() {
  return useMay()('fund.read') ? <Entries /> : <NoRight />;
}

function Entries() {
  const t = useText(fundText);
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const found = useInfiniteQuery(entriesQuery(filter));
  const rows = found.data?.pages.flat() ?? [];
  const { account } = filter;
  const wordsOf = useAccountWords([
    ...rows.flatMap(({ postings }) => postings.map((each) => each.account)),
    ...(account === undefined ? [] : [account]),
  ]);
  const set = (name: keyof EntryFilter) => (value: string | undefined) =>
    void navigate({ search: changed(filter, name, value), replace: true });
  return (
    <div className="page">
      <Link to="/ledger" search={{}} className="back">
        ← {t.ledger}
      </Link>
      <div className="page-head">
        <h1>{t.entries}</h1>
        <p className="hint">{t.entriesHint}</p>
      </div>
      <div className="filters" role="search">
        <ChoiceFilter
          label={t.entryKind}
          any={t.anyEntry}
          value={filter.kind}
          options={Object.entries(t.entryKinds).map(([value, label]) => ({ value, label }))}
          onChange={set('kind')}
        />
        <SpanFilter from={filter.from} to={filter.to} onFrom={set('from')} onTo={set('to')} />
        <ExportFile label={t.export} title={t.exportTitle} path="/api/ledger/entries/export" filter={{ ...filter }} />
      </div>
      <FilterChips
        chips={account === undefined ? [] : [{ words: wordsOf(account), drop: () => set('account')(undefined) }]}
      />
      <Listed query={found} count={rows.length} empty={{ title: t.emptyEntries, hint: t.emptyEntriesHint }}>
        <ul className="rows">
          {rows.map((row) => (
            <Entry key={row.entry_id} entry={row} of={account} wordsOf={wordsOf} />
          ))}
        </ul>
      </Listed>
    </div>
  );
}

interface EntryProps {
  readonly entry: LedgerEntry;
  /** The account that the list is of. */
  readonly of: string | undefined;
  readonly wordsOf: (account: string) => string;
}

function Entry({ entry, of, wordsOf }: EntryProps) {
  const t = useText(fundText);
  const { kind, day, memo, reverses, recorded_at, postings, others } = entry;
  return (
    <li className="till-refusal">
      <div className="till-links">
        <span className="figures strong">{day}</span>
        <Mark tone="blue">{wordOf(t.entryKinds, kind)}</Mark>
        {reverses === null ? null : <Mark tone="amber">{t.reverses}</Mark>}
        <Memo memo={memo} />
        <span className="faint figures till-end">{textOfInstant(recorded_at)}</span>
      </div>
      <ul className="ledger-postings">
        {postings.map(({ account, fen }) => (
          <li key={account}>
            <span title={account} className={account === of ? 'strong' : ''}>
              {wordsOf(account)}
            </span>
            <span className={fen < 0 ? 'ledger-out' : ''}>
              <Money fen={fen} />
            </span>
          </li>
        ))}
        {others === 0 ? null : <li className="faint">{t.others(others)}</li>}
      </ul>
    </li>
  );
}

/** What an entry was made for, as a way to its page. */
function Memo({ memo }: { readonly memo: string }) {
  const [kind = '', id = '', month = ''] = memo.split(':');
  const may = useMay();
  if (kind === 'clearing' && may('clearing.read'))
    return (
      <Link to="/clearing/$month/$fixmedins_code" params={{ month, fixmedins_code: id }} className="code">
        {memo}
      </Link>
    );
  if (kind === 'matter')
    return (
      <Link to="/matters/$matter_id" params={{ matter_id: id }} className="code">
        {memo}
      </Link>
    );
  if (SETTLEMENT.test(memo) && may('settlement.read'))
    return (
      <Link to="/settlements/$setl_id" params={{ setl_id: memo }} className="code">
        {memo}
      </Link>
    );
  return <span className="code">{memo}</span>;
}

/** A `setl_id`: no other memo begins so. */
const SETTLEMENT = /^S\d+$/;
