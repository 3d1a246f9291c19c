import { useText } from '../language/language.tsx';
import { Mark } from '../parts/marks.tsx';
import type { Tone } from '../parts/marks.tsx';
import type { Outcome } from './answers.ts';
import { gatewayText } from './text.ts';

const TONES: Readonly<Record<Outcome, Tone>> = { done: 'green', refused: 'amber', void: 'quiet' };

/** What became of a message. */
export function OutcomeMark({ outcome }: { readonly outcome: Outcome }) {
  const t = useText(gatewayText);
  return <Mark tone={TONES[outcome]}>{t.outcomes[outcome]}</Mark>;
}
