import { App, Button, Form, Input } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask, Refused } from '../api/ask.ts';
import { useText } from '../language/language.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import { strengthOf } from './strength.ts';
import { ownText } from './text.ts';

interface Typed {
  readonly current: string;
  readonly next: string;
  readonly again: string;
}

/** The present password and another one, whose strength is said in a word. */
export function PasswordForm({ username }: { readonly username: string }) {
  const t = useText(ownText);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<Typed>();
  const next = Form.useWatch('next', form) ?? '';
  const change = useMutation({
    mutationFn: (typed: Typed) =>
      ask('POST', '/api/auth/change-password', { currentPassword: typed.current, newPassword: typed.next }),
    onSuccess: async () => {
      form.resetFields();
      void message.success(t.changed);
      await queries.invalidateQueries();
    },
  });
  const strength = strengthOf(next, username);
  const need = (what: string) => ({ required: true, message: t.needed(what) });
  return (
    <Form form={form} layout="vertical" requiredMark={false} className="narrow-form" onFinish={change.mutate}>
      {change.error instanceof Refused ? <RefusedAlert error={change.error} /> : null}
      <input type="text" autoComplete="username" value={username} readOnly hidden />
      <Form.Item name="current" label={t.current} rules={[need(t.current)]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item
        name="next"
        label={t.next}
        rules={[need(t.next), { min: 12, message: t.strength.short }]}
        extra={
          next === '' ? undefined : (
            <span role="status" className={`strength strength-${strength}`}>
              {t.strengthLabel}：{t.strength[strength]}
            </span>
          )
        }
      >
        <Input.Password autoComplete="new-password" maxLength={128} />
      </Form.Item>
      <Form.Item
        name="again"
        label={t.again}
        dependencies={['next']}
        rules={[
          need(t.again),
          ({ getFieldValue }) => ({
            validator: async (_rule, value: string) => {
              if (value !== '' && value !== undefined && value !== getFieldValue('next')) throw new Error(t.differ);
            },
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={128} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        {t.change}
      </Button>
    </Form>
  );
}
