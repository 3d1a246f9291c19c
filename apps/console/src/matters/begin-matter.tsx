/** A matter begins in a window: its first step in one go, where it is the reader's, and a word of what follows where it is not. */
import { useRef } from 'react';
import { App, Button, ConfigProvider, Form } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { LeadView, MatterView } from '../api/answers.ts';
import { ask, Refused } from '../api/ask.ts';
import { requestIds } from '../api/request-id.ts';
import { textOfDay, today } from '../format/day.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { dutyNames, nameOf, procedureName, procedureOf } from '../language/law.ts';
import { Dialog } from '../parts/dialog.tsx';
import { keepFromSending } from '../parts/enter-key.ts';
import { within } from '../parts/form-dialog.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import { useMe } from '../session/me.tsx';
import { FactItem } from './fact-item.tsx';
import { weighedBy } from './facts.ts';
import { stepText } from './text.ts';
import { factsOf, ledBy } from './values.ts';
import type { Values } from './values.ts';

/** Procedures that are begun by hand, and the step with which each begins. */
const FIRST = {
  review: 'issue',
  penalty: 'receive',
  'summary-penalty': 'attend',
  measure: 'propose',
  transfer: 'suggest',
} as const;

/** What a matter is begun as. */
export type Begun = keyof typeof FIRST;

interface Props {
  readonly procedure: Begun;
  /** What the button was called. */
  readonly title: string;
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly lead?: LeadView | undefined;
  /** The matter that it follows from. */
  readonly parent_id?: string | null;
  readonly onClose: () => void;
}

export function BeginMatter(props: Props) {
  const { procedure, title, fixmedins_code, fixmedins_name, lead, parent_id = null, onClose } = props;
  const { say } = useLanguage();
  const t = useText(stepText);
  const me = useMe();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const ids = useRef({ matter: requestIds(), step: requestIds() });
  const action = FIRST[procedure];
  const step = procedureOf(procedure)?.steps[action];
  const isMine = step?.duties.some((duty) => me.duties.includes(duty)) === true;
  const optional = weighedBy(action);
  const names = isMine ? [...(step.facts ?? []), ...optional] : [];
  const debts = { refund: 0, penalty: 0, fine: 0, surcharge: 0 };
  const blank = { matter_id: '', officers: [], deeds: [], names: {}, debts };
  const beginning = useMutation({
    mutationFn: (values: Values) => {
      const opening = { procedure, lead_id: lead?.lead_id ?? null, parent_id, fixmedins_code };
      const content = { action, facts: factsOf(names, values), with: [] };
      const wanted = { matter_id: ids.current.matter({ ...opening, ...content }), ...opening };
      const first = { request_id: ids.current.step(content), ...content };
      return ask<MatterView>('POST', '/api/matters', isMine ? { ...wanted, first } : wanted);
    },
    onSuccess: async (matter) => {
      queries.setQueryData(['matter', matter.matter_id], matter);
      void message.success(t.begun(say(procedureName(procedure))));
      for (const queryKey of [['lead'], ['leads'], ['matters']]) void queries.invalidateQueries({ queryKey });
      onClose();
      await navigate({ to: '/matters/$matter_id', params: { matter_id: matter.matter_id } });
    },
  });
  const duties = (step?.duties ?? []).map((duty) => say(dutyNames[duty] ?? { zh: duty, en: duty })).join('、');
  const submit = isMine ? t.begin(say(nameOf('steps', procedure, action))) : t.open;
  return (
    <Dialog title={title} onClose={onClose}>
      {beginning.error instanceof Refused ? <RefusedAlert error={beginning.error} /> : null}
      <p className="hint spaced">{isMine ? t.beginHint(fixmedins_name) : t.openHint(fixmedins_name, duties)}</p>
      <ConfigProvider getPopupContainer={(field) => (field === undefined ? document.body : within(field))}>
        <Form<Values>
          name="begin"
          layout="vertical"
          initialValues={{ party: fixmedins_name, ...ledBy(names, blank, lead), ...sourceOf(lead) }}
          onFinish={(values) => beginning.mutate(values)}
          onKeyDown={keepFromSending}
        >
          <div className="dialog-fields">
            {names.map((name) => (
              <FactItem key={name} fact={name} optional={optional.includes(name)} matter={blank} />
            ))}
          </div>
          {isMine ? <p className="hint spaced">{t.today(textOfDay(today()))}</p> : null}
          <div className="step-acts">
            <Button type="primary" htmlType="submit" loading={beginning.isPending} aria-label={submit}>
              {submit}
            </Button>
            <Button onClick={onClose}>{t.cancel}</Button>
          </div>
        </Form>
      </ConfigProvider>
    </Dialog>
  );
}

/** A lead was found by an audit run. */
function sourceOf(lead: LeadView | undefined): Values {
  return lead === undefined ? {} : { source: '智能监管疑点' };
}
