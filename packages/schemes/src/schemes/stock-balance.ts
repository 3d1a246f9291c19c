import { between, scoreOf } from '../shape/gather.ts';
import { scheme } from '../shape/scheme.ts';
import type { Hit, Look, Scheme } from '../shape/scheme.ts';
import { ACT, dateText, yuan } from '../shape/text.ts';

type Name = 'tolerance' | 'grace_days' | 'min_coverage' | 'min_fen';

interface Gap {
  readonly fixmedins_code: string;
  readonly item: string;
  readonly item_name: string | null;
  readonly billed: number;
  readonly available: number;
  readonly gap: number;
  readonly gap_fen: number;
  readonly month_end: number;
  readonly first_month: number;
}

/**
 * What could have been sold up to each month's end, purchases of the next days included, against what was billed: opening
 * count, purchases, other movements and sales returned, less returns to suppliers. The greatest shortfall of an item counts.
 * Only the first count (3501) opens the books; later ones move nothing, as what they find missing is what is looked for.
 * A good is an item of an institution, by its hash.
 */
function gapSql({ value }: Look<Name>, kinds: string, stock: string): string {
  return `
    CREATE OR REPLACE TEMP TABLE s_move AS
      WITH stocked AS (SELECT hash(fixmedins_code, med_list_codg) AS good, med_list_codg AS item, inv_type, cnt, biz_time AS day FROM ${stock}),
      opening AS (SELECT good, min(day) AS day FROM stocked WHERE inv_type = '3501' GROUP BY ALL)
      SELECT good, s.day,
        CASE WHEN s.inv_type = '3501' THEN CASE WHEN s.day = o.day THEN s.cnt ELSE 0 END
          WHEN s.inv_type IN ('3502', '3503') THEN s.cnt WHEN s.inv_type = '3504' THEN -abs(s.cnt) ELSE 0 END AS moved
      FROM stocked s LEFT JOIN opening o USING (good) WHERE ${kinds};
    CREATE OR REPLACE TEMP TABLE s_billed AS
      SELECT hash(fixmedins_code, item) AS good, fixmedins_code, item, month_day, any_value(item_name ORDER BY item_name) AS item_name, sum(cnt - split_cnt) AS cnt, sum(inscp_fen - split_fen) AS inscp_fen
      FROM a_item WHERE ${kinds} GROUP BY ALL;
    CREATE OR REPLACE TEMP TABLE s_covered AS
      SELECT b.fixmedins_code FROM (SELECT DISTINCT good, fixmedins_code FROM s_billed) b
      LEFT JOIN (SELECT DISTINCT good, true AS stocked FROM s_move) m USING (good)
      GROUP BY ALL HAVING count(stocked) * 10000 >= count(*) * ${value.min_coverage};
    CREATE OR REPLACE TEMP TABLE s_gap AS
      WITH ends AS (SELECT DISTINCT month_day, last_day(DATE '1970-01-01' + month_day) - DATE '1970-01-01' AS month_end FROM s_billed),
      billed AS (SELECT good, month_day, month_end,
          sum(cnt) OVER run AS billed, sum(inscp_fen) OVER run AS fen, min(month_day) OVER run AS first_month
        FROM s_billed JOIN ends USING (month_day) WINDOW run AS (PARTITION BY good ORDER BY month_day)),
      held AS (SELECT good, b.month_day, coalesce(sum(m.moved) FILTER (m.day <= b.month_end + ${value.grace_days}), 0) AS available
        FROM billed b LEFT JOIN s_move m USING (good) GROUP BY ALL),
      short AS (SELECT good, month_day, billed, available, billed - available AS gap, fen, month_end, first_month
        FROM billed JOIN held USING (good, month_day)
        WHERE billed > 0 AND gap * 10000 > billed * ${value.tolerance}
        QUALIFY row_number() OVER (PARTITION BY good ORDER BY gap DESC, month_day) = 1)
      SELECT fixmedins_code, b.item, b.item_name, billed::BIGINT AS billed, available::BIGINT AS available, gap::BIGINT AS gap,
        round(fen * (billed - greatest(available, 0)) / billed)::BIGINT AS gap_fen, month_end, first_month
      FROM short JOIN s_billed b USING (good, month_day) SEMI JOIN s_covered USING (fixmedins_code)`;
}

function find(kinds: string) {
  return async (look: Look<Name>): Promise<Hit[]> => {
    await look.run(gapSql(look, kinds, look.table('stock')));
    const gaps = await look.rows<Gap>(`FROM s_gap WHERE gap_fen >= ${look.value.min_fen} ORDER BY ALL`);
    return gaps.map(hitOf);
  };
}

function hitOf({ fixmedins_code, item, item_name, billed, available, gap, gap_fen, month_end, first_month }: Gap): Hit {
  const units = (cnt: number): string => (cnt / 10_000).toLocaleString('en-US', { maximumFractionDigits: 2 });
  return {
    anchor: `${fixmedins_code}|${item}`,
    score: scoreOf([2, between(gap / billed, 0, 0.5)], [1, between(gap_fen, 0, 2_000_000)]),
    fixmedins_codes: [fixmedins_code],
    psn_nos: [],
    visits: [],
    lines: [],
    from: first_month,
    to: month_end,
    amount_fen: gap_fen,
    item_codes: [item],
    message: `${item_name ?? item} 截至 ${dateText(month_end)} 累计结算 ${units(billed)}，而期初加购进等可供销售仅 ${units(Math.max(0, available))}，缺口 ${units(gap)}，按结算价 ${yuan(gap_fen)}`,
    evidence: {
      item,
      item_name: item_name ?? '',
      billed: units(billed),
      available: units(available),
      gap: units(gap),
      until: dateText(month_end),
    },
  };
}

function balance(id: string, name: string, en: string, kinds: string): Scheme<Name> {
  return scheme<Name>({
    id,
    name,
    en,
    rule_code: id,
    needs: ['stock'],
    parameters: {
      tolerance: { value: 500, unit: '万分之一', about: '缺口占结算数量多少以内不计（计量与损耗）' },
      grace_days: { value: 15, unit: '天', about: '月末之后多少天内补录的购进仍算当月可供' },
      min_coverage: { value: 6000, unit: '万分之一', about: '机构所结算品种有进销存记录的最低比例，低于此不判断' },
      min_fen: { value: 20_000, unit: '分', about: '缺口金额下限' },
    },
    basis: [`${ACT}第三十八条第（四）项`, `${ACT}第四十条第（三）项`],
    page: {
      sees: '每种药品或耗材，到每个月末为止累计结算的数量，与期初盘存加购进、退货入库、其他出入库、减去退供应商之后可供销售的数量相比，结算多于可供的部分就是没有来源的销售。',
      excludes: [
        '从未上传进销存、或上传品种不足六成的机构：无从判断',
        '月末后十五天内补录的购进',
        '百分之五以内的差额',
        '拆零销售：数量单位与整盒不同，不计入结算数量',
      ],
      mayErr: ['未标拆零而按片、支计数', '调拨、赠送、自制制剂未上传', '年初没有盘存数据'],
      onSite: [
        '调取购进发票、随货同行单、付款流水，与上传的购进比对',
        '现场盘点缺口最大的品种',
        '查期后集中补录的购进由谁、何时录入',
        '以追溯码抽查已结算药盒是否真的出库',
      ],
    },
    find: find(kinds),
  });
}

const startsWith = (letters: readonly string[]): string =>
  `left(item, 1) IN (${letters.map((letter) => `'${letter}'`).join(', ')})`;

/** National classes 43 and 48; a batch-only rule type (docs/semantics.md). */
export const drugBalance = balance(
  'GZ10000202001000',
  '药品进销存异常',
  'Drugs billed beyond stock',
  startsWith(['X', 'Z', 'T']),
);
export const materialBalance = balance(
  'GZ10000203001000',
  '医用耗材进销存异常',
  'Consumables billed beyond stock',
  startsWith(['C']),
);
