/** Movements after which stock was below zero. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { TransactionName } from '../gateway/transaction-name.tsx';
import { useText } from '../language/language.tsx';
import { Listed } from '../parts/listed.tsx';
import { NoRight } from '../parts/states.tsx';
import { TillTable } from '../parts/till-table.tsx';
import { useMay } from '../session/me.tsx';
import { TraceHead } from './head.tsx';
import { faultsQuery } from './queries.ts';
import { traceText } from './text.ts';

export function FaultsPage() {
  return useMay()('trace.read') ? <Faults /> : <NoRight />;
}

function Faults() {
  const t = useText(traceText);
  const found = useInfiniteQuery(faultsQuery);
  const rows = found.data?.pages.flat() ?? [];
  return (
    <div className="page">
      <TraceHead hint={t.stockHint} />
      <Listed query={found} count={rows.length} empty={{ title: t.emptyStock, hint: t.emptyStockHint }}>
        <TillTable columns={[t.at, t.institution, t.drug, t.transaction, { right: t.after }]}>
          {rows.map((row) => (
            <tr key={row.movement_id}>
              <td className="figures till-time">{row.biz_time}</td>
              <td>{row.fixmedins_name}</td>
              <td className="till-name">
                <span className="code">{row.med_list_codg}</span>{' '}
                <span className="faint">{t.batch(row.fixmedins_bchno)}</span>
              </td>
              <td>
                <TransactionName infno={row.infno} />
              </td>
              <td className="right figures" data-label={t.after}>
                {row.cnt}
              </td>
            </tr>
          ))}
        </TillTable>
      </Listed>
    </div>
  );
}
