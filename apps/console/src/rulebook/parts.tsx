import type { Tone } from '../parts/marks.tsx';

const TONES: Readonly<Record<string, Tone>> = {
  drafting: 'quiet',
  planned: 'blue',
  proposed: 'amber',
  shadow: 'amber',
  published: 'green',
  rejected: 'red',
  withdrawn: 'quiet',
};

/** The colour of a draft's state. */
export function draftTone(state: string): Tone {
  return TONES[state] ?? 'quiet';
}
