import { BellOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useText } from '../language/language.tsx';
import { unreadQuery } from './queries.ts';
import { noticesText } from './text.ts';
import './notices.css';

const MOST = 99;

/** Leads to the notices, and says how many are new. */
export function Bell() {
  const t = useText(noticesText);
  const unread = useQuery(unreadQuery).data?.unread ?? 0;
  return (
    <Link to="/notices" className="bell" aria-label={t.bell(unread)}>
      <BellOutlined aria-hidden="true" />
      {unread === 0 ? null : (
        <span className="bell-count" aria-hidden="true">
          {unread > MOST ? `${MOST}+` : unread}
        </span>
      )}
    </Link>
  );
}
