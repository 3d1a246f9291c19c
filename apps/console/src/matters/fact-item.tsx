/** One fact of a step: its label, its field, and what is wrong with what was typed. */
import { AutoComplete, Checkbox, Form, Input, Select } from 'antd';
import type { MatterView } from '../api/answers.ts';
import { fenOf } from '../format/money.ts';
import { useLanguage } from '../language/language.tsx';
import { decisionNames, evidenceNames } from '../language/law.ts';
import type { Name } from '../language/law.ts';
import { useColleagues } from '../parts/person.tsx';
import { DayField } from './day-field.tsx';
import { DigestField } from './digest-field.tsx';
import { PeopleField } from './people-field.tsx';
import { fieldOf } from './facts.ts';
import type { FactField } from './facts.ts';

interface Props {
  readonly fact: string;
  readonly optional: boolean;
  readonly matter: MatterView;
}

type Rule = NonNullable<Parameters<typeof Form.Item>[0]['rules']>[number];

const WIDE = new Set(['text', 'digest', 'people', 'names', 'yes']);

/** Takes what the law wants to be stated; the server judges whether it may be. */
export function FactItem({ fact, optional, matter }: Props) {
  const { text, say } = useLanguage();
  const t = text.matter;
  const field = fieldOf(fact);
  const name = say(field);
  const wide = WIDE.has(field.kind) ? 'field-wide' : '';
  if (field.kind === 'yes') {
    const must: Rule = {
      validator: async (_rule, value: unknown) => {
        if (!optional && value !== true) throw new Error(t.neededYes);
      },
    };
    return (
      <Form.Item name={fact} valuePropName="checked" className={wide} rules={[must]}>
        <Checkbox>{name}</Checkbox>
      </Form.Item>
    );
  }
  const needed: readonly Rule[] = optional
    ? []
    : [
        field.kind === 'people' || field.kind === 'names'
          ? { required: true, type: 'array', message: t.needed(name) }
          : { required: true, whitespace: true, message: t.needed(name) },
      ];
  return (
    <Form.Item
      name={fact}
      label={optional ? `${name}${t.optional}` : name}
      className={wide}
      rules={[...needed, ...form(field, t)]}
      validateTrigger={['onBlur', 'onSubmit']}
    >
      <Field field={field} matter={matter} />
    </Form.Item>
  );
}

function form({ kind }: FactField, t: { readonly notYuan: string; readonly notDigest: string }): readonly Rule[] {
  if (kind === 'digest') return [{ pattern: /^[0-9a-f]{64}$/, message: t.notDigest }];
  if (kind !== 'yuan') return [];
  return [
    {
      validator: async (_rule, value: unknown) => {
        if (typeof value === 'string' && value.trim() !== '' && fenOf(value) === undefined) throw new Error(t.notYuan);
      },
    },
  ];
}

interface FieldProps {
  readonly field: FactField;
  readonly matter: MatterView;
  /** Given by the form: id, value, onChange. */
  readonly id?: string;
}

function Field({ field, matter, ...given }: FieldProps) {
  const { text, say } = useLanguage();
  const t = text.matter;
  const colleagues = useColleagues();
  switch (field.kind) {
    case 'yuan':
      return <Input {...given} inputMode="decimal" className="money" suffix={t.yuan} autoComplete="off" />;
    case 'day':
      return <DayField {...given} />;
    case 'month':
      return <DayField {...given} unit="month" />;
    case 'moment':
      return <DayField {...given} unit="moment" />;
    case 'people':
      return <PeopleField {...given} matter={matter} />;
    case 'names':
      return (
        <Select
          {...given}
          mode="tags"
          placeholder={t.names}
          options={colleagues.map(({ id, name }) => ({ key: id, value: name, label: name }))}
        />
      );
    case 'evidence':
      return <Select {...given} placeholder={t.choose} options={optionsOf(evidenceNames, say)} />;
    case 'decision':
      return <Select {...given} placeholder={t.choose} options={optionsOf(decisionNames, say)} />;
    case 'digest':
      return <DigestField {...given} />;
    case 'text':
      return <Input.TextArea {...given} rows={4} maxLength={20_000} />;
    case 'line':
      return field.usual === undefined ? (
        <Input {...given} maxLength={2_000} autoComplete="off" />
      ) : (
        <AutoComplete {...given} options={field.usual.map((value) => ({ value }))} />
      );
    case 'yes':
      return null;
  }
}

function optionsOf(names: Readonly<Record<string, Name>>, say: (name: Name) => string) {
  return Object.entries(names).map(([value, name]) => ({ value, label: say(name) }));
}
