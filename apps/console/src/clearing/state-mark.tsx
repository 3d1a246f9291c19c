import { useText } from '../language/language.tsx';
import { Mark } from '../parts/marks.tsx';
import type { Tone } from '../parts/marks.tsx';
import type { ClearingState, ClearingView } from './answers.ts';
import { clearingText } from './text.ts';

const TONES: Readonly<Record<ClearingState, Tone>> = {
  computed: 'amber',
  confirmed: 'blue',
  approved: 'green',
  paid: 'quiet',
};

export function StateMark({ state }: { readonly state: ClearingState }) {
  const t = useText(clearingText);
  return <Mark tone={TONES[state]}>{t.states[state]}</Mark>;
}

/** What stands in the way of a clearing. */
export function Flags({ row: { overdue, withheld, objected } }: { readonly row: ClearingView }) {
  const t = useText(clearingText);
  return (
    <>
      {overdue ? <Mark tone="red">{t.overdue}</Mark> : null}
      {objected ? <Mark tone="red">{t.objected}</Mark> : null}
      {withheld ? <Mark tone="amber">{t.withheld}</Mark> : null}
    </>
  );
}
