import { CloseOutlined } from '@ant-design/icons';
import { useText } from '../language/language.tsx';
import { listText } from './text.ts';
import './lists.css';

export interface Chip {
  readonly words: string;
  readonly drop: () => void;
}

/** Conditions that came with a link and have no field of their own: named, and taken off one by one. */
export function FilterChips({ chips }: { readonly chips: readonly Chip[] }) {
  const t = useText(listText);
  if (chips.length === 0) return null;
  return (
    <ul className="chips" aria-label={t.chips}>
      {chips.map(({ words, drop }) => (
        <li key={words}>
          {words}
          <button type="button" aria-label={t.drop(words)} onClick={drop}>
            <CloseOutlined aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  );
}
