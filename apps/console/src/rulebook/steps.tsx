/** What may be done with a draft now, by this person; and why not. */
import { useRef, useState } from 'react';
import { Button, Form, Input } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import type { Offer } from '../api/answers.ts';
import { requestIds } from '../api/request-id.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { nameOf } from '../language/law.ts';
import { wordsOf } from '../language/refusal.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { usePersonName } from '../parts/person.tsx';
import type { DraftView } from './answers.ts';
import { draftQuery } from './queries.ts';
import { rulebookText } from './text.ts';

/** Of those who answer for what is published. */
const DECISIONS = new Set(['publish', 'reject']);
const PROMINENT = new Set(['propose', 'publish']);

export function DraftSteps({ draft }: { readonly draft: DraftView }) {
  const t = useText(rulebookText);
  const { say, language } = useLanguage();
  const person = usePersonName(draft.names);
  const [open, setOpen] = useState<Offer | null>(null);
  const { offers } = draft;
  const refused = offers.filter(({ refusal }) => refusal !== null);
  if (offers.length === 0) return null;
  return (
    <section className="panel padded rule-steps" aria-label={t.steps}>
      <div className="step-acts">
        {offers.map((offer) => (
          <Button
            key={offer.action}
            type={PROMINENT.has(offer.action) ? 'primary' : 'default'}
            disabled={offer.refusal !== null}
            onClick={() => setOpen(offer)}
          >
            {say(nameOf('steps', 'publication', offer.action))}
          </Button>
        ))}
      </div>
      {refused.map(({ action, refusal }) => {
        if (refusal === null) return null;
        const named = Object.fromEntries(
          Object.entries(refusal.params).map(([name, value]) => [
            name,
            name === 'person' ? person(String(value)) : value,
          ]),
        );
        const { text, fix } = wordsOf({ code: refusal.code, params: named }, language);
        return (
          <p key={action} className="rule-refusal">
            {text}。<span className="faint">{fix}</span> <span className="code">{refusal.code}</span>
          </p>
        );
      })}
      {open === null ? null : <StepDialog draft={draft} offer={open} onClose={() => setOpen(null)} />}
    </section>
  );
}

interface Props {
  readonly draft: DraftView;
  readonly offer: Offer;
  readonly onClose: () => void;
}

function StepDialog({ draft: { draft_id, version }, offer: { action, facts }, onClose }: Props) {
  const t = useText(rulebookText);
  const { say } = useLanguage();
  const queries = useQueryClient();
  const ids = useRef(requestIds());
  const step = say(nameOf('steps', 'publication', action));
  const asksWhy = facts.includes('reason');
  const send = async ({ reason }: { readonly reason?: string }) => {
    const wanted = { action, seen: version, ...(reason === undefined ? {} : { reason }) };
    const door = DECISIONS.has(action) ? 'decide' : 'steps';
    const view = await ask<DraftView>('POST', `/api/rulebook/drafts/${draft_id}/${door}`, {
      request_id: ids.current(wanted),
      ...wanted,
    });
    void queries.invalidateQueries({ queryKey: ['rulebook'] });
    queries.setQueryData(draftQuery(draft_id).queryKey, view);
  };
  return (
    <FormDialog title={step} submit={t.sure(step)} send={send} onClose={onClose}>
      {asksWhy ? (
        <Form.Item
          name="reason"
          label={t.why}
          rules={[{ required: true, whitespace: true, min: 2, message: t.needWhy }]}
        >
          <Input.TextArea autoFocus maxLength={2_000} rows={2} />
        </Form.Item>
      ) : (
        <p className="hint spaced">{t.authorsNote}</p>
      )}
    </FormDialog>
  );
}
