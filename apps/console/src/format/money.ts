/** Money as it is written and typed: fen inside, yuan outside. */
import { fen, formatYuan, parseYuan } from '@shouhu/codes';

/** `1234567` is `12,345.67`. */
export function yuan(amount_fen: number): string {
  return formatYuan(fen(amount_fen)).replace(/\B(?=(\d{3})+(?=\.))/g, ',');
}

/** What somebody typed, in fen; undefined when it is no amount of yuan with at most two decimals, or below nought. */
export function fenOf(typed: string): number | undefined {
  const parsed = parseYuan(typed.trim().replaceAll(/[,，\s]/g, ''));
  return parsed.ok && parsed.value >= 0 ? parsed.value : undefined;
}
