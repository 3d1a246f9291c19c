/** Limits of measures. What agreements set locally is a default here; a bureau changes it by `withClocks`. */
import type { Deed, LegalClock } from '../procedure.ts';
import { fenIn, kindIn, proposedIn } from './measures.ts';
import type { MeasureKind } from './measures.ts';

const days = (count: number) => ({ count, unit: 'day' }) as const;
const workingDays = (count: number) => ({ count, unit: 'working-day' }) as const;

type More = Partial<Pick<LegalClock, 'basis' | 'extensions' | 'rolls' | 'runsIf' | 'decided'>>;

const clock = (name: string, limit: LegalClock['limit'], more: More = {}): LegalClock => ({
  name,
  basis: '服务协议（默认值，未核实）',
  limit,
  extensions: [],
  rolls: true,
  ...more,
});

/** Runs where the measure is one of those. */
const where =
  (fits: (kind: MeasureKind) => boolean) =>
  (deeds: readonly Deed[]): boolean => {
    const kind = kindIn(deeds);
    return kind !== null && fits(kind);
  };

/** The days that the proposal states. */
const stated = (deeds: readonly Deed[]): number | undefined => {
  const count = proposedIn(deeds)?.facts['days'];
  return typeof count === 'number' ? count : undefined;
};

export const measureClocks = {
  statement: clock('陈述申辩', workingDays(5), { runsIf: where(({ heard }) => heard) }),
  delivery: clock('送达', workingDays(7)),
  contest: clock('提出异议', workingDays(15)),
  answer: clock('异议处理', workingDays(15)),
  rectification: clock('整改', days(90), {
    runsIf: where(({ term }) => term === 'rectification'),
    decided: stated,
    extensions: [days(30)],
  }),
  acceptance: clock('整改验收', workingDays(10)),
  // A day off does not make a suspension longer than it was decided.
  suspension: clock('暂停或者中止', days(180), {
    basis: '令第2号 42（未核实）',
    rolls: false,
    runsIf: where(({ term }) => term === 'suspension'),
    decided: stated,
  }),
  payment: clock('缴款', workingDays(15), { runsIf: (deeds) => fenIn(deeds) > 0 }),
} as const satisfies Record<string, LegalClock>;
