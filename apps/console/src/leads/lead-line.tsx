import { Link } from '@tanstack/react-router';
import type { CSSProperties } from 'react';
import type { LeadRow } from '../api/answers.ts';
import { useLanguage } from '../language/language.tsx';
import { usePersonName } from '../parts/person.tsx';
import { LeadStateMark, StandingMark, VerdictMark } from '../parts/marks.tsx';
import { Money } from '../parts/money.tsx';
import { useLeadTitle } from './lead-title.ts';
import { isFree } from './lead-filter.ts';

interface Props {
  readonly row: LeadRow;
  /** Columns that the reader wants to see. */
  readonly shown: ReadonlySet<string>;
  readonly index: number;
  readonly active: boolean;
  readonly chosen: boolean;
  readonly place: CSSProperties;
  readonly onPoint: () => void;
  readonly onChoose?: () => void;
}

/** One lead of the grid; on a phone the same cells stand as a card. */
export function LeadLine({ row, shown, index, active, chosen, place, onPoint, onChoose }: Props) {
  const { text } = useLanguage();
  const person = usePersonName();
  const title = useLeadTitle()(row);
  const { lead_id, message, verdict, standing, state, assignee, period_from, period_to, institutions } = row;
  return (
    <div
      id={`lead-${index}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={onChoose === undefined ? undefined : chosen}
      className={`grid-row${active ? ' active' : ''}${chosen ? ' chosen' : ''}`}
      style={place}
      onMouseDown={onPoint}
    >
      {onChoose === undefined ? null : (
        <span role="gridcell" className="cell-choice">
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={text.leads.select(title)}
            checked={chosen}
            disabled={!isFree(row)}
            onChange={onChoose}
          />
        </span>
      )}
      <span role="gridcell" className="cell-title">
        <span className="cell-name">
          <Link to="/leads/$lead_id" params={{ lead_id }} tabIndex={-1}>
            {title}
          </Link>
          <StandingMark standing={standing} />
        </span>
        <span className="cell-sub">
          <Places institutions={institutions} /> · {message}
        </span>
      </span>
      {shown.has('verdict') ? (
        <span role="gridcell" className="cell-verdict">
          <VerdictMark verdict={verdict} />
        </span>
      ) : null}
      {shown.has('amount') ? (
        <span role="gridcell" className="cell-amount right">
          <span className="narrow-only">{text.leads.amountShort} </span>
          <Money fen={row.amount_fen} />
        </span>
      ) : null}
      {shown.has('expected') ? (
        <span role="gridcell" className="cell-expected right">
          <Money fen={row.expected_fen} strong />
        </span>
      ) : null}
      {shown.has('period') ? (
        <span role="gridcell" className="cell-period figures">
          {period_from} –<br />
          {period_to}
        </span>
      ) : null}
      {shown.has('state') ? (
        <span role="gridcell" className="cell-state">
          <LeadStateMark state={state} />
        </span>
      ) : null}
      {shown.has('assignee') ? (
        <span role="gridcell" className="cell-assignee">
          {assignee === null ? <span className="faint">{text.leads.noAssignee}</span> : person(assignee)}
        </span>
      ) : null}
    </div>
  );
}

function Places({ institutions }: Pick<LeadRow, 'institutions'>) {
  const { text } = useLanguage();
  const [first] = institutions;
  if (first === undefined) return null;
  return institutions.length === 1
    ? first.fixmedins_name
    : `${first.fixmedins_name}${text.leads.and(institutions.length)}`;
}
