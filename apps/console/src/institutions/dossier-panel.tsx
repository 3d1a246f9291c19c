/** The dossier as a time line: what happened, the latest first, and whether the chain holds. */
import { useState } from 'react';
import { Button, Select } from 'antd';
import { Link } from '@tanstack/react-router';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { textOfDay, today } from '../format/day.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { measureNames, nameOf, procedureName } from '../language/law.ts';
import { factName } from '../matters/facts.ts';
import { Mark } from '../parts/marks.tsx';
import type { Tone } from '../parts/marks.tsx';
import { Money } from '../parts/money.tsx';
import { Panel } from '../parts/panel.tsx';
import { usePersonName } from '../parts/person.tsx';
import { Empty, Trouble, Waiting } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import type { DossierEntry } from './answers.ts';
import { ChoiceField, DateField, LineField, WordsField } from './fields.tsx';
import { FormDialog } from './form-dialog.tsx';
import { dossierQuery, verdictQuery } from './queries.ts';
import { institutionText, wordOf } from './text.ts';

interface Props {
  readonly code: string;
  readonly kind: string | undefined;
  readonly onKind: (kind: string | undefined) => void;
}

export function DossierPanel({ code, kind, onKind }: Props) {
  const t = useText(institutionText);
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const found = useInfiniteQuery(dossierQuery(code, kind));
  const pages = found.data?.pages ?? [];
  const entries = pages.flatMap((page) => page.entries);
  const kinds = pages[0]?.kinds ?? {};
  const person = usePersonName(Object.assign({}, ...pages.map(({ names }) => names)));
  return (
    <Panel
      title={t.dossier}
      flush
      beside={
        <div className="dossier-head">
          <Verdict code={code} />
          {may('dossier.write') ? (
            <Button size="small" onClick={() => setAdding(true)}>
              {t.addNote}
            </Button>
          ) : null}
        </div>
      }
    >
      <div className="filters dossier-filter">
        <Select
          aria-label={t.entryKind}
          placeholder={t.entryKind}
          allowClear
          className="filter filter-wide"
          value={kind ?? null}
          options={Object.entries(t.entries)
            .filter(([value]) => kinds[value] !== undefined || value === kind)
            .map(([value, label]) => ({ value, label: `${label} ${String(kinds[value] ?? 0)}` }))}
          onChange={(value: string | null | undefined) => onKind(value ?? undefined)}
        />
      </div>
      {found.isPending ? <Waiting rows={6} /> : null}
      {found.isError && entries.length === 0 ? (
        <Trouble error={found.error} retry={() => void found.refetch()} />
      ) : null}
      {found.isSuccess && entries.length === 0 ? <Empty title={t.noEntries} hint={t.noEntriesHint} /> : null}
      <ol className="timeline">
        {entries.map((entry) => (
          <Entry key={entry.seq} entry={entry} person={person} />
        ))}
      </ol>
      {found.hasNextPage ? (
        <p className="padded">
          <Button size="small" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t.more}
          </Button>
        </p>
      ) : null}
      {adding ? (
        <FormDialog
          title={t.noteTitle}
          path={`/api/institutions/${code}/dossier`}
          idName="entry_id"
          code={code}
          initial={{ kind: 'note', day: textOfDay(today()) }}
          body={({ title = '', text = '', file, ...rest }) => ({
            ...rest,
            title: title.trim(),
            text: text.trim(),
            file: file === undefined || file.trim() === '' ? null : file.trim().toLowerCase(),
          })}
          onClose={() => setAdding(false)}
        >
          <ChoiceField name="kind" label={t.kind} words={t.noteKinds} />
          <DateField name="day" label={t.noteDay} />
          <LineField name="title" label={t.noteHead} wide />
          <WordsField name="text" label={t.noteText} optional hint={t.noteHint} />
          <LineField name="file" label={t.file} optional wide />
        </FormDialog>
      ) : null}
    </Panel>
  );
}

function Verdict({ code }: { readonly code: string }) {
  const t = useText(institutionText);
  const { data } = useQuery(verdictQuery(code));
  if (data === undefined) return null;
  if (data.ok) return <Mark tone="green">{t.holds(data.entries)}</Mark>;
  return (
    <Mark tone="red">
      {t.broken(data.seq ?? 0)} · {wordOf(t.faults, data.fault ?? '')}
    </Mark>
  );
}

const TONES: Readonly<Record<string, Tone>> = {
  lead: 'amber',
  measure: 'amber',
  notice: 'blue',
  decision: 'red',
  money: 'green',
  report: 'blue',
};

interface EntryProps {
  readonly entry: DossierEntry;
  readonly person: (id: string) => string;
}

function Entry({ entry: { seq, actor, kind, subject, detail, digest }, person }: EntryProps) {
  const t = useText(institutionText);
  const matter_id = /^matter:(.+)$/.exec(subject)?.[1];
  return (
    <li>
      <time className="figures" dateTime={detail.day}>
        {detail.day}
      </time>
      <div className="timeline-entry">
        <div className="record-head">
          <Mark tone={TONES[kind] ?? 'quiet'}>{wordOf(t.entries, kind)}</Mark>
          <Title kind={kind} detail={detail} />
        </div>
        <Said detail={detail} />
        <span className="faint timeline-foot">
          <span className="figures">{seq}</span>
          <span className="code" title={digest}>
            {digest.slice(0, 8)}
          </span>
          <span>
            {t.by} {person(actor)}
          </span>
          {matter_id === undefined ? null : (
            <Link to="/matters/$matter_id" params={{ matter_id }}>
              {t.toMatter}
            </Link>
          )}
        </span>
      </div>
    </li>
  );
}

interface DetailProps {
  readonly detail: DossierEntry['detail'];
}

const textIn = (detail: DossierEntry['detail'], name: string): string => {
  const value = detail[name];
  return typeof value === 'string' ? value : '';
};

/** What happened, in a few words. */
function Title({ kind, detail }: DetailProps & { readonly kind: string }) {
  const { say } = useLanguage();
  const t = useText(institutionText);
  const [procedure, action] = [textIn(detail, 'procedure'), textIn(detail, 'action')];
  if (procedure !== '')
    return (
      <strong>
        {say(nameOf('steps', procedure, action))}{' '}
        <span className="faint">{say(measureNames[textIn(detail, 'measure')] ?? procedureName(procedure))}</span>
      </strong>
    );
  if (kind === 'licence') return <strong>{wordOf(t.licenceKinds, textIn(detail, 'licence'))}</strong>;
  if (kind === 'agreement')
    return (
      <strong>
        {wordOf(t.acts, textIn(detail, 'act'))} {textIn(detail, 'number')}
      </strong>
    );
  return <strong>{textIn(detail, 'title')}</strong>;
}

/** Amounts, terms, changes, words. */
function Said({ detail }: DetailProps) {
  const { say } = useLanguage();
  const t = useText(institutionText);
  const amounts = Object.entries(detail).flatMap(([name, value]) =>
    name.endsWith('_fen') && typeof value === 'number' ? [{ name, fen: value }] : [],
  );
  const changes = detail['changes'];
  const words = [textIn(detail, 'text'), textIn(detail, 'reason'), textIn(detail, 'late_reason')].filter(Boolean);
  const term = textIn(detail, 'valid_to');
  return (
    <>
      {amounts.length === 0 ? null : (
        <span className="amounts">
          {amounts.map(({ name, fen }) => (
            <span key={name}>
              {say(factName(name))} <Money fen={fen} /> {t.yuan}
            </span>
          ))}
        </span>
      )}
      {term === '' ? null : (
        <span className="figures">
          {textIn(detail, 'licence') === '' ? '' : `${textIn(detail, 'number')} · `}
          {textIn(detail, 'valid_from')} — {term}
        </span>
      )}
      {textIn(detail, 'leave_day') === '' ? null : <span>{t.leaves(textIn(detail, 'leave_day'))}</span>}
      {typeof changes === 'object' && changes !== null ? (
        <span className="changes">
          {changes.map((change) => (
            <span key={change}>{changeWords(change, t)}</span>
          ))}
        </span>
      ) : null}
      {words.map((word) => (
        <p key={word} className="prose">
          {word}
        </p>
      ))}
      {textIn(detail, 'file') === '' ? null : <code className="digest-text">{textIn(detail, 'file')}</code>}
    </>
  );
}

/** `bed_cnt: 100 → 120`, by the name of its field. */
function changeWords(change: string, t: typeof institutionText.zh): string {
  const [, field = change, rest = ''] = /^(\w+)(: .*)?$/s.exec(change) ?? [];
  const words = field === 'kind' ? t.kinds : field === 'ownership' ? t.ownerships : {};
  return `${wordOf(t.fields, field)}${rest.replaceAll(/\w+/g, (word) => wordOf(words, word))}`;
}
