/** One fact of a step: its label, its field, and what is wrong with what was typed. */
import { AutoComplete, Checkbox, Form, Input, Select } from 'antd';
import type { MatterView } from '../api/answers.ts';
import { fenOf } from '../format/money.ts';
import { useLanguage, useText } from '../language/language.tsx';
import type { Language } from '../language/language.tsx';
import { bodyNames, decisionNames, evidenceNames, measureNames, partyNames } from '../language/law.ts';
import type { Name } from '../language/law.ts';
import { useColleagues } from '../parts/person.tsx';
import { DayField } from './day-field.tsx';
import { FileField } from './file-field.tsx';
import { InstalmentsField } from './instalments-field.tsx';
import { PeopleField } from './people-field.tsx';
import { stepText } from './text.ts';
import { dayRule } from './typed-day.ts';
import { fieldOf } from './facts.ts';
import type { FactField } from './facts.ts';

interface Props {
  readonly fact: string;
  readonly optional: boolean;
  readonly matter: OfMatter;
}

/** What fields know of the matter; before it is opened there is nothing. */
type OfMatter = Pick<MatterView, 'matter_id' | 'officers' | 'deeds' | 'names' | 'debts'>;

type Rule = NonNullable<Parameters<typeof Form.Item>[0]['rules']>[number];

const WIDE = new Set(['text', 'digest', 'people', 'names', 'instalments', 'yes']);

/** Takes what the law wants to be stated; the server judges whether it may be. */
export function FactItem({ fact, optional, matter }: Props) {
  const { text, say } = useLanguage();
  const t = text.matter;
  const words = useText(stepText);
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
        field.kind === 'people' || field.kind === 'names' || field.kind === 'instalments'
          ? { required: true, type: 'array', message: t.needed(name) }
          : { required: true, whitespace: true, message: t.needed(name) },
      ];
  return (
    <Form.Item
      name={fact}
      label={optional ? `${name}${t.optional}` : name}
      className={wide}
      rules={[...needed, ...form(field, { ...words, ...t })]}
      validateTrigger={['onBlur', 'onSubmit']}
    >
      <Field field={field} matter={matter} />
    </Form.Item>
  );
}

type FormWords = typeof stepText.zh & {
  readonly notYuan: string;
  readonly notDigest: string;
  readonly notCount: string;
  readonly notPlan: string;
};

function form({ kind }: FactField, t: FormWords): readonly Rule[] {
  if (kind === 'digest') return [{ pattern: /^[0-9a-f]{64}$/, message: t.notDigest }];
  if (kind === 'day' || kind === 'month' || kind === 'moment') return [dayRule(kind, t)];
  if (kind === 'count') return [{ pattern: /^[1-9]\d*$/, message: t.notCount }];
  if (kind === 'instalments') return [{ validator: wholePlan(t.notPlan) }];
  if (kind !== 'yuan') return [];
  return [
    {
      validator: async (_rule, value: unknown) => {
        if (typeof value !== 'string' || value.trim() === '' || fenOf(value) !== undefined) return;
        throw new Error(/^\s*[-−–]/.test(value) ? t.belowNought : t.notYuan);
      },
    },
  ];
}

const wholePlan =
  (message: string) =>
  async (_rule: unknown, value: unknown): Promise<void> => {
    const rows: readonly unknown[] = Array.isArray(value) ? value : [];
    const isWhole = (row: unknown): boolean => {
      const [day = '', amount = ''] = String(row).split(' ');
      return day !== '' && (fenOf(amount) ?? 0) > 0;
    };
    if (!rows.every(isWhole)) throw new Error(message);
  };

interface FieldProps {
  readonly field: FactField;
  readonly matter: OfMatter;
  /** Given by the form: id, value, onChange. */
  readonly id?: string;
}

function Field({ field, matter, ...given }: FieldProps) {
  const { text, say, language } = useLanguage();
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
    case 'measure':
      return <Select {...given} placeholder={t.choose} options={optionsOf(measureNames, say)} />;
    case 'body':
      return <Select {...given} placeholder={t.choose} options={optionsOf(bodyNames, say)} />;
    case 'party':
      return <Select {...given} placeholder={t.choose} options={optionsOf(partyNames, say)} />;
    case 'count':
    case 'score':
      return <Input {...given} inputMode="numeric" className="figures" maxLength={6} autoComplete="off" />;
    case 'digest':
      return <FileField {...given} matter_id={matter.matter_id} />;
    case 'instalments':
      return <InstalmentsField {...given} matter={matter} />;
    case 'text':
      return <Input.TextArea {...given} rows={4} maxLength={20_000} />;
    case 'line':
      return field.usual === undefined ? (
        <Input {...given} maxLength={2_000} autoComplete="off" />
      ) : (
        <AutoComplete
          {...given}
          options={field.usual.map((name) => ({ value: name.zh, label: both(name, language) }))}
        />
      );
    case 'yes':
      return null;
  }
}

/** What is written is Chinese, as documents quote it; in English it says what that means. */
function both({ zh, en }: Name, language: Language): string {
  return language === 'zh' ? zh : `${zh} · ${en}`;
}

function optionsOf(names: Readonly<Record<string, Name>>, say: (name: Name) => string) {
  return Object.entries(names).map(([value, name]) => ({ value, label: say(name) }));
}
