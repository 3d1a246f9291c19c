/** Passkeys of the own account: added and removed by password. */
import { useState } from 'react';
import { App, Button, Form, Input } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { textOfInstant } from '../format/instant.ts';
import { useText } from '../language/language.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Panel } from '../parts/panel.tsx';
import { addPasskey, knowsPasskeys } from '../session/passkey.ts';
import type { Passkey } from './answers.ts';
import { OwnPassword } from './own-password.tsx';
import { ownText } from './text.ts';

interface Typed {
  readonly name?: string;
  readonly password: string;
}

export function Passkeys({ passkeys }: { readonly passkeys: readonly Passkey[] }) {
  const t = useText(ownText);
  const { message } = App.useApp();
  const queries = useQueryClient();
  /** The one to be removed; `new` is one to be added. */
  const [doing, setDoing] = useState<Passkey | 'new' | null>(null);
  const send = async ({ name = '', password }: Typed): Promise<void> => {
    if (doing === 'new') {
      const isAdded = await addPasskey(name.trim(), password);
      if (isAdded) void message.success(t.passkeyAdded);
      else void message.warning(t.passkeyGivenUp);
    } else {
      await ask('POST', '/api/auth/passkey/remove', { id: doing?.passkey_id, password });
      void message.success(t.removed);
    }
    await queries.invalidateQueries();
  };
  return (
    <Panel title={t.passkeys} flush>
      <p className="hint padded">{t.passkeysHint}</p>
      {passkeys.length === 0 ? null : (
        <ul className="rows">
          {passkeys.map((passkey) => (
            <li key={passkey.passkey_id} className="session">
              <div>
                <strong>{passkey.name}</strong>
                <p className="faint figures">
                  {t.added(textOfInstant(passkey.created_at))}
                  {passkey.used_at === null ? '' : ` · ${t.used(textOfInstant(passkey.used_at))}`}
                </p>
              </div>
              <Button size="small" aria-label={`${t.removePasskey} ${passkey.name}`} onClick={() => setDoing(passkey)}>
                {t.removePasskey}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <p className="padded">
        {knowsPasskeys() ? (
          <Button onClick={() => setDoing('new')}>{t.addPasskey}</Button>
        ) : (
          <span className="faint">{t.noPasskeys}</span>
        )}
      </p>
      {doing === null ? null : (
        <FormDialog<Typed>
          title={doing === 'new' ? t.addPasskey : `${t.removePasskey} · ${doing.name}`}
          submit={t.go}
          send={send}
          onClose={() => setDoing(null)}
        >
          {doing === 'new' ? (
            <Form.Item
              name="name"
              label={t.device}
              extra={t.deviceHint}
              rules={[{ required: true, whitespace: true, message: t.needed(t.device) }]}
            >
              <Input autoFocus maxLength={40} autoComplete="off" />
            </Form.Item>
          ) : null}
          <OwnPassword autoFocus={doing !== 'new'} />
        </FormDialog>
      )}
    </Panel>
  );
}
