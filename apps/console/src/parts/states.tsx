/** What a screen shows instead of its content: waiting, nothing there, no right, a fault. */
import { Button, Skeleton } from 'antd';
import { InboxOutlined, LockOutlined, WarningOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { Refused } from '../api/ask.ts';
import { useLanguage } from '../language/language.tsx';

interface PlainProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly hint?: string;
  readonly children?: ReactNode;
}

function Plain({ icon, title, hint, children }: PlainProps) {
  return (
    <div className="plain">
      <div className="plain-icon" aria-hidden="true">
        {icon}
      </div>
      <h2>{title}</h2>
      {hint === undefined ? null : <p>{hint}</p>}
      {children}
    </div>
  );
}

/** Nothing is there, and what to do about it. */
export function Empty({ title, hint, children }: Omit<PlainProps, 'icon'>) {
  return (
    <Plain icon={<InboxOutlined />} title={title} {...(hint === undefined ? {} : { hint })}>
      {children}
    </Plain>
  );
}

/** The caller's duties do not reach this. */
export function NoRight() {
  const { text } = useLanguage();
  return <Plain icon={<LockOutlined />} title={text.state.noRight} hint={text.state.noRightHint} />;
}

/** Something was refused or failed: in words, with the remedy and the code to name on the telephone. */
export function Trouble({ error, retry }: { readonly error: Error; readonly retry?: () => void }) {
  const { text, language } = useLanguage();
  if (error instanceof Refused && error.code === 'SH-H002') return <NoRight />;
  const { text: title, fix } =
    error instanceof Refused ? error.said[language] : { text: text.state.crashed, fix: error.message };
  return (
    <div role="alert">
      <Plain icon={<WarningOutlined />} title={title} hint={fix}>
        {error instanceof Refused && error.code !== '' ? <p className="code">{error.code}</p> : null}
        {retry === undefined ? null : <Button onClick={retry}>{text.state.retry}</Button>}
      </Plain>
    </div>
  );
}

/** The shape of what is being read. */
export function Waiting({ rows = 6 }: { readonly rows?: number }) {
  const { text } = useLanguage();
  return (
    <div role="status" aria-label={text.state.loading} className="waiting">
      <Skeleton active title={false} paragraph={{ rows, width: '100%' }} />
    </div>
  );
}
