import { useLanguage, useText } from '../language/language.tsx';
import { measureNames } from '../language/law.ts';
import { Money } from '../parts/money.tsx';
import type { CampaignView, ResultRow } from './answers.ts';
import { campaignText } from './text.ts';

interface Props {
  readonly rows: readonly ResultRow[];
  readonly campaign: CampaignView;
}

/** Results line by line, as they will be recorded. */
export function ResultTable({ rows, campaign: { places } }: Props) {
  const t = useText(campaignText);
  const { say } = useLanguage();
  const names = new Map(places.map(({ fixmedins_code, fixmedins_name }) => [fixmedins_code, fixmedins_name]));
  return (
    <div className="result-scroll" role="region" aria-label={t.batches} tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            {t.columns.map((column, index) => (
              <th key={column} scope="col" className={index === t.columns.length - 1 ? 'right' : ''}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.fixmedins_code}>
              <th scope="row">
                {names.get(row.fixmedins_code)} <span className="code">{row.fixmedins_code}</span>
              </th>
              <td className="figures">{row.inspected_on}</td>
              <td className="figures">{row.decided_on}</td>
              <td>{row.findings}</td>
              <td>
                {row.measures.map((measure) => say(measureNames[measure] ?? { zh: measure, en: measure })).join('、')}
              </td>
              <td className="right">
                <Money fen={row.recovered_fen} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
