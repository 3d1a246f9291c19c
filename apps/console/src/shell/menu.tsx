/** The main menu: beside the page at the desk, at the thumb on a phone. */
import { useState } from 'react';
import { Button } from 'antd';
import { AppstoreOutlined, CloseOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { useLanguage } from '../language/language.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { useNarrow } from '../parts/media.ts';
import { useMay } from '../session/me.tsx';
import { GROUPS } from './entries.tsx';
import type { Entry, Group } from './entries.tsx';

/** Entries that find room beside the button for the rest. */
const AT_THE_THUMB = 3;

export function Menu() {
  const { text } = useLanguage();
  const may = useMay();
  const narrow = useNarrow();
  const groups = GROUPS.map(({ name, entries }) => ({
    name,
    entries: entries.filter(({ rights }) => rights === undefined || rights.some(may)),
  })).filter(({ entries }) => entries.length > 0);
  const all = groups.flatMap(({ entries }) => entries);
  return (
    <nav className="menu" aria-label={text.nav.label}>
      {narrow ? (
        <>
          {[...all.filter(({ thumb }) => thumb), ...all.filter(({ thumb }) => !thumb)]
            .slice(0, AT_THE_THUMB)
            .map((entry) => (
              <EntryLink key={entry.to} entry={entry} />
            ))}
          {all.length > AT_THE_THUMB ? <Rest groups={groups} /> : null}
        </>
      ) : (
        <Groups groups={groups} />
      )}
    </nav>
  );
}

function Rest({ groups }: { readonly groups: readonly Group[] }) {
  const { text } = useLanguage();
  const [open, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  return (
    <>
      <button type="button" aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(true)}>
        <AppstoreOutlined aria-hidden="true" />
        {text.nav.more}
      </button>
      {open ? (
        <Dialog title={text.nav.label} onClose={close} sheet>
          <div className="menu-all">
            <Groups groups={groups} onFollow={close} />
          </div>
          <Button
            type="text"
            className="sheet-close"
            icon={<CloseOutlined aria-hidden="true" />}
            aria-label={text.leads.close}
            onClick={close}
          />
        </Dialog>
      ) : null}
    </>
  );
}

interface GroupsProps {
  readonly groups: readonly Group[];
  readonly onFollow?: () => void;
}

function Groups({ groups, onFollow }: GroupsProps) {
  const { say } = useLanguage();
  return groups.map(({ name, entries }) => (
    <section key={name.zh} aria-label={say(name)}>
      {groups.length === 1 ? null : <h2 className="menu-group">{say(name)}</h2>}
      {entries.map((entry) => (
        <EntryLink key={entry.to} entry={entry} {...(onFollow === undefined ? {} : { onFollow })} />
      ))}
    </section>
  ));
}

function EntryLink({ entry, onFollow }: { readonly entry: Entry; readonly onFollow?: () => void }) {
  const { say } = useLanguage();
  const { to, name, icon } = entry;
  return (
    <Link to={to} activeOptions={{ exact: to === '/', includeSearch: false }} onClick={() => onFollow?.()}>
      <span aria-hidden="true">{icon}</span>
      {say(name)}
    </Link>
  );
}
