import { Alert } from 'antd';
import type { MatterView } from '../api/answers.ts';
import { useLanguage } from '../language/language.tsx';
import { nameOf } from '../language/law.ts';
import { Mark } from '../parts/marks.tsx';
import { Deeds } from './deeds.tsx';

interface Props {
  /** As it is now. */
  readonly matter: MatterView;
  /** Version that was on the screen when the step was sent: as many deeds had been done. */
  readonly seen: number;
  /** Whether the step is no longer possible. */
  readonly gone: boolean;
}

/** Somebody else was first: what they did, and whether the step is still possible. */
export function Conflict({ matter, seen, gone }: Props) {
  const { text, say } = useLanguage();
  const t = text.matter;
  const since = matter.deeds.slice(seen);
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      className="spaced conflict"
      title={t.conflict}
      description={
        <>
          <p>{since.length === 0 ? t.conflictNone : gone ? t.conflictGone : t.conflictHint}</p>
          {since.length === 0 ? null : (
            <Deeds procedure={matter.procedure} deeds={since} names={matter.names} first={seen + 1} />
          )}
          <p>
            {text.leads.state} <Mark tone="blue">{say(nameOf('states', matter.procedure, matter.state))}</Mark>
          </p>
        </>
      }
    />
  );
}
