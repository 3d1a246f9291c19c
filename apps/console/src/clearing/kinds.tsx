/** What a clearing sums up, by insurance and 清算类别. */
import { useLanguage, useText } from '../language/language.tsx';
import { Money } from '../parts/money.tsx';
import { Panel } from '../parts/panel.tsx';
import { TillTable } from '../parts/till-table.tsx';
import { nameOfCode } from '../settlement/code-names.ts';
import type { ClearingLines } from './answers.ts';
import { clearingText } from './text.ts';

export function Kinds({ lines: { kinds } }: { readonly lines: ClearingLines }) {
  const t = useText(clearingText);
  const { language } = useLanguage();
  if (kinds.length === 0)
    return (
      <Panel title={t.kinds}>
        <p className="faint">{t.noKinds}</p>
      </Panel>
    );
  return (
    <Panel title={t.kinds} flush>
      <TillTable
        columns={[t.insutype, t.clrType, ...[t.count, t.medfee, t.fundPay, t.acctPay].map((right) => ({ right }))]}
      >
        {kinds.map(({ insutype, clr_type, setl_cnt, medfee_sumamt, fund_pay_sumamt, acct_pay }) => (
          <tr key={`${insutype} ${clr_type}`}>
            <td>
              {nameOfCode('insutype', insutype, language)} <span className="code">{insutype}</span>
            </td>
            <td>
              {nameOfCode('clr_type', clr_type, language)} <span className="code">{clr_type}</span>
            </td>
            <td className="right figures" data-label={t.count}>
              {setl_cnt}
            </td>
            {(
              [
                [t.medfee, medfee_sumamt],
                [t.fundPay, fund_pay_sumamt],
                [t.acctPay, acct_pay],
              ] as const
            ).map(([name, fen]) => (
              <td key={name} className="right" data-label={name}>
                <Money fen={fen} />
              </td>
            ))}
          </tr>
        ))}
      </TillTable>
    </Panel>
  );
}
