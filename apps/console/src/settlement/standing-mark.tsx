import { useText } from '../language/language.tsx';
import { Mark } from '../parts/marks.tsx';
import type { Tone } from '../parts/marks.tsx';
import type { Standing } from './answers.ts';
import { settlementText } from './text.ts';

const TONES: Readonly<Record<Standing, Tone>> = { standing: 'green', cancelled: 'quiet', cancellation: 'amber' };

/** Whether a settlement stands. */
export function StandingMark({ standing }: { readonly standing: Standing }) {
  const t = useText(settlementText);
  return <Mark tone={TONES[standing]}>{t.standings[standing]}</Mark>;
}
