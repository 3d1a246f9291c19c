import { between, ofVisits, scoreOf } from '../shape/gather.ts';
import type { Flagged } from '../shape/gather.ts';
import { scheme } from '../shape/scheme.ts';
import type { Hit, Look } from '../shape/scheme.ts';
import { ACT, percent, yuan } from '../shape/text.ts';

type Name = 'round_fen' | 'near_fen' | 'min_payments' | 'min_share' | 'split_minutes' | 'min_people';

interface Payment extends Flagged {
  readonly second: number | null;
  readonly acct_fen: number;
  readonly round: boolean;
  readonly split: boolean;
}

/**
 * Payments wholly from the account at outpatient places. One is round when it ends near a whole hundred; several within
 * minutes are one amount split. A person is flagged at an institution where most own payments are such, several times.
 */
function paymentSql({ value }: Look<Name>): string {
  const near = `acct_fen % ${value.round_fen} <= ${value.near_fen} OR acct_fen % ${value.round_fen} >= ${value.round_fen - value.near_fen}`;
  return `
    CREATE OR REPLACE TEMP TABLE s_payment AS
      SELECT *, count(*) FILTER (round OR split) OVER own AS odd, count(*) OVER own AS payments FROM (
        SELECT psn_no, fixmedins_code, mdtrt_id, day, end_day, setl_second AS second, acct_fen,
          acct_fen >= ${value.round_fen} AND (${near}) AS round,
          coalesce(least(moment - lag(moment) OVER till, lead(moment) OVER till - moment) <= ${value.split_minutes * 60}, false) AS split
        FROM (SELECT *, coalesce(setl_day, day)::BIGINT * 86400 + setl_second AS moment FROM a_visit
          WHERE care_type IN ('pharmacy', 'outpatient') AND acct_fen > 0 AND acct_fen * 100 >= medfee_fen * 95)
        WINDOW till AS (PARTITION BY psn_no, fixmedins_code ORDER BY moment))
      WINDOW own AS (PARTITION BY psn_no, fixmedins_code)`;
}

async function find(look: Look<Name>): Promise<Hit[]> {
  await look.run(paymentSql(look));
  const { min_payments, min_share, min_people } = look.value;
  const flagged = await look.rows<Payment>(
    `SELECT * EXCLUDE (odd, payments) FROM s_payment WHERE (round OR split) AND odd >= ${min_payments} AND odd * 10000 >= payments * ${min_share} ORDER BY ALL`,
  );
  const places = Map.groupBy(flagged, ({ fixmedins_code }) => fixmedins_code);
  return [...places.values()]
    .filter((payments) => new Set(payments.map(({ psn_no }) => psn_no)).size >= min_people)
    .map(hitOf);
}

function hitOf(payments: readonly Payment[]): Hit {
  const own = ofVisits(payments);
  const people = own.psn_nos.length;
  const amount = payments.reduce((sum, { acct_fen }) => sum + acct_fen, 0);
  const round = payments.filter((payment) => payment.round).length / payments.length;
  const evening = payments.filter(({ second }) => second !== null && second >= 19 * 3600).length / payments.length;
  return {
    anchor: own.fixmedins_codes.join('|'),
    score: scoreOf(
      [3, between(people, 2, 10)],
      [2, between(payments.length / people, 2, 6)],
      [1, evening],
      [2, between(amount, 0, 2_000_000)],
    ),
    ...own,
    message: `${people} 人在该机构以个人账户付款 ${payments.length} 笔、${yuan(amount)}，${waysOf(round)}，疑为个人账户套现`,
    evidence: {
      people,
      payments: payments.length,
      round: percent(round),
      evening: percent(evening),
      amount: yuan(amount),
    },
  };
}

/** How they were paid: in round amounts, in parts within minutes, or both. @param round share of the first */
function waysOf(round: number): string {
  if (round === 0) return '都在数分钟内拆成几笔结算';
  if (round === 1) return '都是整百或接近整百的金额';
  return `整百或接近整百的占 ${percent(round)}，其余在数分钟内拆成几笔结算`;
}

export const accountCashOut = scheme<Name>({
  id: 'account-cash-out',
  name: '个人账户套现',
  en: 'Cashing out personal accounts',
  rule_code: null,
  needs: ['setl_d.acct_pay'],
  parameters: {
    round_fen: { value: 10_000, unit: '分', about: '整额的单位，一百元' },
    near_fen: { value: 150, unit: '分', about: '与整额相差多少以内仍算整额' },
    min_payments: { value: 3, unit: '笔', about: '一人在一家机构至少几笔整额或拆分付款' },
    min_share: { value: 6000, unit: '万分之一', about: '这些付款占该人在该机构付款的最低比例' },
    split_minutes: { value: 3, unit: '分钟', about: '同一人两笔付款相隔多久以内算拆分' },
    min_people: { value: 4, unit: '人', about: '一家机构至少有几人如此' },
  },
  basis: [`${ACT}第四十条`, `${ACT}第四十一条`],
  page: {
    sees: '同一家药店或诊所里，多名参保人反复以个人账户支付整百（或贴近整百）的金额，或数分钟内拆成几笔；真实购药的金额极少如此。',
    excludes: ['现金或统筹占一成以上的结算', '一人偶尔一两次整额', '一家机构不足四人'],
    mayErr: ['充值卡式促销或固定套餐价', '医疗器械统一定价', '拆分结算是因为收银系统行数限制'],
    onSite: [
      '按追溯码与库存核对所售药品是否真的出库',
      '查收款码、转账记录有无同日返现',
      '询问参保人买了什么、药在哪里',
      '核对店内实际陈列是否有大量非药品',
    ],
  },
  find,
});
