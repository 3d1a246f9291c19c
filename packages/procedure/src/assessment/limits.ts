import type { LegalClock } from '../procedure.ts';

/** A limit in working days that no law sets: a default which local rules change. */
export const byDefault = (name: string, count: number): LegalClock => ({
  name,
  basis: '考核与信用管理办法（默认值，未核实）',
  limit: { count, unit: 'working-day' },
  extensions: [],
  rolls: true,
});
