import { useText } from '../language/language.tsx';
import { Mark } from '../parts/marks.tsx';
import { gatewayText } from './text.ts';

const DAY_MS = 86_400_000;

/** For how long an institution that once sent has sent nothing; nothing within a day. */
export function SilentMark({ last_at }: { readonly last_at: string | null }) {
  const t = useText(gatewayText);
  const days = last_at === null ? 0 : Math.floor((Date.now() - Date.parse(last_at)) / DAY_MS);
  return days < 1 ? null : <Mark tone="amber">{t.silentSince(days)}</Mark>;
}
