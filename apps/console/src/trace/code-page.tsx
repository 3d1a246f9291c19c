/** One code: whether its box is sold, where it was bought, and in which settlement it went. */
import { getRouteApi, Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { TransactionName } from '../gateway/transaction-name.tsx';
import { useText } from '../language/language.tsx';
import { Fetched } from '../parts/fetched.tsx';
import { TextFilter } from '../parts/filters.tsx';
import { Mark } from '../parts/marks.tsx';
import { Panel } from '../parts/panel.tsx';
import { NoRight } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import type { Box, BoxMove, BoxSale } from './answers.ts';
import { TraceHead } from './head.tsx';
import { boxQuery } from './queries.ts';
import { traceText } from './text.ts';
import '../gateway/till.css';

const route = getRouteApi('/trace/code');

export function CodePage() {
  return useMay()('trace.read') ? <LookUp /> : <NoRight />;
}

function LookUp() {
  const t = useText(traceText);
  const { code } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <div className="page">
      <TraceHead hint={t.codeHint} />
      <div className="filters" role="search">
        <TextFilter
          label={t.codeLabel}
          value={code}
          onChange={(typed) => void navigate({ search: typed === undefined ? {} : { code: typed } })}
        />
      </div>
      {code === undefined ? null : <Found key={code} code={code} />}
    </div>
  );
}

function Found({ code }: { readonly code: string }) {
  const found = useQuery(boxQuery(code));
  return (
    <Fetched for={found} rows={6}>
      {(data) => <OneBox box={data} />}
    </Fetched>
  );
}

const TONES = ['quiet', 'green', 'red'] as const;

function OneBox({ box: { sales, sold, moved } }: { readonly box: Box }) {
  const t = useText(traceText);
  const [name, words] = t.results[sales] ?? [];
  return (
    <>
      <p role="status" className="till-links spaced">
        <Mark tone={TONES[sales]}>{name}</Mark>
        {words}
      </p>
      <div className="till-two">
        <Panel title={t.sales} flush>
          {sold.length === 0 ? <p className="padded faint">{t.noSales}</p> : null}
          <ul className="rows">
            {sold.map((sale) => (
              <li key={`${sale.taken_at} ${sale.setl_id} ${sale.docno}`} className="till-refusal">
                <Sale sale={sale} />
              </li>
            ))}
          </ul>
        </Panel>
        <Panel title={t.moves} flush>
          {moved.length === 0 ? <p className="padded faint">{t.noMoves}</p> : null}
          <ul className="rows">
            {moved.map((move) => (
              <li key={`${move.biz_time} ${move.infno} ${move.fixmedins_bchno}`} className="till-refusal">
                <Move move={move} />
              </li>
            ))}
          </ul>
        </Panel>
      </div>
    </>
  );
}

function Sale({ sale }: { readonly sale: BoxSale }) {
  const t = useText(traceText);
  const may = useMay();
  const { fixmedins_name, fixmedins_code, med_list_codg, trdn_flag, setl_id, docno, cnt, taken_at } = sale;
  const { ended_at, ended_why } = sale;
  return (
    <>
      <span className="till-links">
        <span className="strong">{fixmedins_name}</span>
        <span className="code">{fixmedins_code}</span>
        {ended_why === null ? <Mark tone="green">{t.stands}</Mark> : <Mark tone="quiet">{t.ended[ended_why]}</Mark>}
        {trdn_flag ? <Mark tone="blue">{t.opened}</Mark> : null}
      </span>
      <span className="till-links">
        <span className="figures">{taken_at}</span>
        <span className="code">{med_list_codg}</span>
        {cnt === null ? null : <span className="figures">{t.part(cnt)}</span>}
        {docno === null ? null : <span className="figures">{t.bill(docno)}</span>}
        {setl_id === null ? null : may('settlement.read') ? (
          <span>
            {t.settlement}{' '}
            <Link to="/settlements/$setl_id" params={{ setl_id }} className="figures">
              {setl_id}
            </Link>
          </span>
        ) : (
          <span className="code">{setl_id}</span>
        )}
      </span>
      {ended_at === null ? null : <span className="faint figures">{t.endedAt(ended_at)}</span>}
    </>
  );
}

function Move({ move }: { readonly move: BoxMove }) {
  const t = useText(traceText);
  const { fixmedins_name, infno, med_list_codg, fixmedins_bchno, biz_time, withdrawn } = move;
  return (
    <>
      <span className="till-links">
        <span>
          <TransactionName infno={infno} />
        </span>
        <span className="strong">{fixmedins_name}</span>
        {withdrawn ? <Mark tone="quiet">{t.withdrawn}</Mark> : null}
      </span>
      <span className="till-links">
        <span className="figures">{biz_time}</span>
        <span className="code">{med_list_codg}</span>
        <span className="faint">{t.batch(fixmedins_bchno)}</span>
      </span>
    </>
  );
}
