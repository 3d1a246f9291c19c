import { useState } from 'react';
import { Button } from 'antd';
import { daysLeft } from '../format/day.ts';
import { useText } from '../language/language.tsx';
import { Mark } from '../parts/marks.tsx';
import { Panel } from '../parts/panel.tsx';
import { useMay } from '../session/me.tsx';
import type { InstitutionView } from './answers.ts';
import { ChoiceField, DateField, LineField } from './fields.tsx';
import { FormDialog } from './form-dialog.tsx';
import { institutionText, wordOf } from './text.ts';

/** Days before its end at which a licence is marked. */
const SOON = 90;

/** Licences, those that run out or have run out marked. */
export function Licences({ institution }: { readonly institution: InstitutionView }) {
  const t = useText(institutionText);
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const { fixmedins_code: code, licences } = institution;
  return (
    <Panel
      title={t.licences}
      flush
      beside={
        may('institution.write') ? (
          <Button size="small" onClick={() => setAdding(true)}>
            {t.addLicence}
          </Button>
        ) : undefined
      }
    >
      {licences.length === 0 ? <p className="padded faint">{t.noLicences}</p> : null}
      <ul className="rows">
        {licences.map(({ licence_id, kind, number, valid_from, valid_to, replaced }) => (
          <li key={licence_id} className="record">
            <div className="record-head">
              <strong>{wordOf(t.licenceKinds, kind)}</strong>
              {replaced ? <Mark tone="quiet">{t.replaced}</Mark> : <Running until={valid_to} />}
            </div>
            <span className="faint">
              <span className="code">{number}</span>
            </span>
            <span className="faint figures">
              {valid_from} — {valid_to}
            </span>
          </li>
        ))}
      </ul>
      {adding ? (
        <FormDialog
          title={t.addLicence}
          path={`/api/institutions/${code}/licences`}
          idName="licence_id"
          code={code}
          body={({ number = '', ...rest }) => ({ ...rest, number: number.trim() })}
          onClose={() => setAdding(false)}
        >
          <ChoiceField name="kind" label={t.kind} words={t.licenceKinds} />
          <LineField name="number" label={t.number} />
          <DateField name="valid_from" label={t.from} />
          <DateField name="valid_to" label={t.to} />
        </FormDialog>
      ) : null}
    </Panel>
  );
}

function Running({ until }: { readonly until: string }) {
  const t = useText(institutionText);
  const left = daysLeft(until);
  if (left === undefined || left > SOON) return null;
  return left < 0 ? <Mark tone="red">{t.expired(until)}</Mark> : <Mark tone="amber">{t.running(left)}</Mark>;
}
