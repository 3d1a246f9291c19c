/** One line divided into 全自费, 超限价, 先行自付 and 符合政策范围, before anything is settled (2204, 2301). */
import { fen, formatRatio, formatYuan, mulDiv, priceOf, quantity, ratio, RATIO_ONE } from '@shouhu/codes';
import type { Fen } from '@shouhu/codes';
import type { ClaimLine, PricedLine } from './model.ts';
import { pick } from './policy/figure.ts';
import type { Policy } from './policy/policy.ts';

const OUTSIDE = '03';

/**
 * Own pay first (丙类, or a limited use that is not confirmed), then what is above the price cap, then the first share of the rest,
 * rounded half up to the fen. A refund line is the mirror of the line it takes back.
 */
export function priceLine(policy: Policy, line: ClaimLine): PricedLine {
  const { feedetl_sn, det_item_fee_sumamt, chrgitm_lv, list_type, pric_uplmt_amt } = line;
  const sign = det_item_fee_sumamt < 0 ? -1 : 1;
  const amount = Math.abs(det_item_fee_sumamt);
  const own = ownPay(policy, line);
  if (own !== null) return priced(line, { own: amount, over: 0, first: 0 }, RATIO_ONE, own);
  const capped = pric_uplmt_amt === null ? amount : priceOf(quantity(Math.abs(line.cnt)), pric_uplmt_amt);
  const over = Math.max(0, amount - capped);
  const row = pick(policy.catalogue.selfpay, { chrgitm_lv, list_type });
  const prop = line.selfpay_prop ?? row.value;
  const first = mulDiv(amount - over, prop, RATIO_ONE);
  const parts = { own: 0, over, first };
  const inscp = formatYuan(fen(sign * (amount - over - first)));
  const [rate, cap] = [formatRatio(ratio(prop)), formatYuan(fen(sign * over))];
  return priced(line, parts, prop, {
    zh: `${feedetl_sn}：超限价 ${cap}，先行自付比例 ${rate}，符合政策范围 ${inscp}`,
    en: `${feedetl_sn}: above the cap ${cap}, first share ${rate}, in scope ${inscp}`,
    basis: line.selfpay_prop === null ? [row.basis] : [],
  });
}

interface Said {
  readonly zh: string;
  readonly en: string;
  readonly basis: readonly string[];
}

/** Why a line is wholly the person's, if it is. */
function ownPay({ catalogue }: Policy, line: ClaimLine): Said | null {
  const { feedetl_sn, chrgitm_lv, lmt_used_flag, hosp_appr_flag } = line;
  if (chrgitm_lv === OUTSIDE) {
    return { zh: `${feedetl_sn}：丙类，全自费`, en: `${feedetl_sn}: class 丙, own pay`, basis: [] };
  }
  const refused = {
    zh: `${feedetl_sn}：不符合限定支付范围，全自费`,
    en: `${feedetl_sn}: outside the use that is payable, own pay`,
  };
  if (hosp_appr_flag === '2') return { ...refused, basis: [] };
  if (lmt_used_flag !== '1' || hosp_appr_flag === '1') return null;
  const word = pick(catalogue.limited_without_word, {});
  return word.value ? null : { ...refused, basis: [word.basis] };
}

function priced(
  { feedetl_sn, det_item_fee_sumamt }: ClaimLine,
  parts: { readonly own: number; readonly over: number; readonly first: number },
  prop: number,
  { zh, en, basis }: Said,
): PricedLine {
  const signed = (amount: number): Fen => fen(det_item_fee_sumamt < 0 && amount !== 0 ? -amount : amount);
  const inscp = Math.abs(det_item_fee_sumamt) - parts.own - parts.over - parts.first;
  return {
    feedetl_sn,
    det_item_fee_sumamt,
    fulamt_ownpay_amt: signed(parts.own),
    overlmt_amt: signed(parts.over),
    preselfpay_amt: signed(parts.first),
    inscp_scp_amt: signed(inscp),
    selfpay_prop: ratio(prop),
    step: { id: 'line', zh, en, fen: signed(inscp), basis },
  };
}
