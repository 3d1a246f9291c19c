/** An amount in yuan in a form; what it holds is what was typed. */
import { Form, Input } from 'antd';
import { fenOf } from '../format/money.ts';
import { useText } from '../language/language.tsx';

const zh = { needed: '填写大于 0 的金额，最多两位小数' };
const en: typeof zh = { needed: 'An amount above 0, with two decimals at most' };
const moneyText = { zh, en };

export function MoneyField({ name, label }: { readonly name: string; readonly label: string }) {
  const t = useText(moneyText);
  return (
    <Form.Item
      name={name}
      label={label}
      rules={[
        {
          validator: (_rule, typed: string = '') =>
            (fenOf(typed) ?? 0) > 0 ? Promise.resolve() : Promise.reject(new Error(t.needed)),
        },
      ]}
    >
      <Input inputMode="decimal" autoComplete="off" maxLength={20} />
    </Form.Item>
  );
}
