/** Outcomes and causes as marks. */
import { useText } from '../language/language.tsx';
import { Mark } from '../parts/marks.tsx';
import type { Tone } from '../parts/marks.tsx';
import type { Cause, CheckOutcome } from './answers.ts';
import { checkText } from './text.ts';

const TONES: Readonly<Record<CheckOutcome, Tone>> = {
  reminded: 'amber',
  undecided: 'blue',
  clean: 'green',
  'not-checked': 'red',
};

/** What a check came to. */
export function CheckMark({ outcome }: { readonly outcome: CheckOutcome }) {
  const t = useText(checkText);
  return <Mark tone={TONES[outcome]}>{t.outcomes[outcome]}</Mark>;
}

/** Why till and settled day differ; what should never be stands out. */
export function CauseMark({ cause, count }: { readonly cause: Cause; readonly count?: number }) {
  const t = useText(checkText);
  const tone = cause === 'unexplained' ? 'red' : cause === 'never-checked' ? 'amber' : 'quiet';
  return (
    <Mark tone={tone}>
      {t.causes[cause][0]}
      {count === undefined ? null : ` ${count.toLocaleString('en')}`}
    </Mark>
  );
}

/** 事前 or 事中. */
export function useStageName(): (infno: string) => string {
  const { stages } = useText(checkText);
  return (infno) => Object.entries(stages).find(([each]) => each === infno)?.[1] ?? infno;
}
