/** On the page of a lead, and of the review of it: its findings, and the fee lines that it stands on. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useText } from '../language/language.tsx';
import { ListFoot } from '../parts/listed.tsx';
import { VerdictMark } from '../parts/marks.tsx';
import { Money } from '../parts/money.tsx';
import { Panel } from '../parts/panel.tsx';
import { Trouble, Waiting } from '../parts/states.tsx';
import type { LeadLine } from './answers.ts';
import { FindingRows } from './finding-rows.tsx';
import { findingsQuery, linesQuery } from './queries.ts';
import { findingText } from './text.ts';

const PAGE = 10;

interface Props {
  readonly lead_id: string;
  /** Names the institution of each: the lead has several. */
  readonly places?: boolean;
}

export function LeadFindings({ lead_id, places = false }: Props) {
  const t = useText(findingText);
  const findings = useInfiniteQuery(findingsQuery({ lead_id }, PAGE));
  const rows = findings.data?.pages.flat() ?? [];
  return (
    <Panel title={t.ofLead} flush>
      {findings.isPending ? <Waiting rows={4} /> : null}
      {findings.isError ? <Trouble error={findings.error} retry={() => void findings.refetch()} /> : null}
      {findings.isSuccess && rows.length === 0 ? <p className="padded faint">{t.emptyLead}</p> : null}
      {rows.length === 0 ? null : <FindingRows rows={rows} places={places} />}
      {rows.length === 0 ? null : <ListFoot count={rows.length} query={findings} />}
    </Panel>
  );
}

export function LeadLines({ lead_id }: { readonly lead_id: string }) {
  const t = useText(findingText);
  const lines = useInfiniteQuery(linesQuery(lead_id));
  const rows = lines.data?.pages.flat() ?? [];
  return (
    <Panel title={t.feeLines} flush>
      <p className="panel-note">{t.feeLinesHint}</p>
      {lines.isPending ? <Waiting rows={4} /> : null}
      {lines.isError ? <Trouble error={lines.error} retry={() => void lines.refetch()} /> : null}
      {lines.isSuccess && rows.length === 0 ? <p className="padded faint">{t.noLines}</p> : null}
      {rows.length === 0 ? null : (
        <ul className="lines">
          <li className="lines-head" aria-hidden="true">
            <span />
            <span className="right">{t.quantity}</span>
            <span className="right">{t.risk}</span>
          </li>
          {rows.map((line) => (
            <Line key={`${line.fixmedins_code} ${line.line_id}`} line={line} />
          ))}
        </ul>
      )}
      {rows.length === 0 ? null : <ListFoot count={rows.length} query={lines} />}
    </Panel>
  );
}

function Line({ line }: { readonly line: LeadLine }) {
  const t = useText(findingText);
  const { line_id, item, item_name, service_date, psn_tail, dr, cnt, pric, verdict } = line;
  return (
    <li>
      <span className="line-item">
        {item_name ?? item ?? line_id} <span className="code">{item}</span> <VerdictMark verdict={verdict} />
        <br />
        <span className="faint figures">
          {service_date} · {t.person(psn_tail)}
          {dr === null ? '' : ` · ${t.doctor(dr)}`} · <span className="code">{line_id}</span>
        </span>
      </span>
      <span className="right figures">
        {cnt === null || pric === null ? '—' : `${plain(cnt / 1e4)} × ${plain(pric / 1e6, 2)}`}
      </span>
      <span className="right">
        <Money fen={line.at_risk_fen} />
      </span>
    </li>
  );
}

/** Without needless noughts; a price in yuan keeps its two decimals. */
const plain = (value: number, decimals = 0): string =>
  value.toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: 6 });
