/** Fields of the small forms. */
import { Form, Input, Select } from 'antd';
import { DayField } from '../matters/day-field.tsx';
import { useText } from '../language/language.tsx';
import { institutionText } from './text.ts';

interface Props {
  readonly name: string;
  readonly label: string;
  readonly optional?: true;
  readonly hint?: string;
}

const useNeeded = (label: string, optional: boolean) => {
  const t = useText(institutionText);
  return optional ? [] : [{ required: true, whitespace: true, message: t.needed(label) }];
};

export function LineField({
  name,
  label,
  optional,
  hint,
  wide,
  count,
}: Props & { readonly wide?: true; readonly count?: true }) {
  const t = useText(institutionText);
  const needed = useNeeded(label, optional === true);
  return (
    <Form.Item
      name={name}
      label={label}
      extra={hint}
      className={wide === undefined ? '' : 'field-wide'}
      rules={[...needed, ...(count === undefined ? [] : [{ pattern: /^\d{1,6}$/, message: t.notCount }])]}
    >
      <Input maxLength={300} autoComplete="off" {...(count === undefined ? {} : { inputMode: 'numeric' })} />
    </Form.Item>
  );
}

export function WordsField({ name, label, optional, hint }: Props) {
  const needed = useNeeded(label, optional === true);
  return (
    <Form.Item name={name} label={label} extra={hint} className="field-wide" rules={needed}>
      <Input.TextArea rows={3} maxLength={2_000} />
    </Form.Item>
  );
}

export function DateField({ name, label, optional, hint }: Props) {
  const needed = useNeeded(label, optional === true);
  return (
    <Form.Item name={name} label={label} extra={hint} rules={needed}>
      <DayField />
    </Form.Item>
  );
}

export function ChoiceField({
  name,
  label,
  optional,
  words,
}: Props & { readonly words: Readonly<Record<string, string>> }) {
  const needed = useNeeded(label, optional === true);
  return (
    <Form.Item name={name} label={label} rules={needed}>
      <Select
        allowClear={optional === true}
        getPopupContainer={(field: HTMLElement) => field.closest('dialog') ?? document.body}
        options={Object.entries(words).map(([value, text]) => ({ value, label: text }))}
      />
    </Form.Item>
  );
}
