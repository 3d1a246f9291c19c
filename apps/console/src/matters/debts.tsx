import type { MatterView } from '../api/answers.ts';
import { useLanguage } from '../language/language.tsx';
import { Money } from '../parts/money.tsx';
import { Panel } from '../parts/panel.tsx';

const KINDS = ['refund', 'penalty', 'fine', 'surcharge'] as const;

/** What is still owed; nothing where nothing is. */
export function Debts({ debts }: Pick<MatterView, 'debts'>) {
  const { text } = useLanguage();
  const t = text.matter;
  const owed = KINDS.filter((kind) => debts[kind] !== 0);
  if (owed.length === 0) return null;
  const sum = owed.reduce((total, kind) => total + debts[kind], 0);
  return (
    <Panel title={t.debts} beside={<Money fen={sum} strong />}>
      <dl className="pairs">
        {owed.map((kind) => (
          <div key={kind}>
            <dt>{t.debt[kind]}</dt>
            <dd>
              <Money fen={debts[kind]} />
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
