/** The log of who saw and did what: filtered, verified, taken out. */
import { Alert, App, Button } from 'antd';
import { getRouteApi } from '@tanstack/react-router';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask, Refused } from '../api/ask.ts';
import { textOfInstant } from '../format/instant.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { Listed } from '../parts/listed.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import { NoRight } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import type { LogExport, LogRow, Verdict } from './answers.ts';
import { Content, Subject } from './entry-words.tsx';
import { LogFilters } from './log-filters.tsx';
import { actionsQuery, logQuery } from './queries.ts';
import type { LogFilter } from './queries.ts';
import { logText } from './text.ts';
import './log.css';

const route = getRouteApi('/log');

export function LogPage() {
  return useMay()('log.read') ? <Log /> : <NoRight />;
}

function Log() {
  const t = useText(logText);
  const filter = route.useSearch();
  const log = useInfiniteQuery(logQuery(filter));
  const rows = log.data?.pages.flat() ?? [];
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t.title}</h1>
        <p className="hint">{t.hint}</p>
      </div>
      <LogFilters filter={filter} />
      <Acts filter={filter} />
      <Listed query={log} count={rows.length} empty={{ title: t.empty, hint: t.emptyHint }}>
        <table className="table log">
          <thead>
            <tr>
              <th scope="col">{t.at}</th>
              <th scope="col">{t.actor}</th>
              <th scope="col">{t.action}</th>
              <th scope="col">{t.about}</th>
              <th scope="col">{t.purpose}</th>
              <th scope="col">{t.detail}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Entry key={row.seq} row={row} />
            ))}
          </tbody>
        </table>
      </Listed>
    </div>
  );
}

function Entry({ row }: { readonly row: LogRow }) {
  const t = useText(logText);
  const { language } = useLanguage();
  const { data: actions = [] } = useQuery(actionsQuery);
  const { seq, at, actor, actor_name, action, purpose } = row;
  const unnamed: Readonly<Record<string, string>> = { unknown: t.nobody, installation: t.installation };
  const who = actor_name === '' ? (unnamed[actor] ?? actor) : actor_name;
  return (
    <tr>
      <td className="figures">
        {textOfInstant(at)} <span className="code">#{seq}</span>
      </td>
      <td>{who}</td>
      <td>{actions.find((name) => name.action === action)?.[language] ?? action}</td>
      <td>
        <Subject row={row} />
      </td>
      <td>{purpose}</td>
      <td className="log-detail">
        <Content row={row} />
      </td>
    </tr>
  );
}

function Acts({ filter }: { readonly filter: LogFilter }) {
  const t = useText(logText);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const verify = useMutation({ mutationFn: () => ask<Verdict>('GET', '/api/log/verdict') });
  const take = useMutation({
    mutationFn: () => {
      const { personal, ...rest } = filter;
      return ask<LogExport>('POST', '/api/log/export', {
        ...rest,
        ...(personal === undefined ? {} : { personal: true }),
      });
    },
    onSuccess: ({ csv, entries, is_cut }) => {
      saveAs(`log-${entries}.csv`, csv);
      void (is_cut ? message.warning(t.cut(entries)) : message.success(t.exported(entries)));
      return queries.invalidateQueries({ queryKey: ['log'] });
    },
  });
  const refused = [verify.error, take.error].find((error) => error instanceof Refused);
  const verdict = verify.data;
  return (
    <div className="spaced">
      <div className="step-acts">
        <Button loading={verify.isPending} onClick={() => verify.mutate()}>
          {t.verify}
        </Button>
        <Button loading={take.isPending} onClick={() => take.mutate()}>
          {t.export}
        </Button>
      </div>
      {refused === undefined ? null : <RefusedAlert error={refused} />}
      {verdict === undefined ? null : (
        <Alert
          role="status"
          showIcon
          className="log-verdict"
          type={verdict.ok ? 'success' : 'error'}
          title={verdict.ok ? t.holds(verdict.entries, verdict.head.digest) : t.broken(verdict.seq ?? 0)}
        />
      )}
    </div>
  );
}

/** Hands a text to the browser as a file. */
function saveAs(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
