/** Findings one below the other; each opens to what decided it. */
import { useId, useState } from 'react';
import { DownOutlined, RightOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useText } from '../language/language.tsx';
import { StandingMark, VerdictMark } from '../parts/marks.tsx';
import { Money } from '../parts/money.tsx';
import { Trouble, Waiting } from '../parts/states.tsx';
import type { FindingRow } from './answers.ts';
import { FindingDetail } from './finding-detail.tsx';
import { findingQuery } from './queries.ts';
import { findingText } from './text.ts';
import './findings.css';

interface Props {
  readonly rows: readonly FindingRow[];
  /** Names the institution of each: not needed where all are of one. */
  readonly places: boolean;
}

export function FindingRows({ rows, places }: Props) {
  return (
    <ul className="findings">
      {rows.map((row) => (
        <Finding key={row.finding_id} row={row} places={places} />
      ))}
    </ul>
  );
}

function Finding({ row, places }: { readonly row: FindingRow; readonly places: boolean }) {
  const t = useText(findingText);
  const [open, setOpen] = useState(false);
  const id = useId();
  const { rule_name, rule_code, verdict, standing, message, service_date, psn_tail, fixmedins_name } = row;
  return (
    <li>
      <button
        type="button"
        className="finding-head"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <span aria-hidden="true" className="finding-turn">
          {open ? <DownOutlined /> : <RightOutlined />}
        </span>
        <span className="finding-name">
          <span className="strong">{rule_name}</span> <span className="code">{rule_code}</span>
        </span>
        <span className="finding-marks">
          <VerdictMark verdict={verdict} />
          <StandingMark standing={standing} />
        </span>
        <span className="finding-amount">
          {row.has_amount ? <Money fen={row.amount_fen} /> : <span className="faint">{t.noAmount}</span>}
        </span>
        <span className="finding-message">{message}</span>
        <span className="finding-about faint figures">
          {service_date} · {t.person(psn_tail)}
          {places ? ` · ${fixmedins_name}` : ''}
        </span>
      </button>
      <div id={id}>{open ? <Opened finding_id={row.finding_id} /> : null}</div>
    </li>
  );
}

function Opened({ finding_id }: Pick<FindingRow, 'finding_id'>) {
  const finding = useQuery(findingQuery(finding_id));
  if (finding.data !== undefined) return <FindingDetail finding={finding.data} />;
  return finding.isPending ? (
    <div className="padded">
      <Waiting rows={3} />
    </div>
  ) : (
    <Trouble error={finding.error} retry={() => void finding.refetch()} />
  );
}
