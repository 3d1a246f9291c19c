/** What the night after made of this visit: its settlement, and whether it says the same as the check. */
import { Link } from '@tanstack/react-router';
import { useLanguage, useText } from '../language/language.tsx';
import { Mark } from '../parts/marks.tsx';
import { Money } from '../parts/money.tsx';
import { Panel } from '../parts/panel.tsx';
import { useMay } from '../session/me.tsx';
import type { DecisionSeen, DifferenceFound } from './answers.ts';
import { CauseMark } from './marks.tsx';
import { checkText } from './text.ts';

interface Props extends Pick<DecisionSeen, 'compared' | 'decision_id'> {}

export function Night({ compared: { settlements, days, differences }, decision_id }: Props) {
  const { joined } = useLanguage();
  const t = useText(checkText);
  const may = useMay();
  // What another check of the same visit was compared with is shown there.
  const own = differences.filter((each) => each.decision_id === null || each.decision_id === decision_id);
  return (
    <Panel title={t.night} flush>
      {settlements.length === 0 ? <p className="padded faint">{t.notSettled}</p> : null}
      {settlements.length > 0 && may('check.compare') && own.length === 0 ? (
        <p className="padded">{days.length === 0 ? t.notYet : t.agrees(joined(days))}</p>
      ) : null}
      <ul className="rows">
        {own.map((one) => (
          <li key={one.jr_id} className="till-refusal">
            <Difference difference={one} />
          </li>
        ))}
        {settlements.map(({ setl_id, day }) => (
          <li key={setl_id}>
            <span className="faint figures">
              {t.settlement} {day}
            </span>
            {may('settlement.read') ? (
              <Link to="/settlements/$setl_id" params={{ setl_id }} className="figures">
                {setl_id}
              </Link>
            ) : (
              <span className="code">{setl_id}</span>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Difference({ difference }: { readonly difference: DifferenceFound }) {
  const t = useText(checkText);
  const { rule_code, rule_name, change, cause, till_fen, day_fen } = difference;
  const amount = (fen: number | null) => (fen === null ? '—' : <Money fen={fen} />);
  return (
    <>
      <span className="till-links">
        <span className="strong">{rule_name ?? rule_code}</span>
        <Mark tone="quiet">{t.changes[change]}</Mark>
        <CauseMark cause={cause} />
      </span>
      <span className="hint">{t.causes[cause][1]}</span>
      <span className="figures faint">
        {t.tillFen} {amount(till_fen)} · {t.dayFen} {amount(day_fen)}
      </span>
    </>
  );
}
