/** From when boxes need codes, which drugs need none, and how many units a box holds: as regions have set it. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useText } from '../language/language.tsx';
import { Panel } from '../parts/panel.tsx';
import { useRegionName } from '../parts/region.tsx';
import { NoRight, Trouble, Waiting } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import type { TermsSet } from './answers.ts';
import { TraceHead } from './head.tsx';
import { termsQuery } from './queries.ts';
import { ItemForm, RegionForm, UNIT } from './terms-forms.tsx';
import { traceText } from './text.ts';
import '../gateway/till.css';

export function TermsPage() {
  return useMay()('trace.read') ? <Terms /> : <NoRight />;
}

function Terms() {
  const t = useText(traceText);
  const found = useQuery(termsQuery);
  return (
    <div className="page">
      <TraceHead hint={t.hint} />
      {found.isPending ? <Waiting rows={6} /> : null}
      {found.isError ? <Trouble error={found.error} retry={() => void found.refetch()} /> : null}
      {found.data === undefined ? null : (
        <>
          <Regions settings={found.data.settings} />
          <Items items={found.data.items} />
        </>
      )}
    </div>
  );
}

function Regions({ settings }: Pick<TermsSet, 'settings'>) {
  const t = useText(traceText);
  const nameOf = useRegionName();
  return (
    <SetRows
      title={t.regions}
      hint={t.regionsHint}
      none={t.noRegions}
      add={t.setRegion}
      heads={[t.region, t.codesFrom, t.belowZero]}
      rows={settings}
      keyOf={({ admdvs }) => admdvs}
      cellsOf={(row) => (
        <>
          <td className="till-name">
            {nameOf(row.admdvs)} <span className="code">{row.admdvs}</span>
          </td>
          <td className="figures" data-label={t.codesFrom}>
            {row.codes_from ?? t.noCodes}
          </td>
          <td data-label={t.belowZero}>{row.below_zero ? t.yes : t.no}</td>
        </>
      )}
      formOf={(setting, close) => <RegionForm onClose={close} {...(setting === undefined ? {} : { setting })} />}
    />
  );
}

function Items({ items }: Pick<TermsSet, 'items'>) {
  const t = useText(traceText);
  const nameOf = useRegionName();
  return (
    <SetRows
      title={t.items}
      hint={t.itemsHint}
      none={t.noItems}
      add={t.setItem}
      heads={[t.drug, t.region, t.needsCode, t.pack, t.noCodeUntil]}
      rows={items}
      keyOf={({ admdvs, med_list_codg }) => `${admdvs} ${med_list_codg}`}
      cellsOf={(row) => (
        <>
          <td className="till-name figures">{row.med_list_codg}</td>
          <td>{nameOf(row.admdvs)}</td>
          <td data-label={t.needsCode}>{row.needs_code ? t.yes : t.no}</td>
          <td className="figures" data-label={t.pack}>
            {row.pack_cnt === null ? t.unknown : row.pack_cnt / UNIT}
          </td>
          <td className="figures" data-label={t.noCodeUntil}>
            {row.no_code_until ?? '—'}
          </td>
        </>
      )}
      formOf={(item, close) => <ItemForm onClose={close} {...(item === undefined ? {} : { item })} />}
    />
  );
}

interface SetProps<Row> {
  readonly title: string;
  readonly hint: string;
  /** Said where nothing is set. */
  readonly none: string;
  readonly add: string;
  readonly heads: readonly string[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly cellsOf: (row: Row) => ReactNode;
  /** Of a row, or of a new one. */
  readonly formOf: (row: Row | undefined, close: () => void) => ReactNode;
}

/** What is set, and a form for each row and for a new one. */
function SetRows<Row extends object>({ title, hint, none, add, heads, rows, keyOf, cellsOf, formOf }: SetProps<Row>) {
  const t = useText(traceText);
  const maySet = useMay()('trace.set');
  const [open, setOpen] = useState<Row | 'new' | null>(null);
  const act = maySet ? (
    <Button size="small" onClick={() => setOpen('new')}>
      {add}
    </Button>
  ) : null;
  return (
    <Panel title={title} beside={act} flush>
      <p className="panel-note">{hint}</p>
      {rows.length === 0 ? (
        <p className="padded faint">{none}</p>
      ) : (
        <div className="till-box">
          <table className="table till">
            <thead>
              <tr>
                {heads.map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
                {maySet ? <th scope="col" aria-label={t.change} /> : null}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={keyOf(row)}>
                  {cellsOf(row)}
                  {maySet ? (
                    <td className="right">
                      <Button size="small" onClick={() => setOpen(row)}>
                        {t.change}
                      </Button>
                    </td>
                  ) : null}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {open === null ? null : formOf(open === 'new' ? undefined : open, () => setOpen(null))}
    </Panel>
  );
}
