/** What a draft adds, removes and changes against the version in force, row by row. */
import { useText } from '../language/language.tsx';
import { Mark } from '../parts/marks.tsx';
import { Panel } from '../parts/panel.tsx';
import { Empty } from '../parts/states.tsx';
import type { Files, Table } from './answers.ts';
import { changesOf, rowsOf } from './rows.ts';
import type { Change } from './rows.ts';
import { rulebookText } from './text.ts';

interface Props {
  readonly tables: readonly Table[];
  readonly before: Files;
  readonly after: Files;
}

const TONES = { added: 'green', removed: 'red', changed: 'amber' } as const;

export function Changes({ tables, before, after }: Props) {
  const t = useText(rulebookText);
  const changed = tables
    .map((table) => ({
      table,
      changes: changesOf(rowsOf(table, before[table.file] ?? ''), rowsOf(table, after[table.file] ?? '')),
    }))
    .filter(({ changes }) => changes.length > 0);
  if (changed.length === 0) return <Empty title={t.noChanges} />;
  return changed.map(({ table, changes }) => {
    const count = (is: Change['is']): number => changes.filter((change) => change.is === is).length;
    return (
      <Panel
        key={table.file}
        title={table.file}
        beside={<span className="faint">{t.changeCount(count('added'), count('removed'), count('changed'))}</span>}
        flush
      >
        <ul className="rows change-rows">
          {changes.map((change, at) => (
            <li key={`${at} ${change.is}`}>
              <Mark tone={TONES[change.is]}>{t.changeKinds[change.is]}</Mark>
              <ChangedRow table={table} change={change} />
            </li>
          ))}
        </ul>
      </Panel>
    );
  });
}

/** The cells of a row; those that changed with what they were. */
function ChangedRow({ table, change: { before, after } }: { readonly table: Table; readonly change: Change }) {
  const row = after ?? before ?? [];
  return (
    <dl className="change-cells">
      {table.columns.map(({ name }, at) => {
        const [was, is] = [before?.[at] ?? '', row[at] ?? ''];
        const differs = before !== null && after !== null && was !== is;
        if (is === '' && !differs) return null;
        return (
          <div key={name}>
            <dt className="code">{name}</dt>
            <dd>
              {differs ? <del>{was === '' ? '∅' : was}</del> : null} {differs ? <ins>{is === '' ? '∅' : is}</ins> : is}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
