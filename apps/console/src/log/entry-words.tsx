/** What an entry of the log is about and says, in words: the ids and digests that it keeps stand behind a fold. */
import { Link } from '@tanstack/react-router';
import { useLanguage, useText } from '../language/language.tsx';
import { nameOf, procedureName } from '../language/law.ts';
import type { LogRow } from './answers.ts';
import { logText } from './text.ts';

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
const ID = new RegExp(`\\b(?:${UUID.source}|[0-9a-f]{64})\\b`, 'g');

/** Its kind and name, which leads to it where it has a page. */
export function Subject({ row: { subject, subject_name, procedure } }: { readonly row: LogRow }) {
  const t = useText(logText);
  const { say } = useLanguage();
  const [kind = '', id = ''] = subject.split(/:(.*)/s);
  const known = procedure === null ? t.kinds[kind] : say(procedureName(procedure));
  if (known === undefined) return <span className="code">{subject}</span>;
  const shown = subject_name === '' ? (ID.test(id) ? '' : id) : subject_name;
  ID.lastIndex = 0;
  return (
    <span className="log-subject" title={subject}>
      <Page kind={kind} id={id} name={shown === '' ? known : shown} />
      {shown === '' ? null : <span className="faint">{known}</span>}
    </span>
  );
}

function Page({ kind, id, name }: { readonly kind: string; readonly id: string; readonly name: string }) {
  switch (kind) {
    case 'matter':
      return (
        <Link to="/matters/$matter_id" params={{ matter_id: id }}>
          {name}
        </Link>
      );
    case 'lead':
      return (
        <Link to="/leads/$lead_id" params={{ lead_id: id }}>
          {name}
        </Link>
      );
    case 'institution':
      return (
        <Link to="/institutions/$fixmedins_code" params={{ fixmedins_code: id }}>
          {name}
        </Link>
      );
    default:
      return <span>{name}</span>;
  }
}

/** A step by its legal name; other contents without what only a machine reads. */
export function Content({ row: { detail, procedure } }: { readonly row: LogRow }) {
  const t = useText(logText);
  const { say } = useLanguage();
  const step = procedure === null ? null : /^(\d+) ([\w-]+)$/.exec(detail);
  if (step !== null && procedure !== null) {
    const [, seq = '', action = ''] = step;
    return t.step(seq, say(nameOf('steps', procedure, action)));
  }
  const words = detail.startsWith('{') || detail.startsWith('[') ? '' : detail.replaceAll(ID, '').trim();
  if (words === detail) return t.words[detail] ?? detail;
  return (
    <>
      {words}
      <details>
        <summary>{t.kept}</summary>
        <span className="code">{detail}</span>
      </details>
    </>
  );
}
