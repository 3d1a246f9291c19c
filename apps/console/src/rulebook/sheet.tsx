/** One class: what judges it, by which points and numbers, on what it rests, and what of it cannot be judged. */
import { useDeferredValue, useState } from 'react';
import { Input } from 'antd';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useText } from '../language/language.tsx';
import { Mark, VerdictMark } from '../parts/marks.tsx';
import { Panel } from '../parts/panel.tsx';
import { NoRight, Trouble, Waiting } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import type { Sheet } from './answers.ts';
import { sheetQuery } from './queries.ts';
import { rulebookText } from './text.ts';
import './rulebook.css';

const route = getRouteApi('/rulebook/classes/$code');

export function SheetPage() {
  return useMay()('rulebook.read') ? <Reading /> : <NoRight />;
}

function Reading() {
  const { code } = route.useParams();
  const [q, setQ] = useState('');
  const sheet = useQuery(sheetQuery(code, useDeferredValue(q)));
  if (sheet.isPending) return <Waiting rows={10} />;
  if (sheet.isError) return <Trouble error={sheet.error} retry={() => void sheet.refetch()} />;
  return <Shown sheet={sheet.data} q={q} onSearch={setQ} />;
}

interface Props {
  readonly sheet: Sheet;
  readonly q: string;
  readonly onSearch: (q: string) => void;
}

function Shown({ sheet, q, onSearch }: Props) {
  const t = useText(rulebookText);
  const { code, name, verdict, basis, message, doubt, parameters, reasons, example, sheet_points, matched } = sheet;
  return (
    <article className="page">
      <Link to="/rulebook" className="back">
        ← {t.back}
      </Link>
      <header className="cover">
        <p className="cover-kind code">{code}</p>
        <div className="page-head">
          <h1>{name}</h1>
          <VerdictMark verdict={verdict} />
        </div>
        <dl className="sheet-facts">
          <Fact name={t.basis} value={basis.join('；')} />
          <Fact name={t.message} value={withGaps(message)} />
          <Fact name={t.source} value={doubt?.source ?? ''} />
          <Fact name={t.doubt} value={doubt?.doubt ?? ''} />
        </dl>
      </header>
      {parameters.length === 0 ? null : (
        <Panel title={t.parameters} flush>
          <ul className="rows parameter-rows">
            {parameters.map((one) => (
              <li key={`${one.name} ${one.value} ${one.holds}`}>
                <span className="code">{one.name}</span>
                <strong className="figures">{one.value}</strong>
                <span>{one.about}</span>
                <span className="faint">{one.holds}</span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {Object.keys(reasons).length === 0 ? null : (
        <Panel title={t.reasons} flush>
          <ul className="rows reason-rows">
            {Object.entries(reasons).map(([reason, count]) => (
              <li key={reason}>
                <span>{reason}</span>
                <span className="figures">{count}</span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {example === null ? null : (
        <Panel title={t.example} beside={<span className="code">{example.file}</span>}>
          <p className="code">{example.header}</p>
          <p className="code">{example.row}</p>
        </Panel>
      )}
      <Panel
        title={t.pointList}
        beside={<span className="figures faint">{t.pointCount(sheet_points.length, matched)}</span>}
        flush
      >
        <div className="padded">
          <Input.Search
            className="rule-search"
            aria-label={t.pointSearch}
            placeholder={t.pointSearch}
            allowClear
            value={q}
            onChange={({ target: { value } }) => onSearch(value)}
          />
        </div>
        {sheet_points.length === 0 ? <p className="padded faint">{t.noPoints}</p> : null}
        <ul className="rows point-rows">
          {sheet_points.map((point) => (
            <Point key={`${point.origin} ${point.point_id}`} point={point} />
          ))}
        </ul>
      </Panel>
    </article>
  );
}

const POINT_TONES = { executable: 'green', partly: 'amber', not: 'red' } as const;

function Point({
  point: { point_id, name, says, state, reason, origin },
}: {
  readonly point: Sheet['sheet_points'][number];
}) {
  const t = useText(rulebookText);
  const known = state === 'partly' || state === 'not' ? state : 'executable';
  return (
    <li>
      <div className="class-name">
        <span>{name === '' ? withGaps(says) : name}</span>
        <span className="code">{point_id}</span>
      </div>
      <span className="point-says">
        {name === '' ? null : withGaps(says)} {reason === '' ? null : <span className="faint">{reason}</span>}
      </span>
      <span>
        <Mark tone="quiet">{t.origins[origin]}</Mark> <Mark tone={POINT_TONES[known]}>{t.pointStates[known]}</Mark>
      </span>
    </li>
  );
}

/** A message before its gaps are filled from a finding. */
function withGaps(message: string): string {
  return message.replaceAll(/\{\w+\}/g, '…');
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  if (value === '') return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
