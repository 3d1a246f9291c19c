/** Persons of a lead: hidden until somebody says what for; then in clear for a few minutes. */
import { Button } from 'antd';
import type { LeadPersons as Persons } from '../api/answers.ts';
import { useText } from '../language/language.tsx';
import { Panel } from '../parts/panel.tsx';
import { useReveal } from '../parts/reveal.tsx';

const zh = {
  title: '参保人',
  hidden: '人员编号只显示末四位。显示全部须说明用途。',
  show: '显示人员编号',
  hide: '隐藏',
  none: '这条线索没有人员之间的关联。',
  pairs: '关联（次数）',
  shown: '五分钟后自动隐藏',
};
const en: typeof zh = {
  title: 'Persons',
  hidden: 'Numbers of persons show their last four digits. The whole ones are shown for a purpose.',
  show: 'Show numbers of persons',
  hide: 'Hide',
  none: 'There are no links between persons in this lead.',
  pairs: 'Links (times)',
  shown: 'Hidden again in five minutes',
};
const personsText = { zh, en };

/** Pairs that a screen shows. */
const MOST = 200;

export function LeadPersons({ lead_id }: { readonly lead_id: string }) {
  const t = useText(personsText);
  const reveal = useReveal<Persons>(`/api/leads/${encodeURIComponent(lead_id)}/persons`);
  const persons = reveal.shown;
  const links = persons?.schemes.flatMap((scheme) => scheme.links) ?? [];
  return (
    <Panel title={t.title}>
      {persons === null ? (
        <>
          <p className="hint spaced">{t.hidden}</p>
          <Button onClick={reveal.ask}>{t.show}</Button>
        </>
      ) : (
        <>
          {persons.persons.length === 0 ? <p className="spaced">{t.none}</p> : null}
          <ul className="persons">
            {persons.persons.map((person) => (
              <li key={person}>
                <code>{person}</code>
              </li>
            ))}
          </ul>
          {links.length === 0 ? null : (
            <details className="spaced">
              <summary>{t.pairs}</summary>
              <ul>
                {links.slice(0, MOST).map(({ a, b, weight }) => (
                  <li key={`${a} ${b}`} className="code">
                    {a} — {b} × {weight}
                  </li>
                ))}
              </ul>
            </details>
          )}
          <div className="step-acts">
            <Button onClick={reveal.hide}>{t.hide}</Button>
            <span className="hint">{t.shown}</span>
          </div>
        </>
      )}
      {reveal.dialog}
    </Panel>
  );
}
