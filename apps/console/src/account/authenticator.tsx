/** The authenticator: enrolled by password and a first code, removed by password; backup codes are shown once. */
import { useState } from 'react';
import { App, Button, Form, Input } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask, Refused } from '../api/ask.ts';
import { useText } from '../language/language.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Mark } from '../parts/marks.tsx';
import { Once } from '../parts/once.tsx';
import { Panel } from '../parts/panel.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import { OwnPassword } from './own-password.tsx';
import { QrCode } from './qr-code.tsx';
import { ownText } from './text.ts';

interface Enrolment {
  readonly totpURI: string;
  readonly backupCodes: readonly string[];
}

type Doing = 'enable' | 'disable' | 'generate-backup-codes';

export function Authenticator({ enrolled }: { readonly enrolled: boolean }) {
  const t = useText(ownText);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [doing, setDoing] = useState<Doing | null>(null);
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const prove = async (what: Doing, password: string): Promise<void> => {
    const { totpURI, backupCodes = [] } = await ask<Partial<Enrolment>>('POST', `/api/auth/two-factor/${what}`, {
      password,
    });
    if (what === 'enable' && totpURI !== undefined) setEnrolment({ totpURI, backupCodes });
    if (what === 'generate-backup-codes') setCodes(backupCodes);
    if (what !== 'disable') return;
    void message.success(t.removed);
    await queries.invalidateQueries();
  };
  const noted = async (): Promise<void> => {
    setCodes(null);
    await queries.invalidateQueries();
  };
  const titles = { enable: t.begin, disable: t.remove, 'generate-backup-codes': t.backupNew };
  return (
    <Panel title={t.totp} beside={<Mark tone={enrolled ? 'green' : 'quiet'}>{enrolled ? t.totpOn : t.totpOff}</Mark>}>
      <p className="hint spaced">{t.totpHint}</p>
      {enrolment === null ? null : (
        <Proof
          enrolment={enrolment}
          onDone={() => {
            setCodes(enrolment.backupCodes);
            setEnrolment(null);
          }}
        />
      )}
      {codes === null ? null : (
        <Dialog title={t.backup}>
          <p className="hint">{t.backupHint}</p>
          <Once lines={codes} />
          <Button type="primary" onClick={() => void noted()}>
            {t.noted}
          </Button>
        </Dialog>
      )}
      {enrolment === null ? (
        <div className="step-acts">
          {enrolled ? (
            <>
              <Button onClick={() => setDoing('generate-backup-codes')}>{t.backupNew}</Button>
              <Button onClick={() => setDoing('disable')}>{t.remove}</Button>
            </>
          ) : (
            <Button type="primary" onClick={() => setDoing('enable')}>
              {t.begin}
            </Button>
          )}
        </div>
      ) : null}
      {doing === null ? null : (
        <FormDialog<{ readonly password: string }>
          title={titles[doing]}
          submit={t.go}
          send={({ password }) => prove(doing, password)}
          onClose={() => setDoing(null)}
        >
          <OwnPassword hint={t.beginHint} />
        </FormDialog>
      )}
    </Panel>
  );
}

/** The QR code, and the first code that proves it was taken over. */
function Proof({ enrolment, onDone }: { readonly enrolment: Enrolment; readonly onDone: () => void }) {
  const t = useText(ownText);
  const { message } = App.useApp();
  const secret = new URL(enrolment.totpURI).searchParams.get('secret') ?? '';
  const verify = useMutation({
    mutationFn: (code: string) => ask('POST', '/api/auth/two-factor/verify-totp', { code: code.replaceAll(/\s/g, '') }),
    onSuccess: () => {
      void message.success(t.enrolled);
      onDone();
    },
  });
  return (
    <div className="enrolment">
      <QrCode text={enrolment.totpURI} label={t.qr} />
      <div className="narrow-form">
        <p>{t.scan}</p>
        <p className="spaced">
          {t.secret} <code className="secret">{secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
        </p>
        {verify.error instanceof Refused ? <RefusedAlert error={verify.error} /> : null}
        <Form<{ code: string }> layout="vertical" requiredMark={false} onFinish={({ code }) => verify.mutate(code)}>
          <Form.Item name="code" label={t.code} rules={[{ required: true, message: t.needed(t.code) }]}>
            <Input autoFocus inputMode="numeric" maxLength={8} autoComplete="one-time-code" className="money" />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={verify.isPending}>
            {t.confirm}
          </Button>
        </Form>
      </div>
    </div>
  );
}
