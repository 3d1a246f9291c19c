/** CT and magnetic resonance at the rates of ordinary care. */
import type { OwnCatalogue } from '../catalogue/own.ts';
import type { Random } from '../random.ts';
import type { Basket } from './basket.ts';

/** Ten-thousandths of visits with a CT, and with a magnetic resonance, by grade of the institution. */
const RATES = {
  clinic: { ct: [0, 150, 420, 480], mri: [0, 0, 110, 160] },
  emergency: { ct: [0, 500, 1400, 1600], mri: [0, 0, 150, 200] },
  ward: { ct: [0, 1100, 3000, 3400], mri: [0, 0, 700, 1000] },
} as const;

/** Charges at most one of each on the visit's first day. */
export function imaging(
  random: Random,
  { special }: OwnCatalogue,
  basket: Basket,
  second: number,
  where: keyof typeof RATES,
): void {
  const { institution, begin } = basket.visit;
  const { ct, mri } = RATES[where];
  const { rank } = institution;
  if (rank === 0) return;
  if (random.chance(ct[rank] ?? 0)) basket.add(random.pick(special.ct), 1, begin, Math.min(86_000, second));
  if (random.chance(mri[rank] ?? 0)) basket.add(random.pick(special.mri), 1, begin, Math.min(86_000, second + 1500));
}
