/** How a settlement was calculated, one step after the other, each with what it rests on. */
import { useLanguage, useText } from '../language/language.tsx';
import { Mark } from '../parts/marks.tsx';
import { Money } from '../parts/money.tsx';
import { Panel } from '../parts/panel.tsx';
import type { StepShown } from './answers.ts';
import { settlementText } from './text.ts';

export function Steps({ steps }: { readonly steps: readonly StepShown[] }) {
  const t = useText(settlementText);
  return (
    <Panel title={t.steps} flush>
      <p className="panel-note">{steps.length === 0 ? t.noSteps : t.stepsHint}</p>
      <ol className="till-steps">
        {steps.map((step) => (
          <Step key={step.zh} step={step} />
        ))}
      </ol>
    </Panel>
  );
}

function Step({ step }: { readonly step: StepShown }) {
  const { language, joined } = useLanguage();
  const t = useText(settlementText);
  const { sources, unverified, fen } = step;
  const titles = sources.map(
    ({ title, number, read }) =>
      `${title}${number === null ? '' : ` ${number}`}${read === 'official' ? '' : t.transcript}`,
  );
  return (
    <li>
      <p className="till-step">{step[language]}</p>
      <Money fen={fen} strong />
      {titles.length === 0 ? null : <p className="till-basis faint">{t.sources(joined(titles))}</p>}
      {unverified ? (
        <p className="till-basis">
          <Mark tone="quiet">{t.unverified}</Mark>
        </p>
      ) : null}
    </li>
  );
}
