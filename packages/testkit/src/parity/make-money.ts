/** Quantities, prices and amounts that lie on what rules compare: a fen around the limit, half a fen, absent, 0. */
import type { Line } from '@shouhu/claims';
import { aim, maybe, type WorldSetting } from './make-values.ts';

type Money = Pick<Line, 'cnt' | 'amount_fen' | 'inscp_fen' | 'pric' | 'pric_uplmt'>;

const LARGE = 987_654_321_098;

export function makeMoney(setting: WorldSetting): Money {
  const { dice, targets } = setting;
  if (targets.types.has('price') && dice.percent(35)) return undiscounted(setting);
  const cnt = Math.max(1, dice.percent(60) ? aim(setting, 'cnt') : dice.pick([10_000, 20_000, 5_000, 3_333, 10_001]));
  const pric = maybe(dice, 10, aim(setting, 'pric'));
  const pric_uplmt = maybe(
    dice,
    40,
    dice.percent(50) ? Math.max(0, (pric ?? 0) + dice.between(-1, 1)) : aim(setting, 'pric'),
  );
  const amount_fen = makeAmount(setting, cnt, pric, pric_uplmt);
  return { cnt, amount_fen, inscp_fen: makeInScope(setting, amount_fen), pric, pric_uplmt };
}

/** Whole pieces at the full price. */
function undiscounted(setting: WorldSetting): Money {
  const { dice } = setting;
  const pieces = dice.between(1, 2);
  const pric = 1_000_000 * dice.between(1, 2);
  const amount_fen = (pric / 10_000) * pieces;
  const pric_uplmt = dice.pick([pric, pric, pric - 1, null]);
  return { cnt: pieces * 10_000, amount_fen, inscp_fen: makeInScope(setting, amount_fen), pric, pric_uplmt };
}

function makeAmount(setting: WorldSetting, cnt: number, pric: number | null, pric_uplmt: number | null): number {
  const { dice, targets } = setting;
  if (targets.types.has('price') && dice.percent(75)) {
    const ratio = dice.pick([10_000, 5_000, 7_500, 3_333]);
    const full = BigInt(pric_uplmt ?? pric ?? 1_000_000);
    const counted = ratio === 10_000 ? cnt : Math.ceil(cnt / 10_000);
    const scale = ratio === 10_000 ? 100_000_000n : 100_000_000n / BigInt(ratio);
    return Math.max(0, Number((full * BigInt(counted) + scale / 2n) / scale) + dice.between(-1, 1));
  }
  if (dice.percent(2)) return LARGE;
  return dice.percent(50) ? aim(setting, 'amount_fen') : dice.pick([1, 2, 3, 99, 100, 100, 100, 200, 333]);
}

function makeInScope(setting: WorldSetting, amount_fen: number): number | null {
  const { dice } = setting;
  return dice.weighed<() => number | null>([
    [10, () => null],
    [12, () => 0],
    [60, () => amount_fen],
    [22, () => aim(setting, 'inscp_fen')],
  ])();
}
