/**
 * Limits of 《医疗保障行政处罚程序暂行规定》 (国家医保局令第4号, in force 15 July 2021) and of the laws that it stands on. Limits of two, three, five
 * and seven days are working days (行政处罚法 85). A bureau changes one by `withClocks`.
 */
import type { LegalClock } from '../procedure.ts';
import { daysToEnd, daysToNext, isDueByDecision } from './plan.ts';

const days = (count: number) => ({ count, unit: 'day' }) as const;
const workingDays = (count: number) => ({ count, unit: 'working-day' }) as const;
const clock = (name: string, basis: string, limit: LegalClock['limit'], extensions: LegalClock['extensions'] = []) => ({
  name,
  basis,
  limit,
  extensions,
  rolls: true,
});

export const penaltyClocks = {
  check: clock('线索核查', '令第4号 14', workingDays(15), [workingDays(15)]),
  decision: clock('作出处罚决定', '令第4号 45', days(90), [days(30), days(60)]),
  preservation: clock('先行登记保存', '令第4号 26–28；行政处罚法 56', workingDays(7)),
  sealing: clock('封存', '令第4号 29–33；行政强制法 25', days(30), [days(30)]),
  assistance: clock('协查回复', '令第4号', days(15)),
  legal: clock('法制审核', '令第4号 37–40', workingDays(10)),
  hearing: clock('要求听证', '行政处罚法 64', workingDays(5)),
  summons: clock('听证通知', '行政处罚法 64', workingDays(7)),
  publication: clock('公开处罚决定', '令第4号 46（期限按地方规定，默认七个工作日）', workingDays(7)),
  delivery: clock('送达', '令第4号 59；行政处罚法 61', workingDays(7)),
  notice: clock('公告送达', '令第4号 59（公告期按地方规定，默认六十日）', days(60)),
  payment: { ...clock('缴款', '令第4号 55；行政处罚法 67', days(15)), runsIf: isDueByDecision },
  instalment: { ...clock('延期或者分期缴款', '行政处罚法 66；令第4号 54', days(0)), planned: daysToNext },
  deferral: { ...clock('延期或者分期期满', '行政处罚法 66, 72；令第4号 54', days(0)), planned: daysToEnd },
  reconsideration: clock('行政复议', '行政复议法 20', days(60)),
  lawsuit: clock('行政诉讼', '行政诉讼法 46', { count: 6, unit: 'month' }),
} as const satisfies Record<string, LegalClock>;
