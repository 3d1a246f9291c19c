/** What is registered of an institution, changed within its limit; the name of its head for a purpose. */
import { useState } from 'react';
import { Button } from 'antd';
import { textOfDay, today } from '../format/day.ts';
import { useText } from '../language/language.tsx';
import { Panel } from '../parts/panel.tsx';
import { useReveal } from '../parts/reveal.tsx';
import { useMay } from '../session/me.tsx';
import type { InstitutionView } from './answers.ts';
import { ChoiceField, DateField, LineField, WordsField } from './fields.tsx';
import { FormDialog } from './form-dialog.tsx';
import type { Values } from './form-dialog.tsx';
import { institutionText } from './text.ts';

const COUNTS = ['bed_cnt', 'doctor_cnt', 'nurse_cnt', 'pharmacist_cnt'] as const;
const LINES = ['hosp_lv', 'uscc', 'addr'] as const;

export function BasicsPanel({ institution }: { readonly institution: InstitutionView }) {
  const t = useText(institutionText);
  const may = useMay();
  const [changing, setChanging] = useState(false);
  const { fixmedins_code: code, version, basics } = institution;
  const reveal = useReveal<{ readonly head: string | null }>(`/api/institutions/${code}/head`);
  const shown = [
    ...(basics.ownership === null ? [] : [[t.fields.ownership, t.ownerships[basics.ownership]] as const]),
    ...[...LINES, ...COUNTS].flatMap((field) =>
      basics[field] === null ? [] : [[t.fields[field], String(basics[field])] as const],
    ),
  ];
  return (
    <Panel
      title={t.basics}
      beside={
        may('institution.write') ? (
          <Button size="small" onClick={() => setChanging(true)}>
            {t.change}
          </Button>
        ) : undefined
      }
    >
      {version === 0 ? (
        <p className="faint">{t.notRegistered}</p>
      ) : shown.length === 0 && basics.head === null ? (
        <p className="faint">{t.noneGiven}</p>
      ) : null}
      <dl className="pairs">
        {shown.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="figures">{value}</dd>
          </div>
        ))}
        {basics.head === null ? null : (
          <div>
            <dt>{t.fields.head}</dt>
            <dd>
              {reveal.shown?.head ?? basics.head}{' '}
              {reveal.shown === null && may('person.reveal') ? (
                <Button size="small" type="link" onClick={reveal.ask}>
                  {t.reveal}
                </Button>
              ) : null}
            </dd>
          </div>
        )}
      </dl>
      {changing ? <Change institution={institution} onClose={() => setChanging(false)} /> : null}
      {reveal.dialog}
    </Panel>
  );
}

function Change({ institution, onClose }: { readonly institution: InstitutionView; readonly onClose: () => void }) {
  const t = useText(institutionText);
  const { fixmedins_code: code, fixmedins_name, kind, version, basics } = institution;
  const initial: Values = {
    fixmedins_name,
    kind,
    changed_on: textOfDay(today()),
    ...Object.fromEntries(
      (['ownership', ...LINES, ...COUNTS] as const).flatMap((field) =>
        basics[field] === null ? [] : [[field, String(basics[field])]],
      ),
    ),
  };
  return (
    <FormDialog
      title={t.changeTitle}
      path={`/api/institutions/${code}/basics`}
      idName="entry_id"
      code={code}
      initial={initial}
      body={({ changed_on, late_reason, ...typed }) => ({
        seen: version,
        changed_on,
        ...(isGiven(late_reason) ? { late_reason } : {}),
        basics: Object.fromEntries(
          Object.entries(typed).flatMap(([field, value]) =>
            isGiven(value) ? [[field, COUNTS.some((count) => count === field) ? Number(value) : value.trim()]] : [],
          ),
        ),
      })}
      onClose={onClose}
    >
      <LineField name="fixmedins_name" label={t.fields.fixmedins_name} wide />
      <ChoiceField name="kind" label={t.fields.kind} words={t.kinds} />
      <ChoiceField name="ownership" label={t.fields.ownership} words={t.ownerships} optional />
      {LINES.map((field) => (
        <LineField key={field} name={field} label={t.fields[field]} optional />
      ))}
      {COUNTS.map((field) => (
        <LineField key={field} name={field} label={t.fields[field]} optional count />
      ))}
      <LineField name="head" label={t.fields.head} optional />
      <DateField name="changed_on" label={t.changedOn} hint={t.changedOnHint} />
      <WordsField name="late_reason" label={t.lateReason} optional />
    </FormDialog>
  );
}

function isGiven(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}
