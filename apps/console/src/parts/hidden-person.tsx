/** A person, by the last digits of their number, until somebody says what for; then in clear for a few minutes. */
import type { ReactNode } from 'react';
import { Button } from 'antd';
import { useText } from '../language/language.tsx';
import { useMay } from '../session/me.tsx';
import { useReveal } from './reveal.tsx';

const zh = {
  hide: '隐藏',
  hiddenAgain: '五分钟后自动隐藏',
};
const en: typeof zh = {
  hide: 'Hide',
  hiddenAgain: 'Hidden again in five minutes',
};

const personText = { zh, en };

interface Props<Person> {
  /** That answers a stated purpose with the person. */
  readonly path: string;
  readonly hidden: string;
  /** What the button says that shows it. */
  readonly show: string;
  readonly shown: (person: Person) => ReactNode;
}

export function HiddenPerson<Person>({ path, hidden, show, shown }: Props<Person>) {
  const t = useText(personText);
  const may = useMay();
  const reveal = useReveal<Person>(path);
  return (
    <div className="hidden-person">
      {reveal.shown === null ? (
        <>
          <span>{hidden}</span>
          {may('person.reveal') ? (
            <Button size="small" onClick={reveal.ask}>
              {show}
            </Button>
          ) : null}
        </>
      ) : (
        <>
          <span>{shown(reveal.shown)}</span>
          <Button size="small" onClick={reveal.hide}>
            {t.hide}
          </Button>
          <span className="hint">{t.hiddenAgain}</span>
        </>
      )}
      {reveal.dialog}
    </div>
  );
}
