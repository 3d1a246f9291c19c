import type { LeadView } from '../api/answers.ts';
import { useLanguage } from '../language/language.tsx';
import { Money } from '../parts/money.tsx';

/** Amount, how sure it is, and how many it is about. */
export function LeadFigures({ lead }: { readonly lead: LeadView }) {
  const { text } = useLanguage();
  const t = text.lead;
  const { content } = lead;
  return (
    <>
      <dl className="figures-large">
        <div>
          <dt>{text.leads.expected}</dt>
          <dd>
            <Money fen={lead.expected_fen} strong />
          </dd>
        </div>
        <div>
          <dt>{text.leads.amount}</dt>
          <dd>
            <Money fen={lead.amount_fen} />
          </dd>
        </div>
      </dl>
      {content === null ? (
        <p className="faint">{t.noContent}</p>
      ) : (
        <>
          <Bar label={t.certainty} part={content.certainty} hint={t.certaintyHint} />
          <dl className="pairs">
            <Amount name={t.violation} fen={content.violation_fen} />
            <Amount name={t.suspicion} fen={content.suspicion_fen} />
            <Amount name={t.unlined} fen={content.unlined_fen} />
            <Count name={t.persons} count={content.persons} unit={t.unit.persons} />
            <Count name={t.visits} count={content.visits} unit={t.unit.visits} />
            <Count name={t.lines} count={content.lines} unit={t.unit.lines} />
          </dl>
          <p className="faint figures-note">{t.amountHint}</p>
        </>
      )}
    </>
  );
}

interface BarProps {
  readonly label: string;
  /** 0 to 1. */
  readonly part: number;
  /** What the part is of. */
  readonly hint: string;
}

/** A part of one, as a bar and in per cent. */
export function Bar({ label, part, hint }: BarProps) {
  const percent = Math.round(part * 100);
  return (
    <div className="bar-row">
      <span>
        {label} <span className="faint bar-hint">{hint}</span>
      </span>
      <span className="bar-track" aria-hidden="true">
        <span className="bar-part" style={{ width: `${percent}%` }} />
      </span>
      <span className="figures">{percent} %</span>
    </div>
  );
}

/** Nothing where there is none of it. */
function Amount({ name, fen }: { readonly name: string; readonly fen: number }) {
  return fen === 0 ? null : (
    <div>
      <dt>{name}</dt>
      <dd>
        <Money fen={fen} />
      </dd>
    </div>
  );
}

function Count({ name, count, unit }: { readonly name: string; readonly count: number; readonly unit: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="figures">
        {count.toLocaleString('en')} {unit}
      </dd>
    </div>
  );
}
