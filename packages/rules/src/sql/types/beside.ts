/** The lines that found ones met in their windows, as lists of the first few to name. */
import { besideLists, firstFew, inNamingOrder } from './naming.ts';
import { hourStretches, stretch } from './stretches.ts';

/** Who may be met by whom: a row of `uses` is met by those that ask in one of its lanes. */
export interface Lanes {
  /** Further columns of `named`. */
  readonly tags?: string;
  /** Queries of rows `n` of `named` with their `lane`, those that may be met. */
  readonly offers: readonly string[];
  /** Query of rows `x` of `found` with the `lane` they ask in. */
  readonly asks: string;
}

const placed = 'pid, psn_no, owner, place, lane';
const ahead = stretch('pid, psn_no, owner, lane, clocked');

/**
 * CTE `beside` (pid, hit, related): which rows of `uses` those of `found` met, first few only: surely where the finding is
 * decided, possibly where it is not. Both tables have the columns of `near`.
 */
export function besideOf({ tags = '', offers, asks }: Lanes): string {
  return `named as materialized (
  ${inNamingOrder('(select u.* from uses u join (select distinct pid, psn_no, owner from found) f on f.pid = u.pid and f.psn_no = u.psn_no and f.owner = u.owner)', `u.*${tags}`)}
),
offers as materialized (
  ${offers.join('\n  union all ')}
),
asks as materialized (
  ${asks}
),
key_firsts as (
  select ${placed}, key, ${firstFew('nth')} filter (sure) as sure_nths, ${firstFew('nth')} as nths
  from offers where rolling = 'none' and not apart group by ${placed}, key
),
place_firsts as (
  select ${placed}, ${firstFew('nth')} as nths from offers where rolling = 'none' and not apart group by ${placed}
),
time_line as (
  select pid, psn_no, owner, lane, rolling = 'day' or opens = closes as clocked,
    case rolling when 'day' then day else opens end as moment, 0 as reach, nth, case when sure then nth end as sure_nth, null as own, null as surely
  from offers where rolling <> 'none'
  union all
  select pid, psn_no, owner, lane, true, day - span + 1, 2 * (span - 1), null, null, lix, surely from asks where rolling = 'day'
  union all
  select pid, psn_no, owner, lane, of_clocked, first, last - first, null, null, lix, surely
  from (${hourStretches("(from asks where rolling = 'hour')")}) where first <= last and for_sure = surely
),
firsts as (
  select a.pid, a.lix as hit, a.lix as own, case when a.surely then k.sure_nths else k.nths end as nths
  from asks a join key_firsts k on ${alike('k', 'a')} and k.key = a.key
  where a.rolling = 'none'
  union all
  select a.pid, a.lix, a.lix, k.nths
  from asks a join key_firsts k on ${alike('k', 'a')} and k.key is null
  where a.rolling = 'none' and not a.surely and a.key is not null
  union all
  select a.pid, a.lix, a.lix, p.nths
  from asks a join place_firsts p on ${alike('p', 'a')}
  where a.rolling = 'none' and not a.surely and a.key is null
  union all
  select pid, own, own, nths
  from (
    select pid, own, case when surely then ${firstFew('sure_nth')} over ahead else ${firstFew('nth')} over ahead end as nths
    from time_line window ahead as (${ahead})
  )
  where own is not null
),
${besideLists('firsts', 'named')}`;
}

function alike(table: string, asks: string): string {
  return ['pid', 'psn_no', 'owner', 'place', 'lane'].map((name) => `${table}.${name} = ${asks}.${name}`).join(' and ');
}
