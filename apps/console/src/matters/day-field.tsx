import { useState } from 'react';
import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { textOfDay, today } from '../format/day.ts';
import { useLanguage } from '../language/language.tsx';
import { FORMATS, typedDay } from './typed-day.ts';
import type { Unit } from './typed-day.ts';

interface Props {
  /** Given by the form around it. */
  readonly id?: string;
  readonly value?: string | undefined;
  readonly onChange?: (value: string | undefined) => void;
  readonly onBlur?: () => void;
  readonly unit?: Unit;
  /** Not after today. */
  readonly past?: boolean;
  readonly earliest?: string;
}

/**
 * A day, month or moment, held as text: `2026-03-02`, `2026-03`, `2026-03-02 09:30`. What is typed stays as it was typed, for the form to judge:
 * the picker alone would drop a day that it refuses, and what is left empty means something else.
 */
export function DayField({ id, value, onChange, onBlur, unit = 'day', past = false, earliest }: Props) {
  const { text } = useLanguage();
  const format = FORMATS[unit];
  const isDay = value !== undefined && typedDay(unit, value) === value;
  const [last, setLast] = useState(isDay ? value : undefined);
  if (isDay && value !== last) setLast(value);
  if (value === undefined && last !== undefined) setLast(undefined);
  const shown = isDay ? value : value === undefined ? undefined : last;
  const take = (typed: string): void => {
    const kept = typed.trim() === '' ? undefined : (typedDay(unit, typed) ?? typed.trim());
    if (kept !== value) onChange?.(kept);
  };
  return (
    <div
      onKeyDownCapture={({ key, target }) => {
        if (key === 'Enter' && target instanceof HTMLInputElement) take(target.value);
      }}
    >
      <DatePicker
        {...(id === undefined ? {} : { id })}
        className="wide"
        picker={unit === 'month' ? 'month' : 'date'}
        showTime={unit === 'moment' ? { format: 'HH:mm', minuteStep: 5 } : false}
        format={format}
        placeholder={text.matter[unit]}
        preserveInvalidOnBlur
        value={shown === undefined ? null : dayjs(shown)}
        {...(past ? { maxDate: dayjs(textOfDay(today())) } : {})}
        {...(earliest === undefined ? {} : { minDate: dayjs(earliest) })}
        onChange={(day) => onChange?.(dayjs.isDayjs(day) ? day.format(format) : undefined)}
        onBlur={({ target }) => {
          if (target instanceof HTMLInputElement) take(target.value);
          onBlur?.();
        }}
      />
    </div>
  );
}
