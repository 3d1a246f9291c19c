/** Whose turn it is in a matter, in a sentence; that it is over, where nothing follows. */
import type { MatterView } from '../api/answers.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { dutyNames, nameOf } from '../language/law.ts';
import { stepText } from './text.ts';

export function TurnLine({ matter }: { readonly matter: MatterView }) {
  const { say, language } = useLanguage();
  const t = useText(stepText);
  const { procedure, state, over, next } = matter;
  if (over) return <p className="padded turn">{t.over(say(nameOf('states', procedure, state)))}</p>;
  const comma = language === 'zh' ? '、' : ', ';
  const steps = (of: MatterView['next']): string =>
    of.map(({ action }) => say(nameOf('steps', procedure, action))).join(comma);
  const dutiesOf = ({ duties }: MatterView['next'][number]): string =>
    duties.map((duty) => say(dutyNames[duty] ?? { zh: duty, en: duty })).join(language === 'zh' ? '或' : ' or ');
  const now = Map.groupBy(
    next.filter(({ wait }) => wait === null),
    dutiesOf,
  );
  const waiting = next.flatMap(({ wait, ...step }) => (wait === null ? [] : [{ step, wait }]));
  if (next.length === 0) return null;
  return (
    <ul className="turn padded" aria-label={t.turn}>
      {[...now].map(([duties, each]) => (
        <li key={duties}>
          {each.some(({ mine }) => mine) ? (
            <strong>{t.turnOf(duties, steps(each))}</strong>
          ) : (
            t.turnOf(duties, steps(each))
          )}
        </li>
      ))}
      {waiting.map(({ step, wait }) => (
        <li key={step.action} className="faint">
          {t.waits(
            t.turnOf(dutiesOf({ ...step, wait }), steps([{ ...step, wait }])),
            say(nameOf('clocks', procedure, wait.clock)),
            wait.due,
          )}
        </li>
      ))}
    </ul>
  );
}
