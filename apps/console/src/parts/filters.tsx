/** Conditions of a list, each in effect at once and kept in the address. */
import { Input, Select } from 'antd';

interface ChoiceProps {
  readonly label: string;
  /** What is said while nothing is chosen; absent: something always is. */
  readonly any?: string;
  readonly value: string | undefined;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string | undefined) => void;
  /** Offers many: they can be searched. */
  readonly many?: boolean;
  /** Their names are long; what can be searched has long ones unless told. */
  readonly wide?: boolean;
}

/** One of several, or any. */
export function ChoiceFilter({ label, any, value, options, onChange, many = false, wide = many }: ChoiceProps) {
  return (
    <Select
      aria-label={label}
      placeholder={any}
      allowClear={any !== undefined}
      {...(many ? { showSearch: { optionFilterProp: 'label' } } : {})}
      className={wide ? 'filter filter-wide' : 'filter'}
      value={value ?? null}
      options={[...options]}
      onChange={(chosen) => onChange(chosen ?? undefined)}
    />
  );
}

interface TextProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

/** A text, in effect with the enter key. */
export function TextFilter({ label, value, onChange }: TextProps) {
  return (
    <Input.Search
      key={value ?? ''}
      aria-label={label}
      placeholder={label}
      defaultValue={value ?? ''}
      allowClear
      autoComplete="off"
      className="filter filter-wide"
      onSearch={(typed) => onChange(typed.trim() === '' ? undefined : typed.trim())}
    />
  );
}

/** A filter with one condition changed; without a value it goes. */
export function changed<Filter extends object>(
  filter: Filter,
  name: keyof Filter & string,
  value: string | undefined,
): Filter;
export function changed(filter: object, name: string, value: string | undefined): object {
  const rest = Object.entries(filter).filter(([each]) => each !== name);
  return Object.fromEntries(value === undefined ? rest : [...rest, [name, value]]);
}
