/** A plan of instalments, row by row: day and amount. The next row proposes what is left, a month later. */
import { Button, Input } from 'antd';
import dayjs from 'dayjs';
import type { MatterView } from '../api/answers.ts';
import { textOfDay, today } from '../format/day.ts';
import { fenOf, yuan } from '../format/money.ts';
import { useLanguage } from '../language/language.tsx';
import { DayField } from './day-field.tsx';
import { typedYuan } from './values.ts';

interface Props {
  readonly matter: Pick<MatterView, 'debts'>;
  /** Given by the form around it. */
  readonly id?: string;
  /** `2026-07-31 10000`: a day and yuan as they were typed, either of them empty at first. */
  readonly value?: readonly string[];
  readonly onChange?: (value: readonly string[]) => void;
}

const MOST = 60;

export function InstalmentsField({ matter: { debts }, id, value = [], onChange }: Props) {
  const { text } = useLanguage();
  const t = text.matter;
  const rows = value.map(partsOf);
  const owed = debts.fine + debts.surcharge;
  const left = owed - rows.reduce((sum, { amount }) => sum + (fenOf(amount) ?? 0), 0);
  const change = (next: readonly Row[]): void => onChange?.(next.map(({ day, amount }) => `${day} ${amount}`));
  const set = (at: number, part: Partial<Row>): void =>
    change(rows.map((row, index) => (index === at ? { ...row, ...part } : row)));
  const add = (): void => {
    const before = rows.at(-1)?.day ?? '';
    const from = before === '' ? textOfDay(today()) : before;
    const day = dayjs(from).add(1, 'month').format('YYYY-MM-DD');
    change([...rows, { day, amount: left > 0 ? typedYuan(left) : '' }]);
  };
  return (
    <div className="instalments" id={id} role="group" aria-label={t.instalments}>
      {rows.length === 0 ? null : (
        <ol>
          {rows.map(({ day, amount }, at) => (
            <li key={at}>
              <span role="group" aria-label={t.instalmentDay(at + 1)}>
                <DayField
                  id={`${id ?? 'instalments'}-${at}`}
                  value={day === '' ? undefined : day}
                  earliest={textOfDay(today() + 1)}
                  onChange={(chosen) => set(at, { day: chosen ?? '' })}
                />
              </span>
              <Input
                aria-label={t.instalmentAmount(at + 1)}
                inputMode="decimal"
                className="money"
                suffix={t.yuan}
                autoComplete="off"
                value={amount}
                onChange={({ target }) => set(at, { amount: target.value.replaceAll(/\s/g, '') })}
              />
              <Button
                size="small"
                type="text"
                aria-label={t.removeInstalment(at + 1)}
                onClick={() => change(rows.filter((_row, index) => index !== at))}
              >
                ×
              </Button>
            </li>
          ))}
        </ol>
      )}
      <p className={left === 0 ? 'faint' : 'amber'} role="status">
        {t.instalmentsLeft(yuan(owed), yuan(Math.abs(left)), Math.sign(left))}
      </p>
      <Button size="small" disabled={rows.length >= MOST} onClick={add}>
        {t.addInstalment}
      </Button>
    </div>
  );
}

interface Row {
  readonly day: string;
  readonly amount: string;
}

function partsOf(row: string): Row {
  const [day = '', amount = ''] = row.split(' ');
  return { day, amount };
}
