import { between, firstOf, ofVisits, scoreOf } from '../shape/gather.ts';
import type { Flagged } from '../shape/gather.ts';
import { scheme } from '../shape/scheme.ts';
import type { Hit, Look } from '../shape/scheme.ts';
import { ACT, dateText, yuan } from '../shape/text.ts';

type Name = 'min_days_after';

interface Posthumous extends Flagged {
  readonly death_day: number;
  readonly amount_fen: number;
}

async function find(look: Look<Name>): Promise<Hit[]> {
  const rows = await look.rows<Posthumous>(`
    SELECT psn_no, fixmedins_code, mdtrt_id, day, end_day, death_day, amount_fen FROM a_visit
    WHERE lines > 0 AND day - death_day >= ${look.value.min_days_after} ORDER BY ALL`);
  return [...Map.groupBy(rows, ({ psn_no }) => psn_no)].map(([person, visits]) => hitOf(person, visits));
}

function hitOf(person: string, visits: readonly Posthumous[]): Hit {
  const own = ofVisits(visits);
  const { death_day } = firstOf(visits);
  const amount = visits.reduce((sum, { amount_fen }) => sum + amount_fen, 0);
  return {
    anchor: person,
    score: scoreOf([2, 1], [1, between(visits.length, 0, 3)], [1, between(own.to - death_day, 0, 30)]),
    ...own,
    message: `参保人已于 ${dateText(death_day)} 死亡，之后仍有 ${visits.length} 次就诊或购药（最后一次 ${dateText(own.to)}），共 ${yuan(amount)}`,
    evidence: {
      died: dateText(death_day),
      visits: visits.length,
      last: dateText(own.to),
      institutions: own.fixmedins_codes.length,
    },
  };
}

export const afterDeath = scheme<Name>({
  id: 'after-death',
  name: '死亡后使用',
  en: 'Use after death',
  rule_code: null,
  needs: ['psn_info_b.die_date'],
  parameters: { min_days_after: { value: 1, unit: '天', about: '死亡之后第几天起算' } },
  basis: [`${ACT}第四十条第（一）项`, `${ACT}第四十一条`],
  page: {
    sees: '参保人死亡之后开始的就诊、购药和住院，按人归并，看由谁、在哪些机构继续使用。',
    excludes: ['死亡当日的抢救费用', '死亡前开始、死亡后才结算的住院'],
    mayErr: ['死亡日期登记错误、同名同号误销', '补录以前的费用而写了补录日期'],
    onSite: [
      '向民政、公安核实死亡日期',
      '查卡证由谁持有、谁领药',
      '查机构的实名核验记录',
      '向近亲属询问卡证的保管与使用',
    ],
  },
  find,
});
