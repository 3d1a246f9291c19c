import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Deed, Fact, MatterView } from '../api/answers.ts';
import { paperFileQuery } from '../documents/queries.ts';
import { textOfDay } from '../format/day.ts';
import { useLanguage, useText } from '../language/language.tsx';
import {
  bodyNames,
  decisionNames,
  evidenceNames,
  measureNames,
  nameOf,
  partyNames,
  procedureOf,
} from '../language/law.ts';
import type { Name } from '../language/law.ts';
import { Money } from '../parts/money.tsx';
import { ConfirmDeed } from '../documents/confirm-deed.tsx';
import { usePersonName } from '../parts/person.tsx';
import { useMe } from '../session/me.tsx';
import { fieldOf } from './facts.ts';
import { stepText } from './text.ts';

interface Props {
  readonly procedure: string;
  readonly deeds: readonly Deed[];
  /** Of those who took part, by id. */
  readonly names: MatterView['names'];
  /** Number of the first of them in the file. */
  readonly first?: number;
  /** Where deeds may be confirmed; absent: they are only shown. */
  readonly matter_id?: string;
}

/** What was done, the latest first, numbered as in the file. */
export function Deeds({ procedure, deeds, names, first = 1, matter_id }: Props) {
  const { text, say, joined } = useLanguage();
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
                {deed.with.length > 0 ? ` · ${text.matter.with} ${joined(deed.with.map(person))}` : ''}
              </span>
            </div>
            <Signatures
              deed={deed}
              seq={first + index}
              person={person}
              {...(matter_id === undefined ? {} : { matter_id })}
            />
            <Stated
              procedure={procedure}
              deed={deed}
              person={person}
              {...(matter_id === undefined ? {} : { matter_id })}
            />
          </li>
        ))
        .toReversed()}
    </ol>
  );
}

interface SignaturesProps {
  readonly deed: Deed;
  readonly seq: number;
  readonly person: (id: string) => string;
  readonly matter_id?: string;
}

/** Who confirmed a joint step under a sign-in of their own, and who has yet to. */
function Signatures({ deed: { confirmed, awaited }, seq, person, matter_id }: SignaturesProps) {
  const { text, joined } = useLanguage();
  const me = useMe();
  if (confirmed.length + awaited.length === 0) return null;
  return (
    <p className="deed-signatures">
      {confirmed.length === 0 ? null : (
        <span className="faint">{text.matter.confirmed(joined(confirmed.map(person)))}</span>
      )}
      {awaited.length === 0 ? null : <span className="amber">{text.matter.awaited(joined(awaited.map(person)))}</span>}
      {matter_id !== undefined && awaited.includes(me.id) ? <ConfirmDeed matter_id={matter_id} seq={seq} /> : null}
    </p>
  );
}

interface StatedProps {
  readonly matter_id?: string;
  readonly procedure: string;
  readonly deed: Deed;
  readonly person: (id: string) => string;
}

function Stated({ matter_id, procedure, deed: { action, facts }, person }: StatedProps) {
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
            {matter_id !== undefined && fieldOf(name).kind === 'digest' && typeof value === 'string' ? (
              <FileText matter_id={matter_id} digest={value} />
            ) : (
              <FactText name={name} value={value} person={person} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A file by its name, with the way to it; of one that is kept elsewhere only the digest is known. */
function FileText({ matter_id, digest }: { readonly matter_id: string; readonly digest: string }) {
  const t = useText(stepText);
  const file = useQuery(paperFileQuery(matter_id)).data?.evidence.find((each) => each.digest === digest);
  if (file === undefined) return <code>{digest}</code>;
  return (
    <>
      {file.title}{' '}
      <Link to="/matters/$matter_id/file" params={{ matter_id }}>
        {t.inFile}
      </Link>{' '}
      <code>SM3 {digest.slice(0, 16)}…</code>
    </>
  );
}

/** Facts that are one of the kinds that the law knows. */
const KINDS: Readonly<Record<string, Readonly<Record<string, Name>>>> = {
  evidence: evidenceNames,
  decision: decisionNames,
  party: partyNames,
  measure: measureNames,
  body: bodyNames,
};

interface FactTextProps {
  readonly name: string;
  readonly value: Fact;
  readonly person: (id: string) => string;
}

/** A fact as it reads: amounts in yuan, days as days, kinds by their name. */
function FactText({ name, value, person }: FactTextProps) {
  const { text, say } = useLanguage();
  const { kind, usual = [] } = fieldOf(name);
  if (typeof value === 'boolean') return value ? text.matter.yes : text.matter.no;
  if (typeof value === 'object' && kind === 'instalments')
    return value.map((row) => {
      const [day = '', amount = ''] = row.split(' ');
      return (
        <span key={day} className="instalment">
          <span className="figures">{day}</span> <Money fen={Number(amount)} /> {text.matter.yuan}
        </span>
      );
    });
  if (typeof value === 'object') return value.map(person).join('、');
  if (typeof value === 'number') {
    if (kind === 'yuan' && Number.isSafeInteger(value))
      return (
        <>
          <Money fen={value} /> {text.matter.yuan}
        </>
      );
    if (kind === 'score') return (value / 100).toFixed(2);
    return kind === 'day' && Number.isSafeInteger(value) ? textOfDay(value) : String(value);
  }
  const named = KINDS[kind]?.[value] ?? usual.find(({ zh }) => zh === value);
  if (named !== undefined) return say(named);
  return kind === 'digest' ? <code>{value}</code> : value;
}
