/** What is hidden but for its last digits until somebody says what for; then in clear for a few minutes. */
import type { ReactNode } from 'react';
import { Button } from 'antd';
import type { RightName } from '../api/answers.ts';
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

const hiddenText = { zh, en };

interface Props<Value> {
  /** That answers a stated purpose with the value. */
  readonly path: string;
  readonly hidden: string;
  /** What the button says that shows it. */
  readonly show: string;
  readonly shown: (value: Value) => ReactNode;
  /** Who may ask. */
  readonly right?: RightName;
}

export function Hidden<Value>({ path, hidden, show, shown, right = 'person.reveal' }: Props<Value>) {
  const t = useText(hiddenText);
  const may = useMay();
  const reveal = useReveal<Value>(path);
  return (
    <div className="hidden-value">
      {reveal.shown === null ? (
        <>
          <span>{hidden}</span>
          {may(right) ? (
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
