/** What the reader was told, and how else it reaches the reader. */
import { Button, Form, Input } from 'antd';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ask, Refused } from '../api/ask.ts';
import { textOfInstant } from '../format/instant.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { inEnglish } from '../language/law.ts';
import { Listed } from '../parts/listed.tsx';
import { Mark } from '../parts/marks.tsx';
import { Panel } from '../parts/panel.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import type { Channel, Contacts, Notices } from './answers.ts';
import { contactsQuery, noticesQuery } from './queries.ts';
import { noticesText } from './text.ts';
import './notices.css';

export function NoticesPage() {
  const t = useText(noticesText);
  const contacts = useQuery(contactsQuery);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t.title}</h1>
        <p className="hint">{t.hint}</p>
      </div>
      <div className="columns">
        <div className="column-main">
          <List />
        </div>
        {contacts.data === undefined || contacts.data.channels.length === 0 ? null : (
          <div className="column-side">
            <Panel title={t.contacts}>
              <p className="hint spaced">{t.contactsHint}</p>
              {contacts.data.channels.map((channel) => (
                <ContactForm key={channel} channel={channel} contacts={contacts.data} />
              ))}
            </Panel>
          </div>
        )}
      </div>
    </div>
  );
}

function List() {
  const t = useText(noticesText);
  const queries = useQueryClient();
  const list = useInfiniteQuery(noticesQuery);
  const read = useMutation({
    mutationFn: (marked: { readonly notice_ids?: readonly string[] }) =>
      ask<{ unread: number }>('POST', '/api/notices/read', marked),
    onSuccess: async () => queries.invalidateQueries({ queryKey: ['notices'] }),
  });
  const rows = list.data?.pages.flatMap(({ notices }) => notices) ?? [];
  const all = rows.some((row) => !row.read) ? (
    <Button size="small" loading={read.isPending} onClick={() => read.mutate({})}>
      {t.readAll}
    </Button>
  ) : null;
  return (
    <Panel title={t.title} beside={all} flush>
      <Listed query={list} count={rows.length} empty={{ title: t.empty, hint: t.emptyHint }} within>
        <ul className="rows notices">
          {rows.map((row) => (
            <Row key={row.notice_id} row={row} onFollow={() => read.mutate({ notice_ids: [row.notice_id] })} />
          ))}
        </ul>
      </Listed>
    </Panel>
  );
}

interface RowProps {
  readonly row: Notices['notices'][number];
  readonly onFollow: () => void;
}

function Row({ row, onFollow }: RowProps) {
  const t = useText(noticesText);
  const { language } = useLanguage();
  // Terms of the law stand in the notice as the procedures have them.
  const english = row.en.replaceAll(/(?<=[“(])[^”)]+(?=[”)])/g, inEnglish);
  return (
    <li className={row.read ? '' : 'notice-new'}>
      <Link
        to={row.link}
        onClick={() => {
          if (!row.read) onFollow();
        }}
      >
        {language === 'zh' ? row.zh : english}
      </Link>
      <span className="notice-end">
        {row.read ? null : <Mark tone="blue">{t.unread}</Mark>}
        <span className="faint figures">{textOfInstant(row.told_at)}</span>
      </span>
    </li>
  );
}

interface ContactProps {
  readonly channel: Channel;
  readonly contacts: Contacts;
}

const SHAPES: Readonly<Record<Channel, RegExp>> = { sms: /^\+?\d[\d-]{9,18}\d$/, mail: /^[^@\s]+@[^@\s]+\.[^@\s]+$/ };

function ContactForm({ channel, contacts }: ContactProps) {
  const t = useText(noticesText);
  const queries = useQueryClient();
  const [form] = Form.useForm<{ value: string }>();
  const shown = contacts.contacts.find((contact) => contact.channel === channel)?.shown;
  const set = useMutation({
    mutationFn: (value: string | null) => ask<Contacts>('POST', '/api/contacts', { channel, value }),
    onSuccess: (answer) => {
      queries.setQueryData(contactsQuery.queryKey, answer);
      form.resetFields();
    },
  });
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={({ value }) => set.mutate(value.trim())}
      name={`contact-${channel}`}
    >
      {set.error instanceof Refused ? <RefusedAlert error={set.error} /> : null}
      <Form.Item
        name="value"
        label={t.channels[channel]}
        rules={[{ required: true, pattern: SHAPES[channel], message: t.wrong[channel] }]}
      >
        <Input placeholder={shown ?? t.none} maxLength={254} autoComplete="off" />
      </Form.Item>
      <div className="step-acts spaced">
        <Button htmlType="submit" loading={set.isPending}>
          {t.save}
        </Button>
        {shown === undefined ? null : (
          <Button type="text" onClick={() => set.mutate(null)}>
            {t.remove}
          </Button>
        )}
      </div>
    </Form>
  );
}
