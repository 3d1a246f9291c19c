/** Conditions of a list that are days: one that is stepped through, or the first and the last of several. */
import { Button, Input } from 'antd';
import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { dayOf, textOfDay } from '../format/day.ts';
import { useText } from '../language/language.tsx';
import './day-filter.css';

const zh = { day: '日期', format: '年-月-日', before: '前一日', after: '后一日', from: '起', to: '止' };
const en: typeof zh = {
  day: 'Day',
  format: 'yyyy-mm-dd',
  before: 'Day before',
  after: 'Day after',
  from: 'From',
  to: 'To',
};
const dayText = { zh, en };

interface FieldProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (day: string) => void;
  readonly className?: string;
}

/** Takes a day with the enter key, or when it is left; another text changes nothing. */
function DayField({ label, value = '', onChange, className = '' }: FieldProps) {
  const t = useText(dayText);
  const take = (typed: string): void => {
    if (dayOf(typed) !== undefined && typed !== value) onChange(typed);
  };
  return (
    <Input
      key={value}
      aria-label={label}
      placeholder={`${label} ${t.format}`}
      maxLength={10}
      defaultValue={value}
      className={className}
      onBlur={({ target }) => take(target.value.trim())}
      onPressEnter={({ currentTarget }) => take(currentTarget.value.trim())}
    />
  );
}

interface DayProps {
  readonly value: string | undefined;
  readonly onChange: (day: string) => void;
}

/** One day, and those beside it. */
export function DayFilter({ value, onChange }: DayProps) {
  const t = useText(dayText);
  const move = (days: number) => (): void => onChange(textOfDay((dayOf(value ?? '') ?? 0) + days));
  const isDay = dayOf(value ?? '') !== undefined;
  return (
    <span className="day-steps">
      <Button aria-label={t.before} title={t.before} icon={<LeftOutlined />} disabled={!isDay} onClick={move(-1)} />
      <DayField label={t.day} value={value} onChange={onChange} />
      <Button aria-label={t.after} title={t.after} icon={<RightOutlined />} disabled={!isDay} onClick={move(1)} />
    </span>
  );
}

interface PeriodProps {
  readonly from: string;
  readonly to: string;
  readonly onChange: (name: 'from' | 'to') => (day: string) => void;
}

/** The first and the last day. */
export function PeriodFilter({ from, to, onChange }: PeriodProps) {
  const t = useText(dayText);
  return (
    <>
      <DayField label={t.from} value={from} onChange={onChange('from')} className="filter day-field" />
      <DayField label={t.to} value={to} onChange={onChange('to')} className="filter day-field" />
    </>
  );
}

/** The days that an address holds, or the latest ones up to today. */
export function periodOf(search: Readonly<Record<string, unknown>>, days: number, until: number): Period {
  const known = (value: unknown): string | undefined =>
    typeof value === 'string' && dayOf(value) !== undefined ? value : undefined;
  return { from: known(search['from']) ?? textOfDay(until - days + 1), to: known(search['to']) ?? textOfDay(until) };
}

/** Civil days, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}
