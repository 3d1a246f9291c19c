import { Form, Input } from 'antd';
import { useText } from '../language/language.tsx';
import { ownText } from './text.ts';

/** The own password once more, before the account gets or loses a way in: a field `password` of the form around it. */
export function OwnPassword({ hint, autoFocus = true }: { readonly hint?: string; readonly autoFocus?: boolean }) {
  const t = useText(ownText);
  return (
    <Form.Item
      name="password"
      label={t.current}
      {...(hint === undefined ? {} : { extra: hint })}
      rules={[{ required: true, message: t.needed(t.current) }]}
    >
      <Input.Password autoFocus={autoFocus} autoComplete="current-password" />
    </Form.Item>
  );
}
