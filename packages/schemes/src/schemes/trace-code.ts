import { between, ofLines, scoreOf } from '../shape/gather.ts';
import type { FlaggedLine } from '../shape/gather.ts';
import { scheme } from '../shape/scheme.ts';
import type { Hit, Look } from '../shape/scheme.ts';
import { ACT, yuan } from '../shape/text.ts';

type Name = 'in_turn_minutes' | 'min_boxes';

interface Resale extends FlaggedLine {
  readonly inscp_fen: number;
  readonly seller: string;
  readonly other_psn: string | null;
  readonly minutes: number | null;
  readonly related_line_id: string;
}

/**
 * Lines that rule SH-TRACE found (refunds, split boxes and settling again are out already), each beside the earlier sale
 * of its box. The related line is looked up by its id and the item, as a finding names no institution for it.
 */
const RESALES = `
    CREATE OR REPLACE TEMP TABLE s_resale AS
      WITH found AS (
        SELECT psn_no, fixmedins_code, line_ids[1] AS line_id, unnest(related_line_ids) AS related_line_id
        FROM x_finding WHERE rule_code = 'SH-TRACE'),
      wanted AS (SELECT line_id FROM found UNION SELECT related_line_id FROM found),
      line AS MATERIALIZED (SELECT psn_no, fixmedins_code, mdtrt_id, line_id, item, day, second, inscp_fen FROM s_lines SEMI JOIN wanted USING (line_id))
      SELECT later.psn_no, later.fixmedins_code, later.mdtrt_id, later.line_id, later.day, coalesce(later.inscp_fen, 0) AS inscp_fen, found.related_line_id,
        earlier.fixmedins_code AS seller, earlier.psn_no AS other_psn,
        abs((later.day - earlier.day) * 1440 + (later.second - earlier.second) // 60) AS minutes
      FROM found JOIN line later ON later.fixmedins_code = found.fixmedins_code AND later.line_id = found.line_id
      JOIN line earlier ON earlier.line_id = found.related_line_id AND earlier.item = later.item
        AND (earlier.fixmedins_code, earlier.line_id) <> (later.fixmedins_code, later.line_id)`;

async function find(look: Look<Name>): Promise<Hit[]> {
  await look.run(`CREATE OR REPLACE TEMP VIEW s_lines AS FROM ${look.lines}; ${RESALES}`);
  const resales = await look.rows<Resale>('FROM s_resale ORDER BY ALL');
  const groups = Map.groupBy(
    resales,
    (resale) => `${kindOf(resale, look.value.in_turn_minutes)}|${resale.seller}|${resale.fixmedins_code}`,
  );
  return [...groups]
    .filter(([, group]) => new Set(group.map(({ line_id }) => line_id)).size >= look.value.min_boxes)
    .map(([anchor, group]) => hitOf(anchor, group));
}

/** 串刷 within the hour, 空刷 at the institution that sold the box, 回流 at another. */
type Kind = 'in-turn' | 'idle' | 'recycled';

function kindOf({ minutes, seller, fixmedins_code, psn_no, other_psn }: Resale, inTurn: number): Kind {
  if (minutes !== null && minutes <= inTurn && psn_no !== other_psn) return 'in-turn';
  return seller === fixmedins_code ? 'idle' : 'recycled';
}

const WORDS: Readonly<Record<Kind, string>> = {
  'in-turn': '同一盒药在一小时内刷了两张卡，疑为串刷或盗刷',
  idle: '已售出的药盒日后在本店又对别的卡结算，药品并未出店，疑为留存追溯码空刷',
  recycled: '在别处售出的药盒又在本机构售出，疑为收购回流药',
};

function hitOf(anchor: string, resales: readonly Resale[]): Hit {
  const [kind, seller = '', place = ''] = anchor.split('|');
  const own = ofLines(resales);
  const lines = new Map(resales.map((resale) => [resale.line_id, resale]));
  const amount = [...lines.values()].reduce((sum, { inscp_fen }) => sum + inscp_fen, 0);
  const words = WORDS[kind === 'in-turn' || kind === 'idle' ? kind : 'recycled'];
  return {
    anchor,
    score: scoreOf(
      [3, between(lines.size, 1, 12)],
      [2, kind === 'in-turn' ? 1 : 0.7],
      [1, between(amount, 0, 500_000)],
    ),
    ...own,
    message: `${lines.size} 盒药品的追溯码重复结算（${yuan(amount)}）：${words}`,
    evidence: {
      kind: kind ?? '',
      boxes: lines.size,
      first_seller: seller,
      seller_again: place,
      people: own.psn_nos.length,
    },
    links: [{ a: seller, b: place, weight: lines.size }],
  };
}

export const traceCode = scheme<Name>({
  id: 'trace-code',
  name: '追溯码重复：空刷、串刷与回流药',
  en: 'Boxes billed twice by trace code',
  rule_code: null,
  needs: ['fee_list_d.drug_trac_codg'],
  reads: ['SH-TRACE'],
  parameters: {
    in_turn_minutes: { value: 60, unit: '分钟', about: '两次结算相隔多久以内算串刷' },
    min_boxes: { value: 3, unit: '盒', about: '同一对机构至少几盒才成线索' },
  },
  basis: [`${ACT}第三十八条第（四）项`, `${ACT}第三十八条第（五）项`, `${ACT}第四十条`],
  page: {
    sees: '同一盒药的追溯码被结算两次以上：一小时内刷两张卡是串刷；同店日后再刷是留码空刷；换一家机构再卖是回流药。按先后两家机构归并，看是否成规模。',
    excludes: [
      '退货后再售',
      '拆零销售',
      '撤销后重新结算',
      '同一次就诊的两行',
      '同一对机构不足三盒的零星重复（仍列为规则疑点）',
    ],
    mayErr: ['扫了中包装或大包装的码', '收银员手工录码出错', '退货未上传'],
    onSite: [
      '按追溯码逐盒查进货单、随货同行单和库存',
      '查店内留存的空药盒和剪下的追溯码',
      '查夜间或批量补录的购进记录',
      '询问两名持卡人各自拿到了什么药',
    ],
  },
  find,
});
