/** The frame of every page: menu by the caller's rights, language, user. */
import { lazy, Suspense } from 'react';
import { Button, Dropdown } from 'antd';
import { TranslationOutlined, UserOutlined } from '@ant-design/icons';
import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { meQuery } from '../api/queries.ts';
import { useLanguage } from '../language/language.tsx';
import { dutyNames } from '../language/law.ts';
import { Seal } from '../session/gate.tsx';
import { SearchBox } from '../search/search-box.tsx';
import { useMe } from '../session/me.tsx';
import { Bell } from '../notices/bell.tsx';
import { useInstitutionName } from '../parts/institution-picker.tsx';
import { Regions } from '../parts/region.tsx';
import { Waiting } from '../parts/states.tsx';
import { forget } from '../session/remembered.ts';
import { Menu } from './menu.tsx';
import { useStart } from './start.ts';

/** Instead of every page, while a first password is to be changed or an authenticator to be enrolled. */
const First = lazy(async () => ({ default: (await import('../account/account-page.tsx')).AccountPage }));

/** Menu and content; on a phone the menu lies at the bottom. */
export function Shell() {
  useStart();
  const { text, language, change } = useLanguage();
  const { pending } = useMe();
  return (
    <div className={pending === null ? 'shell' : 'shell shell-first'}>
      <a className="skip" href="#content">
        {text.nav.skip}
      </a>
      <header className="bar">
        <Link to="/" className="brand">
          <Seal />
          <span className="brand-name">{text.name}</span>
          <span className="brand-subject">{text.subject}</span>
        </Link>
        <div className="bar-end">
          <SearchBox />
          <Bell />
          <Button
            type="text"
            icon={<TranslationOutlined />}
            aria-label={text.user.otherLabel}
            onClick={() => change(language === 'zh' ? 'en' : 'zh')}
          >
            {text.user.other}
          </Button>
          <UserMenu />
        </div>
      </header>
      {pending === null ? <Menu /> : null}
      <main id="content" className="content" tabIndex={-1}>
        {pending === null ? (
          <Outlet />
        ) : (
          <Suspense fallback={<Waiting />}>
            <First />
          </Suspense>
        )}
      </main>
    </div>
  );
}

/** Where the reader works, by name. */
function Place() {
  const { regions, fixmedins_code } = useMe();
  const institution = useInstitutionName(fixmedins_code === null ? [] : [fixmedins_code]);
  return fixmedins_code === null ? <Regions codes={regions} /> : institution(fixmedins_code);
}

function UserMenu() {
  const { text, say, joined } = useLanguage();
  const me = useMe();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const signOut = async (): Promise<void> => {
    await ask('POST', '/api/auth/sign-out').catch(() => undefined);
    await forget('me');
    queries.clear();
    await queries.fetchQuery(meQuery).catch(() => undefined);
    location.assign('/');
  };
  const duties = joined(me.duties.map((duty) => say(dutyNames[duty] ?? { zh: duty, en: duty })));
  const items = [
    {
      key: 'who',
      disabled: true,
      label: (
        <dl className="who">
          <dt>{text.user.duties}</dt>
          <dd>{duties}</dd>
          <dt>{me.fixmedins_code === null ? text.user.regions : text.user.institution}</dt>
          <dd>
            <Place />
          </dd>
        </dl>
      ),
    },
    { type: 'divider' as const },
    ...(me.pending === null
      ? [{ key: 'account', label: text.user.account, onClick: () => void navigate({ to: '/account' }) }]
      : []),
    { key: 'out', label: text.user.signOut, onClick: () => void signOut() },
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
      <Button type="text" icon={<UserOutlined />} aria-label={`${text.user.menu} ${me.name}`}>
        <span className="user-name">{me.name}</span>
      </Button>
    </Dropdown>
  );
}
