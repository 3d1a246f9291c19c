/** What is done with one lead from its page: given to somebody, given back by who has it. */
import { useState } from 'react';
import { App, Button, Form, Input } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import type { LeadView } from '../api/answers.ts';
import { ask } from '../api/ask.ts';
import { useLanguage } from '../language/language.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { useMay, useMe } from '../session/me.tsx';
import { TriageForm } from './triage-bar.tsx';

/** Nothing once a review or a case has taken the lead up. */
export function LeadActs({ lead: { lead_id, state, assignee } }: { readonly lead: LeadView }) {
  const { text } = useLanguage();
  const t = text.leads;
  const may = useMay();
  const me = useMe();
  const queries = useQueryClient();
  const [doing, setDoing] = useState<'assigned' | 'returned' | null>(null);
  const done = (): void => void queries.invalidateQueries({ queryKey: ['lead', lead_id] });
  const isMine = state === 'assigned' && assignee === me.id;
  const mayGive = may('lead.triage') && (state === 'new' || state === 'assigned' || state === 'dropped');
  const mayReturn = isMine && may('lead.return');
  if (!mayGive && !mayReturn) return null;
  return (
    <span className="lead-acts">
      {mayGive ? (
        <Button onClick={() => setDoing('assigned')}>{assignee === null ? t.assign : t.reassign}</Button>
      ) : null}
      {mayReturn ? <Button onClick={() => setDoing('returned')}>{t.giveBack}</Button> : null}
      {doing === 'assigned' ? (
        <TriageForm state="assigned" chosen={new Set([lead_id])} onClose={() => setDoing(null)} onDone={done} />
      ) : null}
      {doing === 'returned' ? <ReturnForm lead_id={lead_id} onClose={() => setDoing(null)} onDone={done} /> : null}
    </span>
  );
}

interface ReturnProps {
  readonly lead_id: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

function ReturnForm({ lead_id, onClose, onDone }: ReturnProps) {
  const { text } = useLanguage();
  const t = text.leads;
  const { message } = App.useApp();
  const queries = useQueryClient();
  const send = async ({ reason }: { reason: string }): Promise<void> => {
    await ask('POST', '/api/leads/return', { lead_ids: [lead_id], reason: reason.trim() });
    void message.success(t.givenBack);
    void queries.invalidateQueries({ queryKey: ['leads'] });
    onDone();
  };
  return (
    <FormDialog<{ reason: string }> title={t.giveBackTitle} submit={t.giveBack} send={send} onClose={onClose}>
      <Form.Item
        name="reason"
        label={t.reason}
        extra={t.giveBackHint}
        rules={[{ required: true, whitespace: true, message: text.matter.needed(t.reason) }]}
      >
        <Input.TextArea autoFocus rows={4} maxLength={2_000} />
      </Form.Item>
    </FormDialog>
  );
}
