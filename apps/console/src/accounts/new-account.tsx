import { useRef, useState } from 'react';
import { Button, Form, Input } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask, Refused } from '../api/ask.ts';
import { requestIds } from '../api/request-id.ts';
import { useText } from '../language/language.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import { useMe } from '../session/me.tsx';
import type { Made } from './answers.ts';
import { FirstPassword } from './first-password.tsx';
import { postsOf, PostsFields } from './posts-fields.tsx';
import type { TypedPosts } from './posts-fields.tsx';
import { accountText } from './text.ts';

interface Typed extends TypedPosts {
  readonly username: string;
  readonly name: string;
  readonly phone?: string;
}

/** An account for somebody new; ends with its first password. */
export function NewAccountForm({ onClose }: { readonly onClose: () => void }) {
  const t = useText(accountText);
  const me = useMe();
  const queries = useQueryClient();
  const ids = useRef(requestIds());
  const [name, setName] = useState('');
  const make = useMutation({
    mutationFn: ({ username, name: typedName, phone = '', ...posts }: Typed) => {
      const wanted = {
        username: username.trim().toLowerCase(),
        name: typedName.trim(),
        phone: phone.trim() === '' ? null : phone.trim(),
        ...postsOf(posts),
      };
      setName(wanted.name);
      return ask<Made>('POST', '/api/accounts', { id: ids.current(wanted), ...wanted });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['accounts'] }),
  });
  if (make.data !== undefined) return <FirstPassword name={name} password={make.data.password} onClose={onClose} />;
  const need = (what: string) => ({ required: true, whitespace: true, message: t.needed(what) });
  return (
    <Dialog title={t.add} onClose={onClose}>
      {make.error instanceof Refused ? <RefusedAlert error={make.error} /> : null}
      <Form<Typed>
        layout="vertical"
        requiredMark={false}
        initialValues={{ office: false, regions: me.regions }}
        onFinish={make.mutate}
      >
        <Form.Item name="name" label={t.name} rules={[need(t.name)]}>
          <Input autoFocus maxLength={60} />
        </Form.Item>
        <Form.Item
          name="username"
          label={t.username}
          extra={t.usernameHint}
          rules={[need(t.username), { pattern: /^\s*[a-zA-Z0-9][a-zA-Z0-9._-]{2,29}\s*$/, message: t.usernameHint }]}
        >
          <Input autoCapitalize="none" spellCheck={false} autoComplete="off" />
        </Form.Item>
        <Form.Item name="phone" label={t.phone}>
          <Input inputMode="tel" maxLength={21} autoComplete="off" />
        </Form.Item>
        <PostsFields />
        <div className="step-acts">
          <Button type="primary" htmlType="submit" loading={make.isPending}>
            {t.submit}
          </Button>
          <Button onClick={onClose}>{t.cancel}</Button>
        </div>
      </Form>
    </Dialog>
  );
}
