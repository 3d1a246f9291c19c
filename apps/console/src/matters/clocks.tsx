import type { ClockView, MatterView } from '../api/answers.ts';
import { workingDaysLeft } from '../format/day.ts';
import { useLanguage } from '../language/language.tsx';
import { basisOf, isDuty, nameOf, procedureOf } from '../language/law.ts';
import { DueMark, Mark } from '../parts/marks.tsx';

/** Legal limits: those that run, by the day they end, then those that stand still; the done ones folded away. */
export function Clocks({ matter: { procedure, clocks } }: { readonly matter: MatterView }) {
  const { text } = useLanguage();
  const open = clocks
    .filter(({ state }) => state !== 'stopped')
    .toSorted((a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999'));
  const stopped = clocks.filter(({ state }) => state === 'stopped');
  return (
    <>
      {open.length === 0 ? <p className="padded faint">{text.matter.noClocks}</p> : null}
      <ul className="rows clocks">
        {open.map((clock) => (
          <OneClock key={clock.clock} procedure={procedure} clock={clock} />
        ))}
      </ul>
      {stopped.length === 0 ? null : (
        <details className="folded">
          <summary>{text.matter.stopped(stopped.length)}</summary>
          <ul className="rows clocks">
            {stopped.map((clock) => (
              <OneClock key={clock.clock} procedure={procedure} clock={clock} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function OneClock({ procedure, clock }: { readonly procedure: string; readonly clock: ClockView }) {
  const { text, say } = useLanguage();
  const { clock: key, basis, state, due } = clock;
  const inWorkingDays = procedureOf(procedure)?.clocks[key]?.limit.unit === 'working-day';
  const working = inWorkingDays && due !== null ? workingDaysLeft(due) : undefined;
  return (
    <li className={`clock clock-${state}`}>
      <div className="clock-line">
        <strong>{say(nameOf('clocks', procedure, key))}</strong>
        {state === 'running' && due !== null ? <DueMark due={due} duty={isDuty(procedure, key)} /> : null}
        {state === 'paused' ? <Mark tone="quiet">{text.due.paused}</Mark> : null}
        {state === 'stopped' ? <Mark tone="green">{text.due.stopped}</Mark> : null}
      </div>
      {state === 'running' ? (
        <p className="figures">
          {due === null ? text.due.unknown : text.due.by(due)}
          {working !== undefined && working > 0 ? ` · ${text.due.working(working)}` : ''}
        </p>
      ) : null}
      <p className="faint">{say(basisOf(basis))}</p>
    </li>
  );
}
