/** The agreements of an institution, and what is asked and granted about them. */
import { useState } from 'react';
import { Button } from 'antd';
import { useText } from '../language/language.tsx';
import { Mark } from '../parts/marks.tsx';
import { Panel } from '../parts/panel.tsx';
import { useMay } from '../session/me.tsx';
import type { AgreementView, InstitutionView } from './answers.ts';
import { DateField, LineField, WordsField } from './fields.tsx';
import { FormDialog } from './form-dialog.tsx';
import { AgreementMark } from './status-marks.tsx';
import { institutionText } from './text.ts';

type Act = AgreementView['acts'][number]['act'];

export function Agreements({ institution }: { readonly institution: InstitutionView }) {
  const t = useText(institutionText);
  const may = useMay();
  const [signing, setSigning] = useState(false);
  const { fixmedins_code: code, agreements } = institution;
  return (
    <Panel
      title={t.agreements}
      flush
      beside={
        may('agreement.write') ? (
          <Button size="small" onClick={() => setSigning(true)}>
            {t.sign}
          </Button>
        ) : undefined
      }
    >
      {agreements.length === 0 ? <p className="padded faint">{t.noAgreement}</p> : null}
      <ul className="rows">
        {agreements.map((agreement) => (
          <Agreement key={agreement.agreement_id} agreement={agreement} institution={institution} />
        ))}
      </ul>
      {signing ? (
        <FormDialog
          title={t.signTitle}
          path={`/api/institutions/${code}/agreements`}
          idName="agreement_id"
          code={code}
          body={({ number = '', valid_from, valid_to }) => ({ number: number.trim(), valid_from, valid_to })}
          onClose={() => setSigning(false)}
        >
          <LineField name="number" label={t.number} wide />
          <DateField name="valid_from" label={t.from} />
          <DateField name="valid_to" label={t.to} />
        </FormDialog>
      ) : null}
    </Panel>
  );
}

interface Props {
  readonly agreement: AgreementView;
  readonly institution: InstitutionView;
}

const OVER = new Set(['terminated', 'expired', 'withdrawn']);

function Agreement({ agreement, institution }: Props) {
  const t = useText(institutionText);
  const may = useMay();
  const [doing, setDoing] = useState<Act | null>(null);
  const { agreement_id, number, valid_from, valid_to, state, asked, renew_by, acts } = agreement;
  const leaving = acts.some(({ act }) => act === 'approve-exit');
  const leave = acts.findLast(({ act }) => act === 'ask-exit')?.leave_day ?? null;
  const isOpen = !OVER.has(state) && !leaving;
  const offered: readonly Act[] = !isOpen
    ? []
    : asked === null
      ? may('agreement.ask')
        ? ['ask-renewal', 'ask-exit']
        : []
      : may('agreement.decide')
        ? [...(asked === 'ask-exit' ? (['approve-exit'] as const) : []), 'refuse']
        : [];
  return (
    <li className="record">
      <div className="record-head">
        <strong>{number}</strong>
        <AgreementMark state={state} />
        {asked === null ? null : <Mark tone="blue">{t.asked[asked]}</Mark>}
      </div>
      <span className="faint figures">
        {valid_from} — {valid_to}
      </span>
      {isOpen && asked === null ? <span className="faint figures">{t.renewBy(renew_by)}</span> : null}
      {leave !== null && (leaving || asked === 'ask-exit') ? (
        <span className="faint figures">{t.leaves(leave)}</span>
      ) : null}
      {offered.length === 0 ? null : (
        <div className="record-acts">
          {offered.map((act) => (
            <Button key={act} size="small" onClick={() => setDoing(act)}>
              {t.acts[act]}
            </Button>
          ))}
        </div>
      )}
      {doing === null ? null : (
        <FormDialog
          title={`${t.acts[doing]} · ${number}`}
          path={`/api/agreements/${agreement_id}/acts`}
          idName="request_id"
          code={institution.fixmedins_code}
          submit={t.acts[doing]}
          initial={doing === 'ask-exit' ? { leave_day: institution.earliest_leave } : {}}
          body={({ reason = '', leave_day = null }) => ({ act: doing, reason: reason.trim(), leave_day })}
          onClose={() => setDoing(null)}
        >
          {doing === 'ask-exit' ? (
            <DateField name="leave_day" label={t.leaveDay} hint={t.leaveHint(institution.earliest_leave)} />
          ) : null}
          <WordsField name="reason" label={t.reason} />
        </FormDialog>
      )}
    </li>
  );
}
