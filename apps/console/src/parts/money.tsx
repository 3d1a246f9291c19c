import { yuan } from '../format/money.ts';

/** An amount in yuan, figures under figures. */
export function Money({ fen, strong = false }: { readonly fen: number; readonly strong?: boolean }) {
  return <span className={strong ? 'money strong' : 'money'}>{yuan(fen)}</span>;
}
