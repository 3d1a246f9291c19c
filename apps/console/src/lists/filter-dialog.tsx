import { App, Button, Form, Input } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask, Refused } from '../api/ask.ts';
import { uuid } from '../api/uuid.ts';
import { useText } from '../language/language.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import { Waiting } from '../parts/states.tsx';
import type { KeptOfList, SavedFilter } from './answers.ts';
import { keptQuery } from './queries.ts';
import type { ListName, ListSearch } from './queries.ts';
import { listText } from './text.ts';

interface Props {
  readonly list: ListName;
  readonly search: ListSearch;
  readonly onSearch: (search: ListSearch) => void;
  readonly onClose: () => void;
}

type Change = { readonly save: SavedFilter } | { readonly remove: string };

/** Filters under names of one's own: saved, used, removed, sent to others by their address. */
export function FilterDialog({ list, search, onSearch, onClose }: Props) {
  const t = useText(listText);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const kept = useQuery(keptQuery(list));
  const [form] = Form.useForm<{ name: string }>();
  const change = useMutation({
    mutationFn: (wanted: Change) =>
      'save' in wanted
        ? ask<KeptOfList>('POST', `/api/lists/${list}/filters`, wanted.save)
        : ask<KeptOfList>('POST', `/api/lists/${list}/filters/${wanted.remove}/remove`),
    onSuccess: (now) => {
      queries.setQueryData(keptQuery(list).queryKey, now);
      form.resetFields();
    },
  });
  const present = Object.fromEntries(
    Object.entries(search).flatMap(([name, value]) =>
      value === undefined || value === null || value === '' ? [] : [[name, String(value)]],
    ),
  );
  const isEmpty = Object.keys(present).length === 0;
  const copy = (): void => {
    void navigator.clipboard?.writeText(location.href).then(() => message.success(t.copied));
  };
  return (
    <Dialog title={t.savedTitle} onClose={onClose}>
      {change.error instanceof Refused ? <RefusedAlert error={change.error} /> : null}
      {kept.isPending ? <Waiting rows={3} /> : null}
      {kept.data?.filters.length === 0 ? <p className="hint spaced">{t.savedEmpty}</p> : null}
      <ul className="saved-filters">
        {kept.data?.filters.map(({ filter_id, name, search: saved }) => (
          <li key={filter_id}>
            <span>{name}</span>
            <Button
              size="small"
              aria-label={t.applyNamed(name)}
              onClick={() => {
                onSearch(saved);
                onClose();
              }}
            >
              {t.apply}
            </Button>
            <Button
              size="small"
              type="text"
              danger
              aria-label={t.removeNamed(name)}
              onClick={() => change.mutate({ remove: filter_id })}
            >
              {t.remove}
            </Button>
          </li>
        ))}
      </ul>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ name }) => change.mutate({ save: { filter_id: uuid(), name: name.trim(), search: present } })}
      >
        <Form.Item
          name="name"
          label={t.name}
          rules={[{ required: true, whitespace: true, message: t.name }]}
          {...(isEmpty ? { extra: t.saveNothing } : {})}
        >
          <Input maxLength={40} disabled={isEmpty} />
        </Form.Item>
        <div className="step-acts">
          <Button type="primary" htmlType="submit" disabled={isEmpty} loading={change.isPending}>
            {t.save}
          </Button>
          {isSecureContext ? <Button onClick={copy}>{t.copy}</Button> : null}
          <Button onClick={onClose}>{t.close}</Button>
        </div>
      </Form>
    </Dialog>
  );
}
