/** One item of a form, in targets for a thumb. What is typed is kept at once. */
import { useId, useState } from 'react';
import { Input } from 'antd';
import type { Answer, Item, Visit } from '../campaigns/answers.ts';
import { fenOf, yuan } from '../format/money.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { uuid } from '../api/uuid.ts';
import { Mark } from '../parts/marks.tsx';
import { ItemPhotos } from './item-photos.tsx';
import type { Queued } from './queue.ts';
import { fieldText } from './text.ts';

interface Props {
  readonly visit: Visit;
  readonly item: Item;
  readonly number: number;
  readonly answer: Answer | undefined;
  readonly queued: Queued | undefined;
  readonly open: boolean;
  readonly onAnswer: (answer: Answer) => void;
}

const TONES = { waiting: 'amber', sent: 'green', refused: 'red' } as const;
const CHOICES = ['yes', 'no', 'na'] as const;

/** A new answer begins with what the last one said. */
function nextOf(item_id: string, answer: Answer | undefined, more: Partial<Answer>): Answer {
  const before = answer ?? { value: '', amount_fen: null, note: '', photos: [] };
  const answered_at = new Date().toISOString();
  return { ...before, ...more, item_id, answer_id: uuid(), answered_at };
}

/** An item with its answer, a note and photographs. */
export function ItemForm({ visit, item, number, answer, queued, open, onAnswer }: Props) {
  const t = useText(fieldText);
  const { language } = useLanguage();
  const id = useId();
  const give = (more: Partial<Answer>): void => onAnswer(nextOf(item.item_id, answer, more));
  return (
    <li className="field-item">
      <div className="field-head">
        <span className="field-count">{number}</span>
        <p id={id}>
          {item.text} <span className="faint">{item.reference}</span>
        </p>
        {queued === undefined ? null : <Mark tone={TONES[queued.state]}>{t.states[queued.state]}</Mark>}
      </div>
      {queued?.refusal ? <p className="field-refused">{queued.refusal[language].text}</p> : null}
      {item.answer === 'yes-no' ? (
        <div className="field-choices" role="radiogroup" aria-labelledby={id}>
          {CHOICES.map((choice) => (
            <button
              key={choice}
              type="button"
              role="radio"
              aria-checked={answer?.value === choice}
              disabled={!open}
              className={`field-choice field-${choice}`}
              onClick={() => give({ value: choice })}
            >
              {t[choice]}
            </button>
          ))}
        </div>
      ) : (
        <TypedAnswer item={item} answer={answer} open={open} label={id} onGive={give} />
      )}
      <Note key={answer?.note ?? ''} answer={answer} open={open} label={`${number} ${t.note}`} onGive={give} />
      <ItemPhotos visit={visit} answer={answer} open={open} onGive={give} />
    </li>
  );
}

interface PartProps {
  readonly answer: Answer | undefined;
  readonly open: boolean;
  readonly label: string;
  readonly onGive: (more: Partial<Answer>) => void;
}

function TypedAnswer({ item, answer, open, label, onGive }: PartProps & { readonly item: Item }) {
  const t = useText(fieldText);
  const isAmount = item.answer === 'amount';
  const amount = answer?.amount_fen ?? null;
  const [typed, setTyped] = useState(isAmount ? (amount === null ? '' : yuan(amount)) : (answer?.value ?? ''));
  const wrong = isAmount && typed.trim() !== '' && fenOf(typed) === undefined;
  const keep = (): void => {
    if (wrong || typed.trim() === '') return;
    if (!isAmount) {
      if (typed !== answer?.value) onGive({ value: typed.trim() });
      return;
    }
    const fen = fenOf(typed) ?? null;
    if (fen !== amount) onGive({ amount_fen: fen });
  };
  return (
    <>
      <Input
        aria-labelledby={label}
        size="large"
        inputMode={isAmount ? 'decimal' : item.answer === 'number' ? 'numeric' : 'text'}
        placeholder={isAmount ? t.amount : item.answer === 'number' ? t.number : t.words}
        disabled={!open}
        maxLength={2_000}
        value={typed}
        {...(wrong ? { status: 'error' as const } : {})}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={keep}
      />
      {wrong ? <p className="field-refused">{t.notYuan}</p> : null}
    </>
  );
}

function Note({ answer, open, label, onGive }: PartProps) {
  const t = useText(fieldText);
  const [typed, setTyped] = useState(answer?.note ?? '');
  return (
    <Input.TextArea
      aria-label={label}
      className="field-note"
      placeholder={t.note}
      rows={1}
      maxLength={5_000}
      disabled={!open}
      value={typed}
      onChange={({ target }) => setTyped(target.value)}
      onBlur={() => {
        if (typed.trim() !== (answer?.note ?? '')) onGive({ note: typed.trim() });
      }}
    />
  );
}
