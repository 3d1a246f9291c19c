/** 3501 to 3507, one row a message; and with A, many rows, each taken or refused by itself. */
import assert from 'node:assert/strict';
import { ShouhuError, shouhuError } from '@shouhu/errors';
import { faultOf } from '@shouhu/interface';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Handling, InterfaceTransaction } from '../gateway/transaction.ts';
import { transactionOf } from '../settlement/transaction-of.ts';
import { refuseFuture } from '../settlement/visits.ts';
import { keepAttempt } from './attempts.ts';
import { maskTraceCode } from './codes.ts';
import { sellStock, takeReturn } from './stock-sales.ts';
import { buyStock, changeStock, countStock, sendBack, withdrawStock } from './stock.ts';
import { bought, boxes, changed, counted, returned, sentBack, sold, withdrawn } from './stock-fields.ts';

/** Rows of one batch. */
const MOST_ROWS = 500;

type Boxes = z.output<typeof boxes>;

/** A kind of row: its node, when it happened, and what it does. */
interface Kind<Row> {
  readonly infno: string;
  readonly name: string;
  readonly node: string;
  readonly row: z.ZodType<Row>;
  readonly time: (row: Row) => readonly [field: string, time: string] | null;
  readonly take: (handling: Handling, row: Row, codes: readonly string[]) => Promise<void>;
}

interface WithBoxes {
  readonly drugtracinfo?: Boxes;
  readonly drug_trac_codg?: string | null;
}

/** @throws ShouhuError SH-Z003 */
function codesOf({ drugtracinfo = [], drug_trac_codg = null }: WithBoxes, beside: Boxes): readonly string[] {
  const single = drug_trac_codg === null ? [] : [drug_trac_codg];
  const listed = [...drugtracinfo, ...beside].map((one) => one.drug_trac_codg);
  const codes = listed.length > 0 ? listed : single;
  const twice = codes.find((code, nth) => codes.indexOf(code) !== nth);
  if (twice !== undefined) throw shouhuError('SH-Z003', { code: maskTraceCode(twice) }, { field: 'drug_trac_codg' });
  return codes;
}

async function takeRow<Row extends object>(
  handling: Handling,
  kind: Kind<Row>,
  row: Row,
  beside: Boxes,
): Promise<void> {
  const time = kind.time(row);
  if (time !== null) refuseFuture(...time, handling.at);
  await kind.take(handling, row, codesOf(row, beside));
}

function oneRow<Row extends object>(kind: Kind<Row>): InterfaceTransaction {
  const { infno, name, node, row } = kind;
  const input = z.object({ [node]: row }).and(z.object({ drugtracinfo: boxes }));
  return transactionOf({
    infno,
    name,
    input,
    handle: async (handling, read) => {
      const { [node]: sent, drugtracinfo } = read;
      assert(sent !== undefined, 'the input was read');
      await takeRow(handling, kind, sent, drugtracinfo);
      return {};
    },
  });
}

/** What is wrong with a row, in the place of its answer. */
interface Failed {
  readonly retRslt: '0';
  readonly msgRslt: string;
}

function manyRows<Row extends object>(kind: Kind<Row>): InterfaceTransaction {
  const { infno, name, node } = kind;
  const list = infno === '3507' ? node : `${node}Detail`;
  const input = z.object({ [list]: z.array(z.looseObject({})).min(1, `1–${MOST_ROWS}`).max(MOST_ROWS) });
  return transactionOf({
    infno: `${infno}A`,
    name: `${name}（批量）`,
    input,
    handle: async (handling, read) => {
      const failed: (Failed & object)[] = [];
      for (const [nth, sent] of (read[list] ?? []).entries()) {
        const refused = await alone(handling, async () => {
          const parsed = kind.row.safeParse(sent);
          if (!parsed.success) throw faultOf(parsed.error.issues, sent, ['input', list, String(nth)]);
          await takeRow(handling, kind, parsed.data, []);
        });
        if (refused !== undefined) failed.push({ ...namesOf(sent), ...refused });
      }
      return { [`${node}ErrDetail`]: failed };
    },
  });
}

/** A row that is refused leaves the others as they are. */
async function alone(handling: Handling, work: () => Promise<void>): Promise<Failed | undefined> {
  const { trx } = handling;
  await sql`SAVEPOINT one_row`.execute(trx);
  try {
    await work();
    await sql`RELEASE SAVEPOINT one_row`.execute(trx);
    return undefined;
  } catch (error) {
    if (!(error instanceof ShouhuError)) throw error;
    await sql`ROLLBACK TO SAVEPOINT one_row`.execute(trx);
    await keepAttempt(handling, error);
    return { retRslt: '0', msgRslt: `[${error.code}] ${error.zh}；处理：${error.fix_zh}` };
  }
}

/** By what the institution finds the row again. */
function namesOf(sent: object): object {
  const names = ['fixmedins_bchno', 'fixmedins_hilist_id', 'med_list_codg', 'rtal_docno', 'inv_data_type'];
  return Object.fromEntries(
    Object.entries(sent).filter(([name, value]) => names.includes(name) && typeof value === 'string'),
  );
}

const both = <Row extends object>(kind: Kind<Row>) => [oneRow(kind), manyRows(kind)];

export const stockTransactions: readonly InterfaceTransaction[] = [
  ...both({
    infno: '3501',
    name: '商品盘存上传',
    node: 'invinfo',
    row: counted,
    time: ({ invdate }) => ['invdate', invdate],
    take: countStock,
  }),
  ...both({
    infno: '3502',
    name: '商品库存变更',
    node: 'invinfo',
    row: changed,
    time: ({ inv_chg_time }) => ['inv_chg_time', inv_chg_time],
    take: changeStock,
  }),
  ...both({
    infno: '3503',
    name: '商品采购',
    node: 'purcinfo',
    row: bought,
    time: ({ purc_retn_stoin_time }) => ['purc_retn_stoin_time', purc_retn_stoin_time],
    take: buyStock,
  }),
  ...both({
    infno: '3504',
    name: '商品采购退货',
    node: 'purcinfo',
    row: sentBack,
    time: ({ purc_retn_stoin_time }) => ['purc_retn_stoin_time', purc_retn_stoin_time],
    take: sendBack,
  }),
  ...both({
    infno: '3505',
    name: '商品销售',
    node: 'selinfo',
    row: sold,
    time: ({ sel_retn_time }) => ['sel_retn_time', sel_retn_time],
    take: sellStock,
  }),
  ...both({
    infno: '3506',
    name: '商品销售退货',
    node: 'selinfo',
    row: returned,
    time: ({ sel_retn_time }) => ['sel_retn_time', sel_retn_time],
    take: takeReturn,
  }),
  ...both({
    infno: '3507',
    name: '商品信息删除',
    node: 'data',
    row: withdrawn,
    time: () => null,
    take: withdrawStock,
  }),
];
