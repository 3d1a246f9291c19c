/** The days of a list, from one to another, each in effect when it is a day. */
import { Input } from 'antd';
import { dayOf } from '../format/day.ts';
import { useText } from '../language/language.tsx';
import './span-filter.css';

const zh = { from: '起始日期', to: '截止日期', format: '如 2026-03-02' };
const en: typeof zh = { from: 'From', to: 'To', format: '2026-03-02' };
const spanText = { zh, en };

interface Props {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly onFrom: (day: string | undefined) => void;
  readonly onTo: (day: string | undefined) => void;
}

export function SpanFilter({ from, to, onFrom, onTo }: Props) {
  const t = useText(spanText);
  return (
    <span className="span-filter">
      <Day label={t.from} hint={t.format} value={from} onChange={onFrom} />
      <span className="faint" aria-hidden="true">
        –
      </span>
      <Day label={t.to} hint={t.format} value={to} onChange={onTo} />
    </span>
  );
}

interface DayProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string | undefined;
  readonly onChange: (day: string | undefined) => void;
}

function Day({ label, hint, value = '', onChange }: DayProps) {
  const take = (typed: string): void => {
    if (typed === value) return;
    if (typed === '') onChange(undefined);
    else if (dayOf(typed) !== undefined) onChange(typed);
  };
  return (
    <Input
      key={value}
      aria-label={label}
      placeholder={label}
      title={hint}
      maxLength={10}
      defaultValue={value}
      onBlur={({ target }) => take(target.value.trim())}
      onPressEnter={({ currentTarget }) => take(currentTarget.value.trim())}
    />
  );
}
