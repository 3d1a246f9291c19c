/** Numbers as figures write them. */
import type { Language } from '../language/language.tsx';

/** `12345` is `12,345`. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A part of a whole in per cent; a dash where there is no whole. */
export function share(part: number, whole: number): string {
  return whole === 0 ? '—' : `${((part / whole) * 100).toFixed(1)} %`;
}

/** Fen as a short amount of yuan: 万 and 亿, or thousand and million. */
export function short(language: Language): (fen: number) => string {
  const steps: readonly (readonly [number, string])[] =
    language === 'zh'
      ? [
          [1e10, ' 亿'],
          [1e6, ' 万'],
        ]
      : [
          [1e8, ' m'],
          [1e5, ' k'],
        ];
  return (fen) => {
    const [size, unit] = steps.find(([least]) => Math.abs(fen) >= least) ?? [100, ''];
    return `${Number((fen / size).toFixed(1))}${unit}`;
  };
}
