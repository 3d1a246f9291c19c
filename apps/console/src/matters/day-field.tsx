import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { textOfDay, today } from '../format/day.ts';
import { useLanguage } from '../language/language.tsx';

interface Props {
  /** Given by the form around it. */
  readonly id?: string;
  readonly value?: string | undefined;
  readonly onChange?: (value: string | undefined) => void;
  readonly unit?: 'day' | 'month' | 'moment';
  /** Not after today. */
  readonly past?: boolean;
  readonly earliest?: string;
}

const FORMATS = { day: 'YYYY-MM-DD', month: 'YYYY-MM', moment: 'YYYY-MM-DD HH:mm' } as const;

/** A day, month or moment, held as text: `2026-03-02`, `2026-03`, `2026-03-02 09:30`. */
export function DayField({ id, value, onChange, unit = 'day', past = false, earliest }: Props) {
  const { text } = useLanguage();
  const format = FORMATS[unit];
  return (
    <DatePicker
      {...(id === undefined ? {} : { id })}
      className="wide"
      picker={unit === 'month' ? 'month' : 'date'}
      showTime={unit === 'moment' ? { format: 'HH:mm', minuteStep: 5 } : false}
      format={format}
      placeholder={text.matter[unit]}
      value={value === undefined ? null : dayjs(value)}
      {...(past ? { maxDate: dayjs(textOfDay(today())) } : {})}
      {...(earliest === undefined ? {} : { minDate: dayjs(earliest) })}
      onChange={(day) => onChange?.(dayjs.isDayjs(day) ? day.format(format) : undefined)}
    />
  );
}
