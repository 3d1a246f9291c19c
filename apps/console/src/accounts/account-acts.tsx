/** What an administrator may do about somebody else's account. */
import { useRef, useState } from 'react';
import { App, Button, Form, Input } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask, Refused } from '../api/ask.ts';
import { requestIds } from '../api/request-id.ts';
import { useText } from '../language/language.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Panel } from '../parts/panel.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import type { AccountView, Made } from './answers.ts';
import { FirstPassword } from './first-password.tsx';
import { postsOf, PostsFields } from './posts-fields.tsx';
import type { TypedPosts } from './posts-fields.tsx';
import { accountText } from './text.ts';

type Act = 'posts' | 'contact' | 'password' | 'totp' | 'sessions' | 'state';

/** Of heads and administrators a second person confirms these. */
const GUARDED: readonly Act[] = ['password', 'totp', 'sessions', 'state'];

interface Typed extends Partial<TypedPosts> {
  readonly name?: string;
  readonly phone?: string;
  readonly reason?: string;
}

export function AccountActs({ account }: { readonly account: AccountView }) {
  const t = useText(accountText);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const ids = useRef(requestIds());
  const [act, setAct] = useState<Act | null>(null);
  const [made, setMade] = useState<Made | null>(null);
  const { id, name, disabled, duties } = account;
  const at = `/api/accounts/${id}`;
  const again = () => queries.invalidateQueries({ queryKey: ['accounts'] });
  const isGuarded = duties.includes('head') || duties.includes('administrator');
  const send = useMutation({
    mutationFn: ({ what, typed }: { readonly what: Act; readonly typed: Typed }): Promise<Partial<Made>> => {
      const { reason = '', phone = '', office = false } = typed;
      if (what === 'contact')
        return ask('POST', `${at}/contact`, {
          name: (typed.name ?? '').trim(),
          ...(phone.trim() === '' ? {} : { phone: phone.trim() }),
        });
      const stated = { reason, change_id: ids.current({ what, reason, disabled }) };
      if (what === 'state') return ask('POST', `${at}/state`, { disabled: !disabled, ...stated });
      if (what === 'sessions') return ask('POST', `${at}/sessions/end`, stated);
      if (what === 'posts') {
        const wanted = { reason, ...postsOf({ ...typed, office }) };
        return ask('POST', `${at}/posts`, { change_id: ids.current(wanted), ...wanted });
      }
      return ask('POST', `${at}/reset`, { kind: what, ...stated });
    },
    onSuccess: async (answer, { what }) => {
      setAct(null);
      if (what === 'password' && answer.password) setMade({ id, password: answer.password });
      else void message.success(what === 'posts' || (isGuarded && GUARDED.includes(what)) ? t.proposed : t.done);
      await again();
    },
  });
  const titles: Readonly<Record<Act, string>> = {
    posts: t.editPosts,
    contact: t.editContact,
    password: t.resetPassword,
    totp: t.resetTotp,
    sessions: t.endSessions,
    state: disabled ? t.enable : t.disable,
  };
  const button = (what: Act, off = isGuarded && account.is_waiting && GUARDED.includes(what)) => (
    <Button
      disabled={off}
      onClick={() => {
        send.reset();
        setAct(what);
      }}
    >
      {titles[what]}
    </Button>
  );
  return (
    <Panel title={t.acts}>
      <div className="account-acts">
        {button('posts', account.is_waiting)}
        {button('contact')}
        {button('password')}
        {account.has_totp || account.passkeys > 0 ? button('totp') : null}
        {account.sessions > 0 ? button('sessions') : null}
        {button('state')}
      </div>
      {isGuarded ? <p className="hint account-hint">{t.guarded}</p> : null}
      {made === null ? null : <FirstPassword name={name} password={made.password} onClose={() => setMade(null)} />}
      {act === null ? null : (
        <Dialog title={`${titles[act]} · ${name}`} onClose={() => setAct(null)}>
          {send.error instanceof Refused ? <RefusedAlert error={send.error} /> : null}
          <Form<Typed>
            layout="vertical"
            requiredMark={false}
            initialValues={{
              name,
              office: account.fixmedins_code !== null,
              duties,
              regions: account.regions,
              fixmedins_code: account.fixmedins_code ?? '',
            }}
            onFinish={(typed) => send.mutate({ what: act, typed })}
          >
            {act === 'posts' ? <PostsFields /> : null}
            {act === 'contact' ? <ContactFields masked={account.phone} /> : <Reason />}
            <div className="step-acts">
              <Button type="primary" htmlType="submit" loading={send.isPending} danger={act === 'state' && !disabled}>
                {act === 'contact' ? t.save : t.submit}
              </Button>
              <Button onClick={() => setAct(null)}>{t.cancel}</Button>
            </div>
          </Form>
        </Dialog>
      )}
    </Panel>
  );
}

function ContactFields({ masked }: { readonly masked: string | null }) {
  const t = useText(accountText);
  return (
    <>
      <Form.Item name="name" label={t.name} rules={[{ required: true, whitespace: true, message: t.needed(t.name) }]}>
        <Input autoFocus maxLength={60} />
      </Form.Item>
      <Form.Item name="phone" label={t.phone}>
        <Input inputMode="tel" maxLength={21} placeholder={masked ?? t.noPhone} autoComplete="off" />
      </Form.Item>
    </>
  );
}

function Reason() {
  const t = useText(accountText);
  return (
    <Form.Item
      name="reason"
      label={t.reason}
      extra={t.reasonHint}
      rules={[{ required: true, whitespace: true, min: 2, message: t.needed(t.reason) }]}
    >
      <Input.TextArea rows={3} maxLength={500} />
    </Form.Item>
  );
}
