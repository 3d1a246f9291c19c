import type { Deed, Fact, MatterView } from '../api/answers.ts';
import { textOfDay } from '../format/day.ts';
import { useLanguage } from '../language/language.tsx';
import { decisionNames, evidenceNames, nameOf, procedureOf } from '../language/law.ts';
import { Money } from '../parts/money.tsx';
import { usePersonName } from '../parts/person.tsx';
import { fieldOf } from './facts.ts';

interface Props {
  readonly procedure: string;
  readonly deeds: readonly Deed[];
  /** Of those who took part, by id. */
  readonly names: MatterView['names'];
  /** Number of the first of them in the file. */
  readonly first?: number;
}

/** What was done, the latest first, numbered as in the file. */
export function Deeds({ procedure, deeds, names, first = 1 }: Props) {
  const { text, say } = useLanguage();
  const person = usePersonName(names);
  if (deeds.length === 0) return <p className="faint">{text.matter.noDeeds}</p>;
  return (
    <ol className="deeds" reversed>
      {deeds
        .map((deed, index) => (
          <li key={first + index} value={first + index}>
            <div className="deed-head">
              <span className="deed-no figures">{first + index}</span>
              <strong>{say(nameOf('steps', procedure, deed.action))}</strong>
              <time className="figures" dateTime={deed.on}>
                {deed.on}
              </time>
              <span className="faint">
                {text.matter.by} {person(deed.by)}
                {deed.with.length > 0 ? ` · ${text.matter.with} ${deed.with.map(person).join('、')}` : ''}
              </span>
            </div>
            <Stated procedure={procedure} deed={deed} person={person} />
          </li>
        ))
        .toReversed()}
    </ol>
  );
}

interface StatedProps {
  readonly procedure: string;
  readonly deed: Deed;
  readonly person: (id: string) => string;
}

function Stated({ procedure, deed: { action, facts }, person }: StatedProps) {
  const { say } = useLanguage();
  // The store keeps no order: as the step asks for them, then what was stated beside.
  const order = procedureOf(procedure)?.steps[action]?.facts ?? [];
  const place = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  const stated = Object.entries(facts).toSorted(([a], [b]) => place(a) - place(b));
  return stated.length === 0 ? null : (
    <dl className="stated">
      {stated.map(([name, value]) => (
        <div key={name}>
          <dt>{say(fieldOf(name))}</dt>
          <dd>
            <FactText name={name} value={value} person={person} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface FactTextProps {
  readonly name: string;
  readonly value: Fact;
  readonly person: (id: string) => string;
}

/** A fact as it reads: amounts in yuan, days as days, kinds by their name. */
function FactText({ name, value, person }: FactTextProps) {
  const { text, say } = useLanguage();
  const { kind } = fieldOf(name);
  if (typeof value === 'boolean') return value ? text.matter.yes : text.matter.no;
  if (typeof value === 'object') return value.map(person).join('、');
  if (typeof value === 'number') {
    if (kind === 'yuan' && Number.isSafeInteger(value))
      return (
        <>
          <Money fen={value} /> {text.matter.yuan}
        </>
      );
    return kind === 'day' && Number.isSafeInteger(value) ? textOfDay(value) : String(value);
  }
  const named = kind === 'evidence' ? evidenceNames[value] : kind === 'decision' ? decisionNames[value] : undefined;
  if (named !== undefined) return say(named);
  return kind === 'digest' ? <code>{value}</code> : value;
}
