import { Fragment } from 'react';
import { yuan } from '../format/money.ts';
import { useText } from '../language/language.tsx';
import type { ReportRow } from './answers.ts';
import { grouped } from './numbers.ts';
import { figuresText } from './text.ts';

/** The report as it will be printed: figure, value, definition, under the titles of their sections. */
export function ReportRows({ rows }: { readonly rows: readonly ReportRow[] }) {
  const t = useText(figuresText).reports;
  const valueOf = ({ unit, value }: ReportRow): string => {
    if (value === null) return '—';
    if (unit === 'fen') return `${yuan(value)} ${t.yuan}`;
    return unit === 'percent' ? `${(value / 100).toFixed(2)} %` : grouped(value);
  };
  const sections = [...Map.groupBy(rows, ({ section }) => section)];
  return (
    <div lang="zh-CN">
      {sections.map(([section, each]) => (
        <Fragment key={section}>
          <h3 className="report-section">{section}</h3>
          <dl className="report-rows">
            {each.map((row) => (
              <div key={row.name}>
                <dt>{row.name}</dt>
                <dd className="figures strong right">{valueOf(row)}</dd>
                <dd className="faint">{row.definition}</dd>
              </div>
            ))}
          </dl>
        </Fragment>
      ))}
    </div>
  );
}
