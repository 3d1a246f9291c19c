/** Published versions, which of them holds, and the return to another one. */
import { useRef, useState } from 'react';
import { Button, Form, Input } from 'antd';
import { Link } from '@tanstack/react-router';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { requestIds } from '../api/request-id.ts';
import { textOfInstant } from '../format/instant.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Mark } from '../parts/marks.tsx';
import { Panel } from '../parts/panel.tsx';
import { usePersonName } from '../parts/person.tsx';
import { Trouble, Waiting } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import type { VersionRow, VersionsView } from './answers.ts';
import { versionsQuery } from './queries.ts';
import { rulebookText } from './text.ts';

export function Versions() {
  const versions = useQuery(versionsQuery);
  if (versions.isPending) return <Waiting />;
  if (versions.isError) return <Trouble error={versions.error} retry={() => void versions.refetch()} />;
  return <Shown view={versions.data} />;
}

function Shown({ view }: { readonly view: VersionsView }) {
  const t = useText(rulebookText);
  const person = usePersonName(view.names);
  const [returning, setReturning] = useState<number | null>(null);
  return (
    <>
      <ul className="rows panel version-rows">
        {view.versions.map((row) => (
          <VersionItem key={row.version} row={row} view={view} onReturn={() => setReturning(row.version)} />
        ))}
      </ul>
      {view.history.length === 0 ? null : (
        <Panel title={t.history} flush>
          <ul className="rows history-rows">
            {view.history.map(({ seq, version, since, by, reason }) => (
              <li key={seq}>
                <time className="figures" dateTime={since}>
                  {textOfInstant(since)} {t.since}
                </time>
                <strong>{t.versionNo(version)}</strong>
                <span>{person(by)}</span>
                <span className="faint">{reason}</span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {returning === null ? null : (
        <ReturnForm version={returning} seen={view.seq} onClose={() => setReturning(null)} />
      )}
    </>
  );
}

interface ItemProps {
  readonly row: VersionRow;
  readonly view: VersionsView;
  readonly onReturn: () => void;
}

function VersionItem({ row, view, onReturn }: ItemProps) {
  const { joined } = useLanguage();
  const t = useText(rulebookText);
  const may = useMay();
  const person = usePersonName(view.names);
  const { version, title, snapshot, draft_id, written_by, approved_by, published_at, replaces } = row;
  const holds = view.version === version;
  return (
    <li>
      <div className="class-name">
        <span>
          <strong>{t.versionNo(version)}</strong>{' '}
          {draft_id === null ? (
            t.national
          ) : (
            <Link to="/rulebook/drafts/$draft_id" params={{ draft_id }}>
              {title}
            </Link>
          )}{' '}
          {holds ? <Mark tone="green">{t.inForce}</Mark> : null}
        </span>
        {published_at === null ? null : (
          <span className="faint">
            {t.author} {joined(written_by.map(person))} · {t.approved} {person(approved_by)} ·{' '}
            <time dateTime={published_at}>{textOfInstant(published_at)}</time>
            {replaces === null ? '' : ` · ${t.replaced(replaces)}`}
          </span>
        )}
        {snapshot === '' ? null : (
          <span className="code">
            {t.snapshot} {snapshot.slice(0, 16)}
          </span>
        )}
      </div>
      {may('rulebook.publish') && !holds ? (
        <Button size="small" aria-label={`${t.returnTo} ${t.versionNo(version)}`} onClick={onReturn}>
          {t.returnTo}
        </Button>
      ) : null}
    </li>
  );
}

interface ReturnProps {
  readonly version: number;
  readonly seen: number;
  readonly onClose: () => void;
}

function ReturnForm({ version, seen, onClose }: ReturnProps) {
  const t = useText(rulebookText);
  const queries = useQueryClient();
  const ids = useRef(requestIds());
  const send = async ({ reason }: { readonly reason: string }) => {
    const wanted = { seen, reason };
    const view = await ask<VersionsView>('POST', `/api/rulebook/versions/${version}/return`, {
      request_id: ids.current({ version, ...wanted }),
      ...wanted,
    });
    queries.setQueryData(versionsQuery.queryKey, view);
    void queries.invalidateQueries({ queryKey: ['rulebook'] });
  };
  return (
    <FormDialog title={t.returnTitle(version)} submit={t.returnTo} send={send} onClose={onClose}>
      <p className="spaced">{t.returnHint}</p>
      <Form.Item name="reason" label={t.why} rules={[{ required: true, whitespace: true, min: 2, message: t.needWhy }]}>
        <Input.TextArea autoFocus maxLength={2_000} rows={2} />
      </Form.Item>
    </FormDialog>
  );
}
