/** What is done with the leads selected: given to somebody, or dropped with a reason. */
import { useState } from 'react';
import { App, Button, Form, Input, Select } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask, Refused } from '../api/ask.ts';
import { useLanguage } from '../language/language.tsx';
import { dutyNames } from '../language/law.ts';
import { Dialog } from '../parts/dialog.tsx';
import { useColleagues } from '../parts/person.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import { useMay, useMe } from '../session/me.tsx';
import { IssueForm } from './issue-form.tsx';
import { mayIssue } from './lead-filter.ts';

interface Props {
  readonly chosen: ReadonlySet<string>;
  readonly onDone: () => void;
}

type To =
  | { readonly state: 'assigned'; readonly assignee: string }
  | { readonly state: 'dropped'; readonly reason: string };

/** Stands at the foot of the list while something is selected. */
export function TriageBar({ chosen, onDone }: Props) {
  const { text } = useLanguage();
  const t = text.leads;
  const may = useMay();
  const me = useMe();
  const [doing, setDoing] = useState<To['state'] | 'review' | null>(null);
  return (
    <div className="triage" role="region" aria-label={t.selected(chosen.size)}>
      <strong role="status">{t.selected(chosen.size)}</strong>
      {may('lead.triage') ? (
        <>
          <Button type="primary" onClick={() => setDoing('assigned')}>
            {t.assign}
          </Button>
          <Button onClick={() => setDoing('dropped')}>{t.drop}</Button>
        </>
      ) : null}
      {mayIssue(me) ? <Button onClick={() => setDoing('review')}>{t.issue}</Button> : null}
      <Button type="text" onClick={onDone}>
        {t.unselect}
      </Button>
      {doing === 'review' ? <IssueForm chosen={chosen} onClose={() => setDoing(null)} onDone={onDone} /> : null}
      {doing === null || doing === 'review' ? null : (
        <TriageForm state={doing} chosen={chosen} onClose={() => setDoing(null)} onDone={onDone} />
      )}
    </div>
  );
}

interface TriageProps extends Props {
  readonly state: To['state'];
  readonly onClose: () => void;
}

/** To whom the leads are given, or why they are dropped. */
export function TriageForm({ state, chosen, onClose, onDone }: TriageProps) {
  const { text, say } = useLanguage();
  const t = text.leads;
  const { message } = App.useApp();
  const me = useMe();
  const queries = useQueryClient();
  const assignees = new Map([
    [me.id, `${me.name} · ${t.mine}`],
    ...useColleagues()
      .filter(({ id }) => id !== me.id)
      .map(({ id, name, duties }): [string, string] => [
        id,
        [name, ...duties.map((duty) => say(dutyNames[duty] ?? { zh: duty, en: duty }))].join(' · '),
      ]),
  ]);
  const [form] = Form.useForm<{ assignee?: string; reason?: string }>();
  const triage = useMutation({
    mutationFn: (to: To) => ask<{ moved: number }>('POST', '/api/leads/triage', { lead_ids: [...chosen], to }),
    onSuccess: async ({ moved }) => {
      void message.success(t.moved(moved));
      onClose();
      onDone();
      await queries.invalidateQueries({ queryKey: ['leads'] });
    },
  });
  const assigning = state === 'assigned';
  return (
    <Dialog title={assigning ? t.assignTitle(chosen.size) : t.dropTitle(chosen.size)} onClose={onClose}>
      {triage.error instanceof Refused ? <RefusedAlert error={triage.error} /> : null}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ assignee = '', reason = '' }) =>
          triage.mutate(
            assigning ? { state: 'assigned', assignee: assignee.trim() } : { state: 'dropped', reason: reason.trim() },
          )
        }
      >
        {assigning ? (
          <Form.Item name="assignee" label={t.to} rules={[{ required: true, message: t.toHint }]}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={t.toHint}
              getPopupContainer={(field: HTMLElement) => field.closest('dialog') ?? document.body}
              options={[...assignees].map(([value, label]) => ({ value, label }))}
            />
          </Form.Item>
        ) : (
          <Form.Item
            name="reason"
            label={t.reason}
            extra={t.reasonHint}
            rules={[{ required: true, whitespace: true, message: text.matter.needed(t.reason) }]}
          >
            <Input.TextArea autoFocus rows={4} maxLength={2_000} />
          </Form.Item>
        )}
        <div className="step-acts">
          <Button type="primary" htmlType="submit" loading={triage.isPending}>
            {assigning ? t.assign : t.drop}
          </Button>
          <Button onClick={onClose}>{t.cancel}</Button>
        </div>
      </Form>
    </Dialog>
  );
}
