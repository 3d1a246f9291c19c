/** Grades and marks as they are written. */
import { useText } from '../language/language.tsx';
import { Mark } from '../parts/marks.tsx';
import type { Tone } from '../parts/marks.tsx';
import { assessmentText } from './text.ts';

const TONES: Readonly<Record<string, Tone>> = { A: 'green', B: 'blue', C: 'amber', D: 'red' };

export const GRADES = ['A', 'B', 'C', 'D'] as const;

export function GradeMark({ grade }: { readonly grade: string | null }) {
  const t = useText(assessmentText);
  if (grade === null) return <Mark tone="quiet">{t.unscored}</Mark>;
  return <Mark tone={TONES[grade] ?? 'quiet'}>{t.grades(grade)}</Mark>;
}

/** Hundredths of a mark: `9480` is `94.80`. */
export function marksText(hundredths: number): string {
  return (hundredths / 100).toFixed(2);
}
