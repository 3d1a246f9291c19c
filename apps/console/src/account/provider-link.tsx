/** The link of the own account to the identity provider of the bureau: made and removed by password. */
import { useEffect, useState } from 'react';
import { App, Button } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask, Refused } from '../api/ask.ts';
import { textOfInstant } from '../format/instant.ts';
import { useText } from '../language/language.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Panel } from '../parts/panel.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import { leave, offeredQuery, takeAnswer } from '../session/provider.ts';
import type { Link } from './answers.ts';
import { OwnPassword } from './own-password.tsx';
import { ownText } from './text.ts';

/** Nothing where the bureau has none. */
export function ProviderLink({ link }: { readonly link: Link | null }) {
  const t = useText(ownText);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const offered = useQuery(offeredQuery).data?.offered === true;
  const [doing, setDoing] = useState<'link' | 'unlink' | null>(null);
  const done = async (said: string): Promise<void> => {
    void message.success(said);
    await queries.invalidateQueries();
  };
  const unlink = async (password: string): Promise<void> => {
    await ask('POST', '/api/auth/oidc/unlink', { password });
    await done(t.unlinked);
  };
  const { mutate: finish, error } = useMutation({
    mutationFn: (answer: string) => ask('POST', '/api/auth/oidc/link', { answer }),
    onSuccess: () => done(t.linked),
  });
  // Once: an answer is there when the browser came back with one.
  useEffect(() => {
    const answer = takeAnswer('link');
    if (answer !== null) finish(answer);
  }, [finish]);
  if (!offered && link === null) return null;
  return (
    <Panel title={t.provider}>
      <p className="hint spaced">{t.providerHint}</p>
      {error instanceof Refused ? <RefusedAlert error={error} /> : null}
      {link === null ? null : (
        <p className="spaced">
          <span className="code">{link.issuer}</span>{' '}
          <span className="faint figures">
            {t.added(textOfInstant(link.linked_at))}
            {link.used_at === null ? '' : ` · ${t.used(textOfInstant(link.used_at))}`}
          </span>
        </p>
      )}
      <div className="step-acts">
        {link === null ? (
          <Button onClick={() => setDoing('link')}>{t.link}</Button>
        ) : (
          <Button onClick={() => setDoing('unlink')}>{t.unlink}</Button>
        )}
      </div>
      {doing === null ? null : (
        <FormDialog<{ readonly password: string }>
          title={`${t.provider} · ${doing === 'link' ? t.link : t.unlink}`}
          submit={t.go}
          send={({ password }) => (doing === 'link' ? leave('link', password) : unlink(password))}
          onClose={() => setDoing(null)}
        >
          <OwnPassword {...(doing === 'link' ? { hint: t.linkHint } : {})} />
        </FormDialog>
      )}
    </Panel>
  );
}
