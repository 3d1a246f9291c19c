/** Rules that could say neither yes nor no, and the fields that they lack. */
import { useLanguage, useText } from '../language/language.tsx';
import { Mark } from '../parts/marks.tsx';
import { Panel } from '../parts/panel.tsx';
import { TillTable } from '../parts/till-table.tsx';
import type { UndecidedSeen } from './answers.ts';
import { checkText } from './text.ts';

export function Undecided({ rows }: { readonly rows: readonly UndecidedSeen[] }) {
  const { say, text } = useLanguage();
  const t = useText(checkText);
  return (
    <Panel title={t.undecided} flush beside={<span className="figures">{text.leads.all(rows.length)}</span>}>
      <p className="panel-note">{t.undecidedHint}</p>
      <TillTable columns={[t.rule, t.missing, t.lines]}>
        {rows.map(({ rule_id, rule_name, rx_ids, missing }) => (
          <tr key={`${rule_id} ${rx_ids.join(' ')}`}>
            <td className="check-rule">
              {rule_name}
              {rule_id === rule_name ? null : <span className="code"> {rule_id}</span>}
            </td>
            <td>
              <span className="till-links">
                {missing.map((one) => (
                  <span key={one.field}>
                    <Mark tone="blue">{say(one)}</Mark>
                    {one.zh === one.field ? null : <span className="code"> {one.field}</span>}
                  </span>
                ))}
              </span>
            </td>
            <td data-label={t.lines}>
              <span className="code">{rx_ids.join(' ')}</span>
            </td>
          </tr>
        ))}
      </TillTable>
    </Panel>
  );
}
