/** How many e-vouchers came from one device, place or witness: a village enrolled from one phone stands out. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { instantText } from '@shouhu/interface';
import type { Column } from '../lists/export.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import { rowsWithin } from '../rights/reach.ts';
import type { Schema } from '../store/schema.ts';
import { rulesAt } from '../wallet/rules.ts';
import type { WalletRules } from '../wallet/rules.ts';
import type { Way } from './schema.ts';

export interface Asked {
  readonly by: 'device' | 'place' | 'witness';
  /** Days in Shanghai, both included. */
  readonly from: string;
  readonly to: string;
  readonly limit: number;
}

export interface Activations {
  /** The place, the account or terminal that witnessed; a device by its blind index. */
  readonly of: string;
  readonly way: Way;
  readonly persons: number;
  readonly revoked: number;
  readonly first_at: string;
  readonly last_at: string;
  /** As many as an alarm is raised of, whatever the days. */
  readonly stands_out: boolean;
}

/** From how many persons on a device, place or witness stands out. */
export const thresholdOf = (rules: WalletRules, by: Asked['by']): number =>
  ({ device: rules.alarm_device, place: rules.alarm_place, witness: rules.alarm_witness })[by];

/** The most first, within reach. @throws ShouhuError SH-H002 */
export async function countActivations(
  db: Kysely<Schema>,
  { caller, at }: Asking,
  { by, from, to, limit }: Asked,
): Promise<Activations[]> {
  const scope = scopeOf(caller, 'voucher.statistics');
  const column = sql.ref<string>(`voucher.${by}`);
  const threshold = thresholdOf(await rulesAt(db, at), by);
  const rows = await db
    .selectFrom('voucher')
    .select((e) => [
      column.as('of'),
      'way',
      sql<number>`count(DISTINCT psn_no)`.as('persons'),
      e.fn.count<number>('revoked_at').as('revoked'),
      sql<Date>`min(enrolled_at)`.as('first_at'),
      sql<Date>`max(enrolled_at)`.as('last_at'),
    ])
    .where(rowsWithin(scope, 'voucher'))
    .where('enrolled_at', '>=', new Date(`${from}T00:00:00+08:00`))
    .where('enrolled_at', '<', sql<Date>`(${to}::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'`)
    .where(sql<boolean>`${column} IS NOT NULL`)
    .groupBy([column, 'way'])
    .orderBy('persons', 'desc')
    .orderBy('of')
    .limit(limit)
    .execute();
  return rows.map(({ first_at, last_at, ...row }) => ({
    ...row,
    first_at: first_at.toISOString(),
    last_at: last_at.toISOString(),
    stands_out: row.persons >= threshold,
  }));
}

/** Columns of the statistics as a file. */
export const ACTIVATION_COLUMNS: readonly Column<Activations>[] = [
  { id: 'of', title: '设备、地点或经办人', kind: 'text', width: 36, of: ({ of }) => of },
  { id: 'way', title: '方式', kind: 'text', width: 10, of: ({ way }) => WAYS[way] },
  { id: 'persons', title: '人数', kind: 'count', width: 10, of: ({ persons }) => persons },
  { id: 'revoked', title: '已注销', kind: 'count', width: 10, of: ({ revoked }) => revoked },
  { id: 'first_at', title: '最早', kind: 'text', width: 20, of: ({ first_at }) => instantText(new Date(first_at)) },
  { id: 'last_at', title: '最近', kind: 'text', width: 20, of: ({ last_at }) => instantText(new Date(last_at)) },
  {
    id: 'stands_out',
    title: '超出预警人数',
    kind: 'text',
    width: 14,
    of: ({ stands_out }) => (stands_out ? '是' : ''),
  },
];

const WAYS: Readonly<Record<Way, string>> = { phone: '手机', face: '刷脸', window: '窗口' };
