/** The lines of a settlement, divided as it divided them. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useLanguage, useText } from '../language/language.tsx';
import { Listed } from '../parts/listed.tsx';
import { Money } from '../parts/money.tsx';
import { Panel } from '../parts/panel.tsx';
import { TillTable } from '../parts/till-table.tsx';
import type { LineListed, SettlementView } from './answers.ts';
import { nameOfCode } from './code-names.ts';
import { linesQuery } from './queries.ts';
import { settlementText } from './text.ts';

export function Lines({ settlement: { setl_id, standing } }: { readonly settlement: SettlementView }) {
  const t = useText(settlementText);
  const lines = useInfiniteQuery(linesQuery(setl_id));
  const rows = lines.data?.pages.flat() ?? [];
  const freed = standing === 'standing' ? {} : { hint: t.freed };
  return (
    <Panel title={t.lines} flush>
      <Listed query={lines} count={rows.length} empty={{ title: t.noLines, ...freed }} within>
        <TillTable
          columns={[
            t.item,
            { right: t.quantity },
            { right: t.lineSum },
            { right: t.own },
            { right: t.over },
            { right: t.preself },
            { right: t.inScope },
          ]}
        >
          {rows.map((row) => (
            <Line key={row.feedetl_sn} line={row} />
          ))}
        </TillTable>
      </Listed>
    </Panel>
  );
}

const plain = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 6 });
/** Scales of the model. */
const [COUNT, PRICE, SHARE] = [1e4, 1e6, 1e2];

function Line({ line }: { readonly line: LineListed }) {
  const { language } = useLanguage();
  const t = useText(settlementText);
  const { feedetl_sn, med_list_codg, fee_ocur_time, chrgitm_lv, cnt, pric, pric_uplmt_amt, selfpay_prop } = line;
  const parts = [
    [t.lineSum, line.det_item_fee_sumamt],
    [t.own, line.fulamt_ownpay_amt],
    [t.over, line.overlmt_amt],
    [t.preself, line.preselfpay_amt],
    [t.inScope, line.inscp_scp_amt],
  ] as const;
  return (
    <tr>
      <td className="till-name">
        <span className="code">{med_list_codg}</span> {nameOfCode('chrgitm_lv', chrgitm_lv, language)}
        <br />
        <span className="faint figures">
          {feedetl_sn} · {fee_ocur_time}
          {selfpay_prop === 0 ? '' : ` · ${t.first(`${plain(selfpay_prop / SHARE)} %`)}`}
          {pric_uplmt_amt === null ? '' : ` · ${t.cap(plain(pric_uplmt_amt / PRICE))}`}
        </span>
      </td>
      <td className="right figures">
        {plain(cnt / COUNT)} × {plain(pric / PRICE)}
      </td>
      {parts.map(([name, fen]) => (
        <td key={name} className="right" data-label={name}>
          <Money fen={fen} />
        </td>
      ))}
    </tr>
  );
}
