/** 3202: an institution uploads its settlements of some days, and gets what differs, line by line, as a file. */
import { parseYuan } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import { text, yuan } from '@shouhu/interface';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Handling } from '../gateway/transaction.ts';
import { transactionOf } from '../settlement/transaction-of.ts';
import { fileOf, keepFile, textOf } from './files.ts';
import { agency, compared, count, days, refuseDays, sumsOf, withinDays, SAME } from './totals.ts';
import type { Reconciled } from './totals.ts';

const details = z.object({
  data: z.object({
    setl_optins: agency,
    file_qury_no: text(30),
    ...days,
    medfee_sumamt: yuan,
    fund_pay_sumamt: yuan,
    cash_payamt: yuan,
    fixmedins_setl_cnt: count,
  }),
});

const COLUMNS = [
  'setl_id',
  'mdtrt_id',
  'psn_no',
  'medfee_sumamt',
  'fund_pay_sumamt',
  'acct_pay',
  'refd_setl_flag',
] as const;
const MOST_LINES = 200_000;

/** A settlement or a cancellation as the institution has it. */
interface Line {
  readonly setl_id: string;
  readonly mdtrt_id: string;
  readonly psn_no: string;
  readonly medfee_sumamt: number;
  readonly fund_pay_sumamt: number;
  readonly acct_pay: number;
  readonly refd_setl_flag: boolean;
}

/** By what a line is told to be: values from memory, unverified. */
const RESULTS = {
  same: { stmt_rslt: SAME, memo: '一致' },
  differs: { stmt_rslt: '1', memo: '金额或标志不一致' },
  here: { stmt_rslt: '2', memo: '中心有，机构无' },
  there: { stmt_rslt: '3', memo: '机构有，中心无' },
} as const;

interface Found {
  readonly psn_no: string;
  readonly mdtrt_id: string;
  readonly setl_id: string;
  readonly msgid: string | null;
  readonly refd_setl_flag: boolean;
  readonly result: keyof typeof RESULTS;
}

async function reconcileDetails(handling: Handling, { data }: z.output<typeof details>): Promise<object> {
  const { trx, message, at } = handling;
  const { stmt_begndate: begndate, stmt_enddate: enddate, setl_optins, file_qury_no } = data;
  refuseDays(handling, begndate, enddate);
  const lines = linesOf(await textOf(await fileOf(handling, file_qury_no)));
  const { medfee_sumamt, fund_pay_sumamt, cash_payamt, fixmedins_setl_cnt } = data;
  refuseOtherSums(lines, { medfee_sumamt, fund_pay_sumamt, fixmedins_setl_cnt });
  const of = { fixmedins_code: message.fixmedins_code, begndate, enddate, clr_optins: setl_optins };
  const found = await resultsOf(handling, of, lines);
  const theirs = { medfee_sumamt, fund_pay_sumamt, cash_payamt, fixmedins_setl_cnt };
  const ours = await sumsOf(trx, of);
  const differences = found.filter(({ result }) => result !== 'same').length;
  const sums = compared(ours, theirs);
  const result = {
    stmt_rslt: differences === 0 ? sums.stmt_rslt : RESULTS.differs.stmt_rslt,
    stmt_rslt_dscr: (differences === 0 ? sums.stmt_rslt_dscr : `${differences} 行不一致；${sums.stmt_rslt_dscr}`).slice(
      0,
      200,
    ),
  };
  const filename = `对账结果-${begndate}-${enddate}.txt`;
  const result_file = await keepFile(handling, filename, Buffer.from(found.map(written).join('')));
  await trx
    .insertInto('clearing_statement')
    .values({
      msgid: message.msgid,
      infno: '3202',
      fixmedins_code: message.fixmedins_code,
      insutype: null,
      clr_type: null,
      begndate,
      enddate,
      ours: JSON.stringify(ours),
      theirs: JSON.stringify(theirs),
      ...result,
      differences,
      result_file,
      stated_at: at,
    })
    .execute();
  return { fileinfo: { file_qury_no: result_file, filename }, stmtinfo: { setl_optins, ...result } };
}

const written = ({ psn_no, mdtrt_id, setl_id, msgid, refd_setl_flag, result }: Found): string => {
  const { stmt_rslt, memo } = RESULTS[result];
  return `${[psn_no, mdtrt_id, setl_id, msgid ?? '', stmt_rslt, refd_setl_flag ? '1' : '0', memo].join('\t')}\n`;
};

/** Every settlement of the days on either side; one joining statement, however many there are. */
async function resultsOf({ trx }: Handling, of: Reconciled, lines: readonly Line[]): Promise<readonly Found[]> {
  const column = (name: (typeof COLUMNS)[number]) => lines.map((line) => line[name]);
  const { rows } = await sql<Found>`
    WITH theirs AS (SELECT * FROM unnest(${column('setl_id')}::text[], ${column('mdtrt_id')}::text[], ${column('psn_no')}::text[],
        ${column('medfee_sumamt')}::bigint[], ${column('fund_pay_sumamt')}::bigint[], ${column('acct_pay')}::bigint[], ${column('refd_setl_flag')}::boolean[])
        AS line (setl_id, mdtrt_id, psn_no, medfee_sumamt, fund_pay_sumamt, acct_pay, refd_setl_flag)),
      ours AS (SELECT setl_id, mdtrt_id, psn_no, medfee_sumamt, fund_pay_sumamt, acct_pay + acct_mulaid_pay AS acct_pay, refd_setl_flag, msgid
        FROM settlement s WHERE ${withinDays(of)})
    SELECT coalesce(o.psn_no, t.psn_no) AS psn_no, coalesce(o.mdtrt_id, t.mdtrt_id) AS mdtrt_id, setl_id, o.msgid,
      coalesce(o.refd_setl_flag, t.refd_setl_flag) AS refd_setl_flag,
      CASE WHEN t.psn_no IS NULL THEN 'here' WHEN o.psn_no IS NULL THEN 'there'
        WHEN (o.mdtrt_id, o.psn_no, o.medfee_sumamt, o.fund_pay_sumamt, o.acct_pay, o.refd_setl_flag)
          = (t.mdtrt_id, t.psn_no, t.medfee_sumamt, t.fund_pay_sumamt, t.acct_pay, t.refd_setl_flag) THEN 'same' ELSE 'differs' END AS result
    FROM ours o FULL JOIN theirs t USING (setl_id) ORDER BY setl_id`.execute(trx);
  return rows;
}

/** @throws ShouhuError SH-Y014 for an empty file, one too long or a line twice, SH-Y015 for a field */
function linesOf(whole: string): readonly Line[] {
  const rows = whole
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((row, at) => ({ row, line: at + 1 }))
    .filter(({ row }) => row.trim() !== '')
    // The names of the columns may stand first.
    .filter(({ row, line }) => line > 1 || !row.startsWith('setl_id\t'));
  if (rows.length === 0) throw shouhuError('SH-Y014', { reason: '没有数据行' });
  if (rows.length > MOST_LINES) throw shouhuError('SH-Y014', { reason: `超过 ${MOST_LINES} 行` });
  const lines = rows.map(({ row, line }) => lineOf(row.split('\t'), line));
  const seen = new Set<string>();
  for (const { setl_id } of lines) {
    if (seen.has(setl_id)) throw shouhuError('SH-Y014', { reason: `结算 ${setl_id.slice(0, 30)} 重复` });
    seen.add(setl_id);
  }
  return lines;
}

function lineOf(cells: readonly string[], line: number): Line {
  if (cells.length !== COLUMNS.length) throw shouhuError('SH-Y015', { line, field: '列数', value: cells.length });
  const cell = (name: (typeof COLUMNS)[number]): string => (cells[COLUMNS.indexOf(name)] ?? '').trim();
  const refuse = (field: (typeof COLUMNS)[number]): never => {
    throw shouhuError('SH-Y015', { line, field, value: cell(field).slice(0, 40) || '空' });
  };
  const id = (field: 'setl_id' | 'mdtrt_id' | 'psn_no'): string => {
    const value = cell(field);
    return value === '' || value.length > 30 || value.includes('\0') ? refuse(field) : value;
  };
  const amount = (field: 'medfee_sumamt' | 'fund_pay_sumamt' | 'acct_pay'): number => {
    const parsed = parseYuan(cell(field));
    return parsed.ok ? parsed.value : refuse(field);
  };
  const refd = cell('refd_setl_flag');
  if (refd !== '0' && refd !== '1') refuse('refd_setl_flag');
  return {
    setl_id: id('setl_id'),
    mdtrt_id: id('mdtrt_id'),
    psn_no: id('psn_no'),
    medfee_sumamt: amount('medfee_sumamt'),
    fund_pay_sumamt: amount('fund_pay_sumamt'),
    acct_pay: amount('acct_pay'),
    refd_setl_flag: refd === '1',
  };
}

/** @throws ShouhuError SH-Y016 */
function refuseOtherSums(lines: readonly Line[], stated: Readonly<Record<string, number>>): void {
  const sum = (of: (line: Line) => number): number => lines.reduce((total, line) => total + of(line), 0);
  const added: Readonly<Record<string, number>> = {
    medfee_sumamt: sum((line) => line.medfee_sumamt),
    fund_pay_sumamt: sum((line) => line.fund_pay_sumamt),
    fixmedins_setl_cnt: sum((line) => (line.refd_setl_flag ? -1 : 1)),
  };
  for (const [field, value] of Object.entries(stated)) {
    const scale = field === 'fixmedins_setl_cnt' ? 1 : 100;
    if (added[field] !== value)
      throw shouhuError('SH-Y016', { field, file: (added[field] ?? 0) / scale, message: value / scale });
  }
}

export const detailTransactions = [
  transactionOf({ infno: '3202', name: '医药机构费用结算对明细账', input: details, handle: reconcileDetails }),
];
