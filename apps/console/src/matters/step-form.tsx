/** The form of one step, made from its offer; sent with the version that was seen, so that nobody overwrites anybody. */
import { useEffect, useRef, useState } from 'react';
import { Alert, App, Button, Form } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { MatterOffer, MatterView } from '../api/answers.ts';
import { ask, Refused } from '../api/ask.ts';
import { leadQuery, matterQuery } from '../api/queries.ts';
import { requestIds } from '../api/request-id.ts';
import { dayOf, textOfDay, today } from '../format/day.ts';
import { useLanguage } from '../language/language.tsx';
import { nameOf, procedureOf } from '../language/law.ts';
import { refusedWords } from '../language/refusal.ts';
import { useMay, useMe } from '../session/me.tsx';
import { Conflict } from './conflict.tsx';
import { keepFromSending } from '../parts/enter-key.ts';
import { FactItem } from './fact-item.tsx';
import { weighedBy } from './facts.ts';
import { Papers } from './papers.tsx';
import { carriedOver, factsOf, ledBy, owed, served } from './values.ts';
import type { Values } from './values.ts';
import { WhenAndWith } from './when-and-with.tsx';

interface Props {
  readonly matter: MatterView;
  readonly offer: MatterOffer;
  /** Name of the institution. */
  readonly place: string;
  /** What was typed before. */
  readonly draft: Values;
  readonly onDraft: (values: Values) => void;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Refusals and conflicts are told above the fields, which keep what was typed. */
export function StepForm({ matter, offer, place, draft, onDraft, onClose, onDone }: Props) {
  const { text, say, language } = useLanguage();
  const t = text.matter;
  const me = useMe();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<Values>();
  const frame = useRef<HTMLDivElement>(null);
  const ids = useRef(requestIds());
  const [seen, setSeen] = useState(matter.version);
  const { matter_id, procedure, officers, deeds } = matter;
  const { action } = offer;
  const law = procedureOf(procedure)?.steps[action];
  const stepName = say(nameOf('steps', procedure, action));

  const on = Form.useWatch<Values['on']>('on', form);
  const day = typeof on === 'string' && dayOf(on) !== undefined ? on : textOfDay(today());
  const late = (law?.due ?? []).filter((name) =>
    matter.clocks.some(({ clock, state, due }) => clock === name && state !== 'stopped' && due !== null && due < day),
  );
  const optional = weighedBy(action);
  const names = [...offer.facts, ...optional, ...(late.length > 0 ? ['late_reason'] : [])];
  const others = officers.filter((officer) => officer !== me.id);
  const may = useMay();
  const fromLead = { ...leadQuery(matter.lead_id ?? ''), enabled: matter.lead_id !== null && may('lead.read') };
  const led = ledBy(offer.facts, matter, useQuery(fromLead).data);
  const initial: Values = {
    ...(offer.facts.includes('party') ? { party: place } : {}),
    ...led,
    ...served(offer),
    ...carriedOver(offer.facts, deeds),
    ...(offer.facts.includes('paid_fen') ? owed(matter.debts, matter.plan) : {}),
    ...(law?.officers === undefined ? {} : { with: others }),
    ...draft,
  };

  useEffect(() => frame.current?.focus(), []);
  // The lead may come after the form: it fills what nobody has touched.
  const known = JSON.stringify(led);
  useEffect(() => {
    for (const [name, value] of Object.entries<Values[string]>(JSON.parse(known)))
      if (!form.isFieldTouched(name) && (form.getFieldValue(name) ?? '') === '') form.setFieldValue(name, value);
  }, [form, known]);

  const taking = useMutation({
    mutationFn: ({ values, version }: { values: Values; version: number }) => {
      const { with: together, on: done } = values;
      const content = {
        action,
        facts: factsOf(names, values),
        with: typeof together === 'object' ? [...together] : [],
        ...(typeof done === 'string' && done !== '' ? { on: done } : {}),
      };
      const step = { request_id: ids.current(content), seen: version, ...content };
      return ask<MatterView>('POST', `/api/matters/${matter_id}/steps`, step);
    },
    onSuccess: (after) => {
      queries.setQueryData(['matter', matter_id], after);
      void queries.invalidateQueries({ queryKey: ['matters'] });
      void queries.invalidateQueries({ queryKey: ['lead'] });
      void message.success(t.done(stepName));
      onDone();
    },
    onError: async (error) => {
      if (isConflict(error)) await queries.refetchQueries(matterQuery(matter_id));
    },
  });
  // A second click comes before the button is seen to wait.
  const isSending = useRef(false);
  const send = (values: Values, version = seen): void => {
    if (isSending.current) return;
    isSending.current = true;
    taking.mutate({ values, version }, { onSettled: () => (isSending.current = false) });
  };
  const goOn = async (): Promise<void> => {
    const values = await form.validateFields();
    setSeen(matter.version);
    send(values, matter.version);
  };

  const conflict = isConflict(taking.error);
  const gone = conflict && !matter.offers.some((now) => now.action === action && now.refusal === null);
  const words = taking.error instanceof Refused ? refusedWords(taking.error, language) : null;
  return (
    <div ref={frame} tabIndex={-1} className="step-form" role="group" aria-label={stepName}>
      {conflict ? <Conflict matter={matter} seen={seen} gone={gone} /> : null}
      {words !== null && !conflict ? (
        <Alert
          type="error"
          showIcon
          role="alert"
          className="spaced"
          title={words.text}
          description={
            <>
              {words.fix} <span className="code">{words.code}</span>
            </>
          }
        />
      ) : null}
      {late.map((clock) => (
        <Alert key={clock} type="warning" className="spaced" title={t.late(say(nameOf('clocks', procedure, clock)))} />
      ))}
      <Papers matter_id={matter_id} papers={offer.papers} serves={offer.facts.includes('way')} />
      <Form
        form={form}
        name={action}
        layout="vertical"
        scrollToFirstError={{ focus: true }}
        initialValues={initial}
        onValuesChange={(_changed, all) => onDraft(all)}
        onFinish={(values) => send(values)}
        onKeyDown={keepFromSending}
      >
        <div className="fields">
          {names.map((name) => (
            <FactItem key={name} fact={name} optional={optional.includes(name)} matter={matter} />
          ))}
          <WhenAndWith matter={matter} together={law?.officers !== undefined} />
        </div>
        <div className="step-acts">
          {gone ? null : conflict ? (
            <Button
              type="primary"
              loading={taking.isPending}
              aria-label={t.goOn}
              onClick={() => void goOn().catch(() => undefined)}
            >
              {t.goOn}
            </Button>
          ) : (
            <Button type="primary" htmlType="submit" loading={taking.isPending} aria-label={t.submit(stepName)}>
              {t.submit(stepName)}
            </Button>
          )}
          <Button onClick={onClose}>{t.cancel}</Button>
        </div>
      </Form>
    </div>
  );
}

function isConflict(error: Error | null): boolean {
  return error instanceof Refused && error.code === 'SH-H004';
}
