/** The frame of every page: menu by the caller's rights, language, user. */
import { Button, Dropdown } from 'antd';
import {
  AuditOutlined,
  CarryOutOutlined,
  FileSearchOutlined,
  TranslationOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { Link, Outlet } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ask } from '../api/ask.ts';
import { meQuery } from '../api/queries.ts';
import { useLanguage } from '../language/language.tsx';
import { dutyNames } from '../language/law.ts';
import { Seal } from '../session/gate.tsx';
import { useMay, useMe } from '../session/me.tsx';

interface Entry {
  readonly to: '/' | '/leads' | '/matters';
  readonly name: string;
  readonly icon: ReactNode;
  readonly shown: boolean;
}

/** Menu and content; on a phone the menu lies at the bottom. */
export function Shell() {
  const { text, language, change } = useLanguage();
  const may = useMay();
  const entries: readonly Entry[] = [
    { to: '/', name: text.nav.work, icon: <CarryOutOutlined />, shown: true },
    { to: '/leads', name: text.nav.leads, icon: <FileSearchOutlined />, shown: may('lead.read') },
    { to: '/matters', name: text.nav.matters, icon: <AuditOutlined />, shown: may('review.read') || may('case.read') },
  ];
  return (
    <div className="shell">
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
      <nav className="menu" aria-label={text.nav.label}>
        {entries
          .filter(({ shown }) => shown)
          .map(({ to, name, icon }) => (
            <Link key={to} to={to} activeOptions={{ exact: to === '/', includeSearch: false }}>
              <span aria-hidden="true">{icon}</span>
              {name}
            </Link>
          ))}
      </nav>
      <main id="content" className="content" tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}

function UserMenu() {
  const { text, say } = useLanguage();
  const me = useMe();
  const queries = useQueryClient();
  const signOut = async (): Promise<void> => {
    await ask('POST', '/api/auth/sign-out').catch(() => undefined);
    queries.clear();
    await queries.fetchQuery(meQuery).catch(() => undefined);
    location.assign('/');
  };
  const duties = me.duties.map((duty) => say(dutyNames[duty] ?? { zh: duty, en: duty })).join('、');
  const place = me.fixmedins_code ?? me.regions.join('、');
  const items = [
    {
      key: 'who',
      disabled: true,
      label: (
        <dl className="who">
          <dt>{text.user.duties}</dt>
          <dd>{duties}</dd>
          <dt>{me.fixmedins_code === null ? text.user.regions : text.user.institution}</dt>
          <dd>{place}</dd>
        </dl>
      ),
    },
    { type: 'divider' as const },
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
