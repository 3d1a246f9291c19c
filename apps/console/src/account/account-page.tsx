/** The own account: password, authenticator, sessions, what was done to get in. */
import { Alert } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { textOfInstant } from '../format/instant.ts';
import { useText } from '../language/language.tsx';
import { Panel } from '../parts/panel.tsx';
import { Empty, Trouble, Waiting } from '../parts/states.tsx';
import { Refused } from '../api/ask.ts';
import { useMe } from '../session/me.tsx';
import { Authenticator } from './authenticator.tsx';
import type { OwnAccount } from './answers.ts';
import { Passkeys } from './passkeys.tsx';
import { ProviderLink } from './provider-link.tsx';
import { PasswordForm } from './password-form.tsx';
import { ownQuery } from './queries.ts';
import { Sessions } from './sessions.tsx';
import { ownText } from './text.ts';
import './account.css';

/** While something is pending, only that. */
export function AccountPage() {
  const t = useText(ownText);
  const { pending } = useMe();
  const own = useQuery(ownQuery);
  if (own.isPending) return <Waiting />;
  if (own.isError)
    return own.error instanceof Refused && own.error.code === 'SH-H003' ? (
      <Empty title={t.noAccount} />
    ) : (
      <Trouble error={own.error} retry={() => void own.refetch()} />
    );
  const account = own.data;
  return (
    <div className="page account">
      <div className="page-head">
        <h1>{t.title}</h1>
        <span className="code">{account.username}</span>
      </div>
      {pending === null ? null : (
        <Alert
          type="warning"
          showIcon
          className="spaced"
          title={pending === 'password' ? t.pendingPassword : t.pendingTotp}
          description={pending === 'password' ? t.pendingPasswordHint : t.pendingTotpHint}
        />
      )}
      <div className="columns">
        <div className="column-main">
          {pending === 'totp' ? null : (
            <Panel
              title={t.password}
              beside={<span className="faint">{t.setAt(textOfInstant(account.password_set_at))}</span>}
            >
              <PasswordForm username={account.username} />
            </Panel>
          )}
          {pending === 'password' ? null : <Authenticator enrolled={account.has_totp} />}
          {pending === 'password' ? null : <Passkeys passkeys={account.passkeys} />}
          {pending === 'password' ? null : <ProviderLink link={account.link} />}
        </div>
        {pending === null ? (
          <div className="column-side">
            <Sessions />
            <SignIns rows={account.sign_ins} />
          </div>
        ) : null}
      </div>
    </div>
  );
}

function SignIns({ rows }: { readonly rows: OwnAccount['sign_ins'] }) {
  const t = useText(ownText);
  return (
    <Panel title={t.signIns} flush>
      {rows.length === 0 ? <p className="padded faint">{t.noSignIns}</p> : null}
      <ul className="rows">
        {rows.map(({ at, action }) => (
          <li key={`${at} ${action}`}>
            <span>{t.actions[action] ?? action}</span>
            <span className="figures faint">{textOfInstant(at)}</span>
          </li>
        ))}
      </ul>
      <p className="panel-end hint">{t.notYou}</p>
    </Panel>
  );
}
