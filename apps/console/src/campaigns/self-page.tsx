/** The institution's workspace for self-inspections: the list, what is given back, the commitment. */
import { useState } from 'react';
import { App, Button, Checkbox, Form, Input } from 'antd';
import { Link } from '@tanstack/react-router';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { MatterRow } from '../api/answers.ts';
import { ask, Refused } from '../api/ask.ts';
import { mattersQuery } from '../api/queries.ts';
import { requestIds } from '../api/request-id.ts';
import { uuid } from '../api/uuid.ts';
import { daysLeft } from '../format/day.ts';
import { fenOf, yuan } from '../format/money.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { nameOf } from '../language/law.ts';
import { Fetched } from '../parts/fetched.tsx';
import { DueMark, Mark } from '../parts/marks.tsx';
import { Panel } from '../parts/panel.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import { Empty, NoRight, Trouble, Waiting } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import type { Item, Visit } from './answers.ts';
import { visitQuery } from './queries.ts';
import { selfText } from './self-text.ts';
import './campaigns.css';

/** The page of an institution's self-inspections. */
export function SelfInspections() {
  return useMay()('inspection.declare') ? <Asked /> : <NoRight />;
}

function Asked() {
  const t = useText(selfText);
  const matters = useInfiniteQuery(mattersQuery({ procedure: 'inspection' }));
  const rows = matters.data?.pages.flat() ?? [];
  const open = rows.filter(({ state }) => state === 'selfInspecting');
  return (
    <div className="page self-page">
      <div className="page-head">
        <h1>{t.title}</h1>
        <p className="hint">{t.hint}</p>
      </div>
      {matters.isPending ? <Waiting /> : null}
      {matters.isError ? <Trouble error={matters.error} retry={() => void matters.refetch()} /> : null}
      {matters.isSuccess && rows.length === 0 ? <Empty title={t.empty} hint={t.emptyHint} /> : null}
      {open.map((matter) => (
        <Declare key={matter.matter_id} matter={matter} />
      ))}
      {rows.length > open.length ? <Done rows={rows.filter((row) => !open.includes(row))} /> : null}
    </div>
  );
}

function Done({ rows }: { readonly rows: readonly MatterRow[] }) {
  const { say } = useLanguage();
  const t = useText(selfText);
  return (
    <Panel title={t.done} flush>
      <ul className="rows">
        {rows.map(({ matter_id, state, fixmedins_name }) => (
          <li key={matter_id}>
            <Link to="/matters/$matter_id" params={{ matter_id }}>
              {fixmedins_name}
            </Link>
            <Mark tone="quiet">{say(nameOf('states', 'inspection', state))}</Mark>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Declare({ matter }: { readonly matter: MatterRow }) {
  const visit = useQuery(visitQuery(matter.matter_id));
  return <Fetched for={visit}>{(data) => <Declaration visit={data} due={matter.due_day} />}</Fetched>;
}

type Values = Readonly<Record<string, string | boolean | undefined>>;

const amountOf = (values: Values, { item_id }: Item): number | undefined => {
  const typed = values[`amount ${item_id}`];
  return typeof typed === 'string' ? fenOf(typed) : undefined;
};

const wordsOf = (values: Values, name: string): string => {
  const typed = values[name];
  return typeof typed === 'string' ? typed.trim() : '';
};

function Declaration({ visit, due }: { readonly visit: Visit; readonly due: string | null }) {
  const t = useText(selfText);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<Values>();
  const values: Values = Form.useWatch([], form) ?? {};
  const [idOf] = useState(requestIds);
  const [answerIds] = useState(() => new Map(visit.items.map(({ item_id }) => [item_id, uuid()])));
  const [answered_at] = useState(() => new Date().toISOString());
  const late = due !== null && (daysLeft(due) ?? 0) < 0;
  const refund = visit.items.reduce((sum, item) => sum + (amountOf(values, item) ?? 0), 0);
  const handIn = useMutation({
    mutationFn: (given: Values) => {
      const body = {
        seen: visit.version,
        summary: wordsOf(given, 'summary'),
        committed: given['committed'] === true,
        late_reason: late ? wordsOf(given, 'late_reason') : null,
        answers: visit.items.map((item) => ({
          answer_id: answerIds.get(item.item_id) ?? '',
          item_id: item.item_id,
          value: wordsOf(given, `value ${item.item_id}`),
          amount_fen: amountOf(given, item) ?? null,
          note: wordsOf(given, `note ${item.item_id}`),
          photos: [],
          answered_at,
        })),
      };
      const url = `/api/inspections/${visit.matter_id}/self-inspection`;
      return ask<Visit>('POST', url, { ...body, request_id: idOf(body) });
    },
    onSuccess: async () => {
      void message.success(t.done);
      await queries.invalidateQueries({ queryKey: ['matters'] });
    },
  });
  return (
    <Panel title={visit.campaign} beside={due === null ? null : <DueMark due={due} duty />}>
      {handIn.error instanceof Refused ? <RefusedAlert error={handIn.error} /> : null}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(given) => handIn.mutate(given)}>
        <ol className="self-items">
          {visit.items.map((item, index) => (
            <SelfItem key={item.item_id} item={item} number={index + 1} />
          ))}
        </ol>
        <Form.Item
          name="summary"
          label={t.summary}
          rules={[{ required: true, whitespace: true, message: t.needed(t.summary) }]}
        >
          <Input.TextArea rows={3} maxLength={20_000} />
        </Form.Item>
        {late ? (
          <Form.Item
            name="late_reason"
            label={t.late}
            extra={t.lateHint}
            rules={[{ required: true, whitespace: true, message: t.needed(t.late) }]}
          >
            <Input.TextArea rows={2} maxLength={1_000} />
          </Form.Item>
        ) : null}
        <p className="self-sum">
          {t.refund} <strong className="money">{yuan(refund)}</strong>
        </p>
        <Form.Item
          name="committed"
          valuePropName="checked"
          rules={[
            {
              validator: async (_rule, value: unknown) => {
                if (value !== true) throw new Error(t.uncommitted);
              },
            },
          ]}
        >
          <Checkbox>{t.commit}</Checkbox>
        </Form.Item>
        <Button type="primary" size="large" htmlType="submit" loading={handIn.isPending}>
          {t.handIn}
        </Button>
      </Form>
    </Panel>
  );
}

function SelfItem({ item, number }: { readonly item: Item; readonly number: number }) {
  const t = useText(selfText);
  const label = `${number}. ${item.text}`;
  const isAmount = item.answer === 'amount';
  const must = { required: true, whitespace: true, message: t.unanswered };
  const money = {
    validator: async (_rule: unknown, value: unknown) => {
      if (typeof value === 'string' && value.trim() !== '' && fenOf(value) === undefined) throw new Error(t.notYuan);
    },
  };
  return (
    <li>
      {item.answer === 'yes-no' ? (
        <Form.Item name={`value ${item.item_id}`} label={label} extra={item.reference} rules={[must]}>
          <Choice label={label} />
        </Form.Item>
      ) : (
        <Form.Item
          name={`${isAmount ? 'amount' : 'value'} ${item.item_id}`}
          label={label}
          extra={item.reference}
          rules={isAmount ? [must, money] : [must]}
        >
          <Input
            inputMode={isAmount ? 'decimal' : item.answer === 'number' ? 'numeric' : 'text'}
            placeholder={isAmount ? t.amount : ''}
            maxLength={2_000}
            autoComplete="off"
          />
        </Form.Item>
      )}
      <Form.Item name={`note ${item.item_id}`}>
        <Input aria-label={`${t.note} ${number}`} placeholder={t.note} maxLength={5_000} autoComplete="off" />
      </Form.Item>
    </li>
  );
}

interface ChoiceProps {
  readonly label: string;
  /** Given by the form. */
  readonly value?: string;
  readonly onChange?: (value: string) => void;
}

function Choice({ label, value, onChange }: ChoiceProps) {
  const t = useText(selfText);
  return (
    <div className="joined" role="radiogroup" aria-label={label}>
      {(['yes', 'no'] as const).map((choice) => (
        <Button
          key={choice}
          role="radio"
          aria-checked={value === choice}
          type={value === choice ? 'primary' : 'default'}
          onClick={() => onChange?.(choice)}
        >
          {t[choice]}
        </Button>
      ))}
    </div>
  );
}
