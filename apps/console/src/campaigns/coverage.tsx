import { useText } from '../language/language.tsx';
import { campaignText } from './text.ts';

/** How many of the institutions have been inspected, as a bar with its figures. */
export function Coverage({ done, of }: { readonly done: number; readonly of: number }) {
  const t = useText(campaignText);
  return (
    <div className="coverage">
      <meter min={0} max={Math.max(of, 1)} value={done} aria-label={t.visited} />
      <span className="figures">{t.covered(done, of)}</span>
    </div>
  );
}
