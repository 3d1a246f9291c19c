/** The words of a calculation's steps. */
import { fen, formatRatio, formatYuan, ratio } from '@shouhu/codes';
import type { Step } from './model.ts';

export const yuanText = (amount: number): string => formatYuan(fen(amount));
export const shareText = (value: number): string => formatRatio(ratio(value));

/** A step; the basis without repeats. */
export function step(id: string, amount: number, basis: readonly string[], zh: string, en: string): Step {
  return { id, zh, en, fen: fen(amount), basis: [...new Set(basis)] };
}
