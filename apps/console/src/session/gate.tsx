/** Lets in who is signed in; lays the sign-in over the page when the session ends, with all that was typed beneath. */
import { useEffect, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { Button } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { isSignedOut } from '../api/ask.ts';
import { askMe, meQuery } from '../api/queries.ts';
import { useLanguage } from '../language/language.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Trouble, Waiting } from '../parts/states.tsx';
import { sessionEnded } from './ended.ts';
import { MeProvider } from './me.tsx';
import { SignIn } from './sign-in.tsx';
import { otherWindows } from './windows.ts';

/** @param children the page, made anew when somebody else signs in */
export function Gate({ children }: { readonly children: ReactNode }) {
  const { text } = useLanguage();
  const queries = useQueryClient();
  const me = useQuery(meQuery);
  const ended = useSyncExternalStore(sessionEnded.subscribe, sessionEnded.get);

  useEffect(
    () =>
      otherWindows.onSignedIn(() => {
        void goOn(queries);
      }),
    [queries],
  );

  const signedIn = async (): Promise<void> => {
    otherWindows.tellSignedIn();
    await goOn(queries);
  };

  if (me.data === undefined) {
    if (me.isPending) return <Waiting />;
    if (!isSignedOut(me.error)) return <Trouble error={me.error} retry={() => void me.refetch()} />;
    return <Entrance onSignedIn={() => void signedIn()} />;
  }
  return (
    <MeProvider value={me.data}>
      <div key={me.data.id} className="person">
        {children}
      </div>
      {ended ? (
        <Dialog title={text.signIn.again}>
          <p className="hint spaced">{text.signIn.kept}</p>
          <SignIn over onSignedIn={() => void signedIn()} />
        </Dialog>
      ) : null}
    </MeProvider>
  );
}

/**
 * Somebody has a session again. The same person finds the page as it was, read anew; for another one all that was read goes with the page,
 * before anything of it is shown under the new name.
 */
async function goOn(queries: QueryClient): Promise<void> {
  const before = queries.getQueryData(meQuery.queryKey);
  const now = await askMe().catch(() => null);
  if (now === null) return;
  if (before !== undefined && before.id !== now.id) {
    queries.clear();
    location.reload();
    return;
  }
  queries.setQueryData(meQuery.queryKey, now);
  sessionEnded.set(false);
  await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' });
}

function Entrance({ onSignedIn }: { readonly onSignedIn: () => void }) {
  const { text, language, change } = useLanguage();
  return (
    <div className="entrance">
      <div className="entrance-band">
        <Seal />
        <p className="entrance-name">{text.name}</p>
        <p className="entrance-subject">{text.subject}</p>
        <p className="entrance-lead">{text.signIn.lead}</p>
      </div>
      <main className="entrance-form">
        <h1>{text.signIn.title}</h1>
        <SignIn onSignedIn={onSignedIn} />
        <Button type="text" size="small" onClick={() => change(language === 'zh' ? 'en' : 'zh')}>
          {text.user.other}
        </Button>
      </main>
    </div>
  );
}

/** The mark of the platform. */
export function Seal() {
  return (
    <svg className="seal" viewBox="0 0 32 32" aria-hidden="true">
      <path fill="currentColor" d="M16 1 4 5v10c0 8 5 13 12 16 7-3 12-8 12-16V5z" />
      <path className="seal-tick" fill="none" strokeWidth="3" strokeLinecap="round" d="m10 16 4.5 4.5L23 12" />
    </svg>
  );
}
