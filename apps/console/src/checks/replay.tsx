/** Judges a decision once more on what it was decided on, and says whether the answer is the same to the byte. */
import { Button } from 'antd';
import { useMutation } from '@tanstack/react-query';
import { useText } from '../language/language.tsx';
import { Mark } from '../parts/marks.tsx';
import { Panel } from '../parts/panel.tsx';
import { Trouble } from '../parts/states.tsx';
import type { ReplaySeen } from './answers.ts';
import { askReplay } from './queries.ts';
import { checkText } from './text.ts';

interface Props {
  readonly decision_id: string;
  /** Whether anything was judged then. */
  readonly judged: boolean;
}

export function ReplayPanel({ decision_id, judged }: Props) {
  const t = useText(checkText);
  const replay = useMutation({ mutationFn: () => askReplay(decision_id) });
  return (
    <Panel title={t.replay}>
      <p className="hint spaced">{judged ? t.replayHint : t.nothingJudged}</p>
      {judged ? (
        <Button loading={replay.isPending} onClick={() => replay.mutate()}>
          {t.replayNow}
        </Button>
      ) : null}
      <div role="status" className="check-replay">
        {replay.data === undefined ? null : <Replayed replay={replay.data} />}
      </div>
      {replay.isError ? <Trouble error={replay.error} /> : null}
    </Panel>
  );
}

function Replayed({ replay: { same, given, again, took_ms, differences } }: { readonly replay: ReplaySeen }) {
  const t = useText(checkText);
  if (same === null || again === null) return <p>{t.nothingJudged}</p>;
  if (same)
    return (
      <>
        <p>
          <Mark tone="green">{t.same}</Mark>
        </p>
        <p className="code">{t.bytes(given.bytes, given.digest)}</p>
        <p className="faint figures">{t.took(took_ms)}</p>
      </>
    );
  return (
    <>
      <p>
        <Mark tone="red">{t.different}</Mark>
      </p>
      <p className="code">
        {t.atFirst} {t.bytes(given.bytes, given.digest)}
      </p>
      <p className="code">
        {t.now} {t.bytes(again.bytes, again.digest)}
      </p>
      <p className="hint">{differences.length === 0 ? t.onlyOrder : t.differsHint}</p>
      <ul className="check-differences">
        {differences.map((one) => (
          <li key={one.place}>
            <span className="code">{one.place}</span>
            <dl className="pairs">
              {[[t.atFirst, one.given] as const, [t.now, one.again] as const].map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value ?? t.nothing}</dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
    </>
  );
}
