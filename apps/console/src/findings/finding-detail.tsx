/** What decided a finding: values, law, knowledge points, lines. */
import { Link } from '@tanstack/react-router';
import { useText } from '../language/language.tsx';
import { useLeadTitle } from '../leads/lead-title.ts';
import { Evidence } from '../parts/evidence.tsx';
import { Money } from '../parts/money.tsx';
import { ShortId } from '../parts/short-id.tsx';
import { useMay } from '../session/me.tsx';
import type { FindingView } from './answers.ts';
import { FindingPerson } from './finding-person.tsx';
import { findingText } from './text.ts';

export function FindingDetail({ finding }: { readonly finding: FindingView }) {
  const t = useText(findingText);
  const may = useMay();
  const title = useLeadTitle();
  const { finding_id, content, leads, revision } = finding;
  return (
    <div className="finding-detail">
      <p className="faint">
        {t.number} <ShortId id={finding_id} /> · {t.revisions(revision)}
      </p>
      {content !== null && may('person.reveal') ? (
        <FindingPerson finding_id={finding_id} psn_tail={finding.psn_tail} />
      ) : null}
      {content === null ? null : (
        <>
          {content.amount_reason === null ? null : <p>{content.amount_reason}</p>}
          {content.exempted_by === null ? null : <p>{t.exempted(content.exempted_by)}</p>}
          <Evidence evidence={content.evidence} />
          <Points points={finding.points} knowledge={content.knowledge} />
          <section>
            <h3>{t.basis}</h3>
            <ul>
              {content.basis.map((article) => (
                <li key={article}>{article}</li>
              ))}
            </ul>
          </section>
          <section>
            <h3>{t.lines(content.lines.length)}</h3>
            <ul className="finding-lines">
              {content.lines.slice(0, MOST).map(({ line_id, amount_fen }) => (
                <li key={line_id}>
                  <span className="code">{line_id}</span> {amount_fen === null ? '—' : <Money fen={amount_fen} />}
                </li>
              ))}
            </ul>
            <p className="faint code">
              {t.visits} {content.mdtrt_ids.slice(0, MOST).join('、')} · {t.settlements}{' '}
              {content.setl_ids.slice(0, MOST).join('、')}
            </p>
            {content.related_line_ids.length === 0 ? null : (
              <p className="faint code">
                {t.related(content.related_line_ids.length)} {content.related_line_ids.slice(0, MOST).join('、')}
              </p>
            )}
          </section>
        </>
      )}
      {may('lead.read') && leads.length > 0 ? (
        <p>
          {t.lead}{' '}
          {leads.map((lead) => (
            <Link key={lead.lead_id} to="/leads/$lead_id" params={{ lead_id: lead.lead_id }}>
              {title(lead)}
            </Link>
          ))}
        </p>
      ) : null}
    </div>
  );
}

/** Ids that a reader takes in; the working paper has all of them. */
const MOST = 20;

interface PointsProps {
  readonly points: FindingView['points'];
  readonly knowledge: readonly string[];
}

/** Knowledge that a finding rests on: what was published in words, the bureau's own by its id. */
export function Points({ points, knowledge }: PointsProps) {
  const t = useText(findingText);
  const published = new Map(points.map((point) => [point.point_id, point]));
  return (
    <section>
      <h3>{t.points}</h3>
      <ul>
        {knowledge.slice(0, MOST).map((point_id) => {
          const point = published.get(point_id);
          return (
            <li key={point_id}>
              <span className="code">{point_id}</span>{' '}
              {point === undefined ? (
                <span className="faint">{t.own}</span>
              ) : (
                <>
                  {point.item_name}：{point.condition}{' '}
                  <span className="faint">{t.point(point.batch, point.published)}</span>
                </>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
