/** The black list: institutions by name, persons masked, with the decision that each entry rests on. */
import { formatCivilDate } from '@shouhu/codes';
import type { Services } from '../http/new-app.ts';
import { civilDayOf } from '../casework/matter.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import { rowsWithin } from '../rights/reach.ts';
import { codeIndex } from './person.ts';

export interface EntryRow {
  readonly matter_id: string;
  readonly subject: 'institution' | 'doctor' | 'insured';
  readonly person_id: string | null;
  /** Masked, of a person. */
  readonly name: string;
  readonly code: string;
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly grounds: string;
  readonly parent_id: string | null;
  readonly state: string;
  readonly from_day: string | null;
  readonly until_day: string | null;
  /** Whether today is a day on the list. */
  readonly listed: boolean;
}

export interface EntryFilter {
  readonly subject?: EntryRow['subject'] | undefined;
  /** Code of an institution or a person. */
  readonly code?: string | undefined;
}

export async function listEntries(
  { db, ring }: Pick<Services, 'db' | 'ring'>,
  { caller, at }: Asking,
  { subject, code }: EntryFilter,
): Promise<EntryRow[]> {
  const scope = scopeOf(caller, 'credit.read');
  const wanted = code?.trim().toUpperCase() ?? '';
  const rows = await db
    .selectFrom('credit_entry')
    .innerJoin('matter', 'matter.matter_id', 'credit_entry.matter_id')
    .innerJoin('institution', 'institution.fixmedins_code', 'matter.fixmedins_code')
    .leftJoin('credit_person', 'credit_person.person_id', 'credit_entry.person_id')
    .select([
      'matter.matter_id',
      'subject',
      'credit_entry.person_id',
      'name_masked',
      'code_masked',
      'matter.fixmedins_code',
      'fixmedins_name',
      'grounds',
      'matter.parent_id',
      'state',
      'from_day',
      'until_day',
    ])
    .where(rowsWithin(scope, 'matter'))
    .$if(subject !== undefined, (query) => query.where('subject', '=', subject ?? 'institution'))
    .$if(wanted !== '', (query) =>
      query.where((e) =>
        e.or([
          e.and([e('subject', '=', 'institution'), e('matter.fixmedins_code', '=', wanted)]),
          e('code_index', 'in', [codeIndex(ring, 'staff', wanted), codeIndex(ring, 'insured', wanted)]),
        ]),
      ),
    )
    .orderBy('opened_at', 'desc')
    .orderBy('matter.matter_id')
    .limit(2_000)
    .execute();
  const today = formatCivilDate(civilDayOf(at));
  return rows.map(({ name_masked, code_masked, ...row }) => ({
    ...row,
    name: row.subject === 'institution' ? row.fixmedins_name : (name_masked ?? ''),
    code: row.subject === 'institution' ? row.fixmedins_code : (code_masked ?? ''),
    listed: row.from_day !== null && row.until_day !== null && row.from_day <= today && today <= row.until_day,
  }));
}
