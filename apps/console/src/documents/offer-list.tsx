/** Documents that the steps taken so far call for, and who has yet to confirm a step. */
import { App, Button, Form, Input } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ask, Refused } from '../api/ask.ts';
import { requestIds } from '../api/request-id.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { documentTitles, inEnglish } from '../language/law.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Panel } from '../parts/panel.tsx';
import { usePersonName } from '../parts/person.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import { useMe } from '../session/me.tsx';
import type { DocumentOffer, PaperFile } from './answers.ts';
import { paperFileQuery } from './queries.ts';
import { ConfirmDeed } from './confirm-deed.tsx';
import { documentText } from './text.ts';

export function OfferList({ file }: { readonly file: PaperFile }) {
  const t = useText(documentText);
  return (
    <Panel title={t.offers} flush>
      {file.offers.length === 0 ? (
        <p className="padded faint">{t.noOffers}</p>
      ) : (
        <ul className="papers">
          {file.offers.map((offer) => (
            <OfferItem key={`${offer.kind} ${offer.seq}`} offer={offer} file={file} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

interface Props {
  readonly offer: DocumentOffer;
  readonly file: PaperFile;
}

function OfferItem({ offer, file: { matter_id, names } }: Props) {
  const { say, joined } = useLanguage();
  const t = useText(documentText);
  const me = useMe();
  const person = usePersonName(names);
  const queries = useQueryClient();
  const { message } = App.useApp();
  const ids = useRef(requestIds());
  const [isOpen, setOpen] = useState(false);
  const { kind, seq, step, on, before, made, unconfirmed, fields } = offer;
  const term = (zh: string): string => say({ zh, en: inEnglish(zh) });
  const name = say(documentTitles[kind] ?? { zh: kind, en: kind });

  const making = useMutation({
    mutationFn: (typed: Readonly<Record<string, string | undefined>>) => {
      const given = Object.entries(typed).filter(([, value]) => value !== undefined && value.trim() !== '');
      const content = { kind, seq, fields: Object.fromEntries(given) };
      const document = { document_id: ids.current(content), ...content };
      return ask<PaperFile>('POST', `/api/matters/${matter_id}/documents`, document);
    },
    onSuccess: (after) => {
      queries.setQueryData(paperFileQuery(matter_id).queryKey, after);
      // Steps may have waited for it.
      void queries.invalidateQueries({ queryKey: ['matter', matter_id] });
      void message.success(t.made);
      setOpen(false);
    },
  });
  const refused = making.error;
  const label = made ? t.again : t.make;
  return (
    <li className="paper">
      <div className="paper-what">
        <strong>{name}</strong>
        <span className="faint figures">{t.of(term(step), on, seq)}</span>
        {before === null || made ? null : <span className="faint">{t.before(term(before))}</span>}
        {unconfirmed.length === 0 ? null : <span className="amber">{t.waits(joined(unconfirmed.map(person)))}</span>}
      </div>
      <span className="paper-acts">
        {unconfirmed.includes(me.id) ? <ConfirmDeed matter_id={matter_id} seq={seq} /> : null}
        <Button
          size="small"
          aria-label={`${label} ${name}`}
          disabled={unconfirmed.length > 0}
          loading={making.isPending}
          onClick={() => (fields.length === 0 ? making.mutate({}) : setOpen(true))}
        >
          {label}
        </Button>
      </span>
      {refused instanceof Refused && !isOpen ? <RefusedAlert error={refused} /> : null}
      {isOpen ? (
        <Dialog title={`${label} ${name}`} onClose={() => setOpen(false)}>
          {refused instanceof Refused ? <RefusedAlert error={refused} /> : null}
          <p className="faint">{t.usual}</p>
          <Form layout="vertical" onFinish={(values: Record<string, string | undefined>) => making.mutate(values)}>
            {fields.map((field) => (
              <Form.Item
                key={field.name}
                name={field.name}
                label={say({ zh: field.label, en: t.fields[field.name] ?? field.label })}
              >
                <Input.TextArea className="growing" maxLength={10_000} />
              </Form.Item>
            ))}
            <div className="step-acts">
              <Button type="primary" htmlType="submit" loading={making.isPending}>
                {label}
              </Button>
              <Button onClick={() => setOpen(false)}>{t.cancel}</Button>
            </div>
          </Form>
        </Dialog>
      ) : null}
    </li>
  );
}
