/** What an officer does on site, with a phone: visits, and the form of one. Both in one file: a page taken along is whole. */
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { Link, useParams } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import type { Visit } from '../campaigns/answers.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { nameOf } from '../language/law.ts';
import { Mark } from '../parts/marks.tsx';
import { Empty, NoRight, Trouble, Waiting } from '../parts/states.tsx';
import { useMay, useMe } from '../session/me.tsx';
import { ItemForm } from './item-form.tsx';
import { NetBar } from './net-bar.tsx';
import { keepPage } from './offline.ts';
import type { Queued } from './queue.ts';
import { fieldText } from './text.ts';
import { useQueue } from './use-queue.ts';
import { answerTo, isOpen, visitsQuery } from './visits.ts';
import './field.css';

/** The visits of the caller. */
export function FieldList() {
  const t = useText(fieldText);
  return (
    <Field>
      {(visits, entries) => (
        <>
          <div className="page-head">
            <h1>{t.title}</h1>
            <p className="hint">{t.hint}</p>
          </div>
          {visits.length === 0 ? <Empty title={t.empty} hint={t.emptyHint} /> : null}
          <ul className="field-visits">
            {visits.map((visit) => (
              <VisitCard key={visit.matter_id} visit={visit} entries={entries} />
            ))}
          </ul>
        </>
      )}
    </Field>
  );
}

/** The form of the visit that the address names. */
export function FieldForm() {
  const { matter_id } = useParams({ from: '/field/$matter_id' });
  const t = useText(fieldText);
  return (
    <Field>
      {(visits, entries) => {
        const visit = visits.find((each) => each.matter_id === matter_id);
        return visit === undefined ? (
          <Empty title={t.missing} />
        ) : (
          <Form key={matter_id} visit={visit} entries={entries} />
        );
      }}
    </Field>
  );
}

interface FieldProps {
  readonly children: (visits: readonly Visit[], entries: readonly Queued[]) => ReactNode;
}

/** Bar, queue and visits, the same for both pages. */
function Field({ children }: FieldProps) {
  return useMay()('inspection.note') ? <Taken>{children}</Taken> : <NoRight />;
}

function Taken({ children }: FieldProps) {
  const t = useText(fieldText);
  const me = useMe();
  const visits = useQuery(visitsQuery(me.id));
  const { queue, entries, photos } = useQueue(me.id);
  const [kept, setKept] = useState<boolean | null>(null);
  const sent = [...entries, ...photos].filter(({ state }) => state === 'sent').length;
  const { refetch } = visits;
  useEffect(() => {
    keepPage().then(setKept, () => setKept(false));
  }, []);
  useEffect(() => {
    if (sent === 0) return;
    // What the server shows now holds what was sent before it was asked. Each is known by its id: what the store gives back is a copy.
    const answers = new Set(
      queue.entries().flatMap(({ state, answer }) => (state === 'sent' ? [answer.answer_id] : [])),
    );
    const pictures = new Set(queue.photos.entries().flatMap(({ state, digest }) => (state === 'sent' ? [digest] : [])));
    const forget = async (): Promise<void> => {
      const { isSuccess } = await refetch();
      if (!isSuccess) return;
      await queue.drop(({ answer }) => answers.has(answer.answer_id));
      await queue.photos.remove(({ state, digest }) => state === 'sent' && pictures.has(digest));
    };
    void forget();
  }, [sent, queue, refetch]);
  return (
    <div className="page field-page">
      <NetBar queue={queue} entries={entries} photos={photos} />
      {visits.data === undefined ? (
        visits.isPending ? (
          <Waiting />
        ) : (
          <Trouble error={visits.error} retry={() => void refetch()} />
        )
      ) : (
        children(visits.data, entries)
      )}
      {kept === null ? null : <p className="field-kept faint">{kept ? t.kept : t.notKept}</p>}
    </div>
  );
}

function VisitCard({ visit, entries }: { readonly visit: Visit; readonly entries: readonly Queued[] }) {
  const t = useText(fieldText);
  const { say } = useLanguage();
  const items = visit.items.filter(({ list }) => list === 'site');
  const done = items.filter(({ item_id }) => answerTo(visit, entries, item_id) !== undefined).length;
  const waiting = entries.filter((each) => each.matter_id === visit.matter_id && each.state === 'waiting').length;
  return (
    <li>
      <Link to="/field/$matter_id" params={{ matter_id: visit.matter_id }} className="field-card">
        <strong>{visit.fixmedins_name}</strong>
        <span className="faint">{visit.campaign}</span>
        <span className="field-card-foot">
          <Mark tone={isOpen(visit) ? 'blue' : 'quiet'}>{say(nameOf('states', 'inspection', visit.state))}</Mark>
          <span className="figures">{t.answered(done, items.length)}</span>
          {waiting === 0 ? null : <Mark tone="amber">{`${t.states.waiting} ${waiting}`}</Mark>}
        </span>
      </Link>
    </li>
  );
}

function Form({ visit, entries }: { readonly visit: Visit; readonly entries: readonly Queued[] }) {
  const t = useText(fieldText);
  const { say } = useLanguage();
  const me = useMe();
  const { queue } = useQueue(me.id);
  const items = visit.items.filter(({ list }) => list === 'site');
  const open = isOpen(visit);
  return (
    <>
      <Link to="/field" className="back">
        ← {t.all}
      </Link>
      <div className="page-head">
        <h1>{visit.fixmedins_name}</h1>
        <Mark tone="blue">{say(nameOf('states', 'inspection', visit.state))}</Mark>
        <Link to="/matters/$matter_id" params={{ matter_id: visit.matter_id }} className="act">
          {t.matter}
        </Link>
      </div>
      {open ? null : <p className="field-closed">{t.closed}</p>}
      {items.length === 0 ? <Empty title={t.noItems} /> : null}
      <ol className="field-items">
        {items.map((item, index) => {
          const mine = (each: Queued): boolean =>
            each.matter_id === visit.matter_id && each.answer.item_id === item.item_id;
          return (
            <ItemForm
              key={item.item_id}
              visit={visit}
              item={item}
              number={index + 1}
              answer={answerTo(visit, entries, item.item_id)}
              queued={entries.findLast(mine)}
              open={open}
              onAnswer={(answer) => void queue.add(visit.matter_id, answer)}
            />
          );
        })}
      </ol>
    </>
  );
}
