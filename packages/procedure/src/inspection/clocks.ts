/**
 * Limits of an inspection. 《医疗保障基金飞行检查管理暂行办法》 (国家医保局令第6号, in force 1 May 2023) leaves most of them to the authority that
 * inspects; those are defaults that a bureau changes by `withClocks`.
 */
import type { LegalClock } from '../procedure.ts';

const clock = (
  name: string,
  basis: string,
  count: number,
  unit: LegalClock['limit']['unit'],
  extensions: LegalClock['extensions'] = [],
) => ({ name, basis, limit: { count, unit }, extensions, rolls: true }) as const;

export const inspectionClocks = {
  selfInspection: clock('自查自纠', '检查方案（默认值）', 20, 'working-day'),
  argument: clock('陈述申辩', '令第6号（期限默认）', 5, 'working-day'),
  report: clock('报告处理情况', '令第6号（期限默认，未核实）', 30, 'working-day'),
  rectification: clock('限期整改', '检查方案（默认值）', 30, 'day', [{ count: 30, unit: 'day' }]),
  lookBack: clock('回头看', '令第6号（期限默认）', 6, 'month'),
} as const satisfies Record<string, LegalClock>;
