import { between, firstOf, ofVisits, scoreOf } from '../shape/gather.ts';
import type { Flagged } from '../shape/gather.ts';
import { scheme } from '../shape/scheme.ts';
import type { Hit, Look } from '../shape/scheme.ts';
import { ACT, percent, yuan } from '../shape/text.ts';

type Name =
  | 'burst_minutes'
  | 'min_merchants'
  | 'min_burst_fen'
  | 'window_days'
  | 'min_aided'
  | 'min_aided_share'
  | 'times_peers'
  | 'min_sigmas';

interface Burst extends Flagged {
  readonly win: number;
  readonly acct_fen: number;
}

interface Aided extends Flagged {
  readonly mulaid_fen: number;
  readonly share: number;
  readonly peer_share: number;
}

/** An account emptied over several merchants within two hours. */
function burstSql({ value }: Look<Name>): string {
  const seconds = value.burst_minutes * 60;
  const range = `OVER (PARTITION BY psn_no ORDER BY moment RANGE BETWEEN ${seconds} PRECEDING AND ${seconds} FOLLOWING)`;
  return `
    CREATE OR REPLACE TEMP TABLE s_burst AS
      SELECT psn_no, fixmedins_code, mdtrt_id, day, end_day, day AS win, acct_fen FROM (
        SELECT *, sum(acct_fen) ${range} AS spent, len(list_distinct(list(fixmedins_code) ${range})) AS merchants FROM (
          SELECT psn_no, fixmedins_code, mdtrt_id, day, end_day, acct_fen, coalesce(setl_day, day)::BIGINT * 86400 + setl_second AS moment
          FROM a_visit WHERE care_type IN ('outpatient', 'pharmacy') AND acct_fen > 0 AND setl_second IS NOT NULL
          QUALIFY count(*) OVER (PARTITION BY psn_no, day) >= ${value.min_merchants}))
      WHERE spent >= ${value.min_burst_fen} AND merchants >= ${value.min_merchants}`;
}

/**
 * A pharmacy at which shared accounts pay far more often than everywhere, for many people, in some stretch of weeks. Stretches
 * overlap by half, so that no wave falls between two.
 */
function aidedSql({ value }: Look<Name>): string {
  const half = Math.max(1, Math.floor(value.window_days / 2));
  return `
    CREATE OR REPLACE TEMP TABLE s_sale AS
      SELECT psn_no, fixmedins_code, mdtrt_id, day, end_day, coalesce(mulaid_fen, 0) AS mulaid_fen FROM a_visit WHERE care_type = 'pharmacy' AND lines > 0;
    CREATE OR REPLACE TEMP TABLE s_stretch AS
      SELECT fixmedins_code, win, count(*) AS sales, count(*) FILTER (mulaid_fen > 0) AS aided, count(DISTINCT psn_no) FILTER (mulaid_fen > 0) AS people
      FROM (SELECT *, unnest([day // ${half}, day // ${half} - 1]) AS win FROM s_sale) GROUP BY ALL;
    CREATE OR REPLACE TEMP TABLE s_aided AS
      WITH usual AS (SELECT quantile_cont(aided / sales, 0.5) AS peer_share FROM s_stretch WHERE sales >= 20),
      odd AS (SELECT s.fixmedins_code, s.win, s.aided / s.sales AS share, peer_share FROM s_stretch s, usual
        WHERE s.people >= ${value.min_aided} AND s.aided * 10000 >= s.sales * ${value.min_aided_share} AND s.aided >= s.sales * peer_share * ${value.times_peers}
          AND s.aided - s.sales * peer_share >= ${value.min_sigmas} * sqrt(s.sales * peer_share * (1 - peer_share)))
      SELECT v.psn_no, v.fixmedins_code, v.mdtrt_id, v.day, v.end_day, v.mulaid_fen, max(o.share) AS share, max(o.peer_share) AS peer_share
      FROM s_sale v JOIN odd o ON o.fixmedins_code = v.fixmedins_code AND v.day // ${half} IN (o.win, o.win + 1) WHERE v.mulaid_fen > 0 GROUP BY ALL`;
}

async function find(look: Look<Name>): Promise<Hit[]> {
  await look.run(`${burstSql(look)}; ${aidedSql(look)}`);
  const bursts = await look.rows<Burst>('FROM s_burst ORDER BY ALL');
  const aided = await look.rows<Aided>('FROM s_aided ORDER BY ALL');
  return [
    ...[...Map.groupBy(bursts, ({ psn_no, win }) => `${psn_no}|${win}`)].map(([anchor, payments]) =>
      burstHit(anchor, payments, look),
    ),
    ...[...Map.groupBy(aided, ({ fixmedins_code }) => fixmedins_code)].map(([place, payments]) =>
      aidedHit(place, payments),
    ),
  ];
}

function burstHit(anchor: string, payments: readonly Burst[], { value }: Look<Name>): Hit {
  const own = ofVisits(payments);
  const amount = payments.reduce((sum, { acct_fen }) => sum + acct_fen, 0);
  return {
    anchor: `burst|${anchor}`,
    score: scoreOf(
      [2, between(own.fixmedins_codes.length, 1, 5)],
      [2, between(amount, value.min_burst_fen / 2, value.min_burst_fen * 3)],
    ),
    ...own,
    message: `该个人账户在 ${value.burst_minutes} 分钟上下于 ${own.fixmedins_codes.length} 家商户连续支付 ${payments.length} 笔、${yuan(amount)}，疑为账户被集中掏空`,
    evidence: { kind: 'burst', payments: payments.length, merchants: own.fixmedins_codes.length, amount: yuan(amount) },
  };
}

function aidedHit(place: string, payments: readonly Aided[]): Hit {
  const own = ofVisits(payments);
  const amount = payments.reduce((sum, { mulaid_fen }) => sum + mulaid_fen, 0);
  const { share, peer_share } = firstOf(payments);
  return {
    anchor: `aided|${place}`,
    score: scoreOf([2, between(own.psn_nos.length, 10, 40)], [2, between(share, peer_share, peer_share * 5 + 0.1)]),
    ...own,
    message: `该药店一段时间内 ${percent(share)} 的结算由家庭共济账户支付（各店中位数 ${percent(peer_share)}），涉及 ${own.psn_nos.length} 人、${yuan(amount)}，疑为他人账户被用于无关人员`,
    evidence: {
      kind: 'aided',
      people: own.psn_nos.length,
      share: percent(share),
      peers: percent(peer_share),
      amount: yuan(amount),
    },
  };
}

export const accountDrain = scheme<Name>({
  id: 'account-drain',
  name: '钱包与个人账户异常支出',
  en: 'Accounts and wallets drained',
  rule_code: null,
  needs: ['setl_d.acct_pay'],
  parameters: {
    burst_minutes: { value: 120, unit: '分钟', about: '连续支付的时间范围' },
    min_merchants: { value: 3, unit: '家', about: '至少几家商户' },
    min_burst_fen: { value: 60_000, unit: '分', about: '连续支付的金额下限' },
    window_days: { value: 60, unit: '天', about: '统计共济支付的滚动窗口，相邻窗口重叠一半' },
    min_aided: { value: 15, unit: '人', about: '窗口内一家药店至少为几人使用共济账户' },
    min_aided_share: { value: 500, unit: '万分之一', about: '窗口内共济支付占该药店结算笔数的最低比例' },
    times_peers: { value: 2, unit: '倍', about: '窗口内共济支付比例至少为各店中位数的几倍' },
    min_sigmas: {
      value: 8,
      unit: '倍标准误',
      about: '窗口内共济支付笔数超出各店中位水平至少几倍标准误，小店的偶然波动不算',
    },
  },
  basis: [`${ACT}第四十条`, `${ACT}第四十一条`],
  page: {
    sees: '两种迹象：一个账户在两小时内于多家商户被连续刷空；一家药店在一两个月里用共济账户付款的比例突然远高于各店，且涉及许多人。',
    excludes: ['单笔大额购买', '家庭成员之间正常的共济支付'],
    mayErr: ['长假前集中购药', '药店位于养老社区、共济开通率高'],
    onSite: [
      '联系账户所有人确认是否本人支付',
      '查收款终端与经办人',
      '核对共济关系绑定记录与付款人位置',
      '查同时段药品出库',
    ],
  },
  find,
});
