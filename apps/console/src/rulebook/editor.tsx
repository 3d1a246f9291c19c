/** The tables of a draft as grids: cells are typed or pasted, what is wrong is shown where it is. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { App, Button, Input } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask, Refused } from '../api/ask.ts';
import { requestIds } from '../api/request-id.ts';
import { useText } from '../language/language.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import { useMay } from '../session/me.tsx';
import type { DraftView, Fault, Files, Table } from './answers.ts';
import { FaultList } from './fault-list.tsx';
import { Grid } from './grid.tsx';
import type { Spot } from './grid.tsx';
import { checkQuery, draftQuery } from './queries.ts';
import { rowsOf, textOf } from './rows.ts';
import type { Row } from './rows.ts';
import { rulebookText } from './text.ts';

/** States in which the content may still change. */
const OPEN = new Set(['drafting', 'planned', 'rejected']);
/** Typing is checked when it rests. */
const REST_MS = 600;

type Rows = Readonly<Record<string, readonly Row[]>>;

interface Props {
  readonly draft: DraftView;
  readonly tables: readonly Table[];
}

export function Editor({ draft, tables }: Props) {
  const t = useText(rulebookText);
  const may = useMay();
  const [kept, setKept] = useState(() => readAll(tables, draft.files));
  const [rows, setRows] = useState<Rows>(kept);
  const [title, setTitle] = useState(draft.title);
  const [reason, setReason] = useState(draft.reason);
  const [file, setFile] = useState(() => firstUsed(tables, kept));
  const [spot, setSpot] = useState<Spot | null>(null);
  const writes = OPEN.has(draft.state) && may('rulebook.write');
  const files = useMemo(() => filesOf(tables, rows), [tables, rows]);
  const resting = useResting(files);
  const check = useQuery({ ...checkQuery(resting), enabled: writes });
  const { faults = [], notices = [] } = check.data ?? {};
  const changed = rows !== kept || title !== draft.title || reason !== draft.reason;
  const save = useSave(draft, () => setKept(rows));
  const table = tables.find((each) => each.file === file);
  const go = (fault: Fault): void => {
    setFile(fault.file);
    setSpot({ file: fault.file, row: (fault.line ?? 2) - 2, column: fault.column });
  };
  return (
    <section className="panel rule-editor" aria-label={t.tabs.edit}>
      {writes ? (
        <div className="padded rule-head">
          <Input
            aria-label={t.draftTitle}
            value={title}
            maxLength={120}
            onChange={(event) => setTitle(event.target.value)}
          />
          <Input
            aria-label={t.draftReason}
            placeholder={t.draftReason}
            value={reason}
            maxLength={2_000}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button
            type="primary"
            disabled={!changed || title.trim().length < 2}
            loading={save.isPending}
            onClick={() => save.mutate({ title, reason, files })}
          >
            {t.save}
          </Button>
          <span role="status" className="faint">
            {changed ? t.unsaved : ''}
          </span>
        </div>
      ) : (
        <p className="padded faint">{t.readOnly}</p>
      )}
      {save.error instanceof Refused ? (
        <div className="padded">
          <RefusedAlert error={save.error} />
        </div>
      ) : null}
      <div className="file-tabs" role="group" aria-label={t.tabs.edit}>
        {tables.map((each) => {
          const wrong = faults.filter((fault) => fault.file === each.file).length;
          return (
            <button
              key={each.file}
              type="button"
              aria-pressed={each.file === file}
              title={each.about}
              onClick={() => setFile(each.file)}
            >
              {each.file.replace('.csv', '')}{' '}
              <span className={wrong > 0 ? 'file-wrong figures' : 'faint figures'}>{rows[each.file]?.length ?? 0}</span>
            </button>
          );
        })}
      </div>
      {table === undefined ? null : (
        <Grid
          key={table.file}
          table={table}
          rows={rows[table.file] ?? []}
          faults={faults.filter((fault) => fault.file === table.file)}
          spot={spot?.file === table.file ? spot : null}
          {...(writes ? { onRows: (next: readonly Row[]) => setRows({ ...rows, [table.file]: next }) } : {})}
        />
      )}
      {writes ? (
        <FaultList faults={faults} notices={notices} isChecking={check.isFetching || resting !== files} onGo={go} />
      ) : null}
    </section>
  );
}

function useSave(draft: DraftView, onKept: () => void) {
  const t = useText(rulebookText);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const ids = useRef(requestIds());
  const { draft_id, version: seen } = draft;
  return useMutation({
    mutationFn: (written: { readonly title: string; readonly reason: string; readonly files: Files }) =>
      ask<DraftView>('POST', `/api/rulebook/drafts/${draft_id}/save`, {
        request_id: ids.current({ seen, ...written }),
        seen,
        ...written,
      }),
    onSuccess: (view) => {
      onKept();
      queries.setQueryData(draftQuery(draft_id).queryKey, view);
      void queries.invalidateQueries({ queryKey: ['rulebook', 'drafts'] });
      void queries.invalidateQueries({ queryKey: ['rulebook', 'plans', draft_id] });
      void message.success(t.saved);
    },
  });
}

function useResting(files: Files): Files {
  const [resting, setResting] = useState(files);
  useEffect(() => {
    const timer = setTimeout(() => setResting(files), REST_MS);
    return () => clearTimeout(timer);
  }, [files]);
  return resting;
}

function readAll(tables: readonly Table[], files: Files): Rows {
  return Object.fromEntries(tables.map((table) => [table.file, rowsOf(table, files[table.file] ?? '')]));
}

function filesOf(tables: readonly Table[], rows: Rows): Files {
  return Object.fromEntries(
    tables.map((table) => [table.file, textOf(table, rows[table.file] ?? [])]).filter(([, text]) => text !== ''),
  );
}

function firstUsed(tables: readonly Table[], rows: Rows): string {
  const used = tables.find(({ file }) => (rows[file]?.length ?? 0) > 0) ?? tables[0];
  return used?.file ?? '';
}
