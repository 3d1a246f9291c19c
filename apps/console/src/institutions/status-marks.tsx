/** How an institution and its agreement stand, as marks. */
import { Mark } from '../parts/marks.tsx';
import type { Tone } from '../parts/marks.tsx';
import { useText } from '../language/language.tsx';
import type { AgreementState, MaySettle, Status } from './answers.ts';
import { institutionText } from './text.ts';

const TONES: Readonly<Record<MaySettle, Tone>> = { all: 'green', rescue: 'amber', none: 'red' };

export function StatusMark({ status }: { readonly status: Status }) {
  const t = useText(institutionText);
  return <Mark tone={TONES[status.may]}>{t.mays[status.may]}</Mark>;
}

/** Why, since when and until when. */
export function StatusWords({ status: { reason, since, until } }: { readonly status: Status }) {
  const t = useText(institutionText);
  const parts = [
    t.reasons[reason],
    ...(since === null ? [] : [t.since(since)]),
    ...(until === null ? [] : [t.until(until)]),
  ];
  return <span className="figures">{parts.join(' · ')}</span>;
}

const STATES: Readonly<Record<AgreementState, Tone>> = {
  pending: 'quiet',
  valid: 'green',
  restored: 'green',
  renewing: 'blue',
  interrupted: 'amber',
  terminated: 'red',
  expired: 'red',
  withdrawn: 'quiet',
};

export function AgreementMark({ state }: { readonly state: AgreementState }) {
  const t = useText(institutionText);
  return <Mark tone={STATES[state]}>{t.states[state]}</Mark>;
}
