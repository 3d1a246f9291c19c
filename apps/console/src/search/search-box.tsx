/** The way to everything by name: in the bar, by Ctrl+K and by a slash. */
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { Button } from 'antd';
import { SearchOutlined } from '@ant-design/icons';
import { useText } from '../language/language.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { SearchPane } from './search-pane.tsx';
import { searchText } from './text.ts';
import './search.css';

export function SearchBox() {
  const t = useText(searchText);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const isShortcut = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey);
      if (!isShortcut && !(event.key === '/' && !isTyping(event.target))) return;
      event.preventDefault();
      // A window that is open keeps the keyboard.
      if (document.querySelector('dialog[open]') === null) setOpen(true);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <Button
        type="text"
        icon={<SearchOutlined aria-hidden="true" />}
        aria-keyshortcuts="Control+K /"
        onClick={() => setOpen(true)}
      >
        <span className="search-open">
          {t.open} <kbd>Ctrl K</kbd>
        </span>
      </Button>
      {/* Not within the bar, whose colours are those of its dark ground. */}
      {open
        ? createPortal(
            <Dialog title={t.title} onClose={() => setOpen(false)}>
              <SearchPane onClose={() => setOpen(false)} />
            </Dialog>,
            document.body,
          )
        : null}
    </>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
