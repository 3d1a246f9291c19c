/** Signing in: by user name and password or by the bureau's identity provider, then the code of an authenticator where one is enrolled; or by a passkey. */
import { useEffect, useState } from 'react';
import { Alert, Button, Form, Input } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { ask, Refused } from '../api/ask.ts';
import { useLanguage } from '../language/language.tsx';
import { knowsPasskeys, signInByPasskey } from './passkey.ts';
import { leave, leaveBeside, offeredQuery, takeAnswer } from './provider.ts';

interface Props {
  /** Called once a session is there. */
  readonly onSignedIn: () => void;
  /** Whether a page lies beneath that must stay as it is. */
  readonly over?: boolean;
}

type Step = 'password' | 'code' | 'backup';

interface Answer {
  /** The password was right and the code is still to come. */
  readonly twoFactorRedirect?: boolean;
}

const PATHS: Readonly<Record<Step, string>> = {
  password: '/api/auth/sign-in/username',
  code: '/api/auth/two-factor/verify-totp',
  backup: '/api/auth/two-factor/verify-backup-code',
};

/** The form of both steps. What is refused is told in the words of the catalogue. */
export function SignIn({ onSignedIn, over = false }: Props) {
  const { text, language } = useLanguage();
  const t = text.signIn;
  const [step, setStep] = useState<Step>('password');
  const [refused, setRefused] = useState<Refused | null>(null);
  const [busy, setBusy] = useState(false);
  const [isBeside, setBeside] = useState(false);
  const offered = useQuery(offeredQuery).data?.offered === true;

  /** @param work null when it came to nothing */
  const attempt = async (work: () => Promise<Answer | null>): Promise<void> => {
    setBusy(true);
    setRefused(null);
    try {
      const answer = await work();
      if (answer?.twoFactorRedirect === true) setStep('code');
      else if (answer !== null) onSignedIn();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      setRefused(error);
      // The time for the second step is over.
      if (error.code === 'SH-A007') setStep('password');
    } finally {
      setBusy(false);
    }
  };

  const send = (fields: Readonly<Record<string, string>>): Promise<void> =>
    attempt(() => {
      const body = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, clean(name, value)]));
      return ask<Answer>('POST', PATHS[step], body);
    });

  const byPasskey = (): Promise<void> => attempt(async () => ((await signInByPasskey()) ? {} : null));

  const byProvider = (): Promise<void> =>
    attempt(async () => {
      await (over ? leaveBeside() : leave('sign-in'));
      setBeside(over);
      return null;
    });

  // Once: an answer is there when the browser came back with one.
  useEffect(() => {
    const answer = takeAnswer('sign-in');
    if (answer !== null) void attempt(() => ask<Answer>('POST', '/api/auth/oidc/sign-in', { answer }));
  }, []);

  const go = (to: Step): void => {
    setRefused(null);
    setStep(to);
  };
  const need = (what: string) => [{ required: true, message: t.needed(what) }];
  return (
    <Form
      key={step}
      layout="vertical"
      size="large"
      requiredMark={false}
      onFinish={(fields: Readonly<Record<string, string>>) => void send(fields)}
    >
      {refused === null ? null : (
        <Alert
          type="error"
          role="alert"
          className="spaced"
          title={refused.said[language].text}
          description={refused.said[language].fix}
        />
      )}
      {step === 'password' ? (
        <>
          <Form.Item name="username" label={t.username} rules={need(t.username)}>
            <Input autoFocus autoComplete="username" autoCapitalize="none" spellCheck={false} />
          </Form.Item>
          <Form.Item name="password" label={t.password} rules={need(t.password)}>
            <Input.Password autoComplete="current-password" />
          </Form.Item>
        </>
      ) : (
        <Form.Item
          name="code"
          label={step === 'code' ? t.code : t.backup}
          rules={need(step === 'code' ? t.code : t.backup)}
          {...(step === 'code' ? { extra: t.codeHint } : {})}
        >
          <Input
            autoFocus
            autoComplete="one-time-code"
            className="money"
            {...(step === 'code' ? { inputMode: 'numeric', maxLength: 8 } : {})}
          />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" block loading={busy}>
        {t.submit}
      </Button>
      {step === 'password' && knowsPasskeys() ? (
        <Button block className="other-way" disabled={busy} onClick={() => void byPasskey()}>
          {t.byPasskey}
        </Button>
      ) : null}
      {step === 'password' && offered ? (
        <Button block className="other-way" disabled={busy} onClick={() => void byProvider()}>
          {t.byProvider}
        </Button>
      ) : null}
      {isBeside ? <p className="hint other-way">{t.beside}</p> : null}
      {step === 'password' ? null : (
        <div className="between">
          <Button type="link" onClick={() => go('password')}>
            {t.back}
          </Button>
          <Button type="link" onClick={() => go(step === 'code' ? 'backup' : 'code')}>
            {step === 'code' ? t.useBackup : t.useCode}
          </Button>
        </div>
      )}
    </Form>
  );
}

/** Codes are read aloud and typed in groups; a password is taken as it is. */
function clean(name: string, value: string): string {
  return name === 'code' ? value.replaceAll(/\s/g, '') : name === 'username' ? value.trim() : value;
}
