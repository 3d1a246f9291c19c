/** What the platform knows about the steps of an assessment: the score that is proposed, who took part in it, how long a D is barred. */
import { schemeOf } from '@shouhu/assessment';
import { civilDate, dateParts } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import type { Deed } from '@shouhu/procedure';
import type { Selectable, Transaction } from 'kysely';
import type { MatterTable, Schema } from '../store/schema.ts';
import { scoreOf } from './score.ts';

interface Taking {
  readonly row: Selectable<MatterTable>;
  readonly deed: Deed;
}

interface Known {
  readonly facts: Readonly<Record<string, string | number>>;
  readonly record?: (seq: number) => Promise<void>;
}

/** @throws ShouhuError SH-C073 without enough sheets; SH-C004 for one who entered scores and would confirm them */
export async function assessmentKnows(trx: Transaction<Schema>, { row, deed }: Taking): Promise<Known> {
  const { matter_id } = row;
  const assessed = await trx
    .selectFrom('assessment')
    .selectAll()
    .where('matter_id', '=', matter_id)
    .executeTakeFirstOrThrow();
  if (deed.action === 'present') return proposed(trx, assessed);
  if (deed.action === 'confirm') await refuseScorer(trx, matter_id, deed.by);
  if (deed.action !== 'end') return { facts: {} };
  const { year, month, day } = dateParts(deed.on);
  const { barredYears } = schemeOf(assessed.year);
  // Of 29 February the last day there is.
  const until = civilDate(year + barredYears, month, day) ?? civilDate(year + barredYears, month, day - 1);
  return { facts: until === undefined ? {} : { barred_until: until } };
}

async function proposed(
  trx: Transaction<Schema>,
  assessed: { readonly matter_id: string; readonly fixmedins_code: string; readonly year: number },
): Promise<Known> {
  const content = await scoreOf(trx, assessed);
  const { score, grade, daily, year_end, sheets } = content;
  const count = sheets.filter(({ recused }) => recused === null).length;
  const { leastSheets: least } = schemeOf(assessed.year);
  if (score === null || grade === null || year_end === null || count < least)
    throw shouhuError('SH-C073', { count, least });
  return {
    facts: { daily_score: daily, year_end_score: year_end, score, grade },
    record: async (seq) => {
      const { matter_id } = assessed;
      await trx
        .insertInto('assessment_result')
        .values({ matter_id, seq, score, grade, content: JSON.stringify(content) })
        .execute();
    },
  };
}

/** Who entered a sheet or struck a deduction has made the score, and does not confirm it. */
async function refuseScorer(trx: Transaction<Schema>, matter_id: string, person: string): Promise<void> {
  const sheet = await trx
    .selectFrom('assessment_sheet')
    .select('sheet_id')
    .where('matter_id', '=', matter_id)
    .where('entered_by', '=', person)
    .limit(1)
    .executeTakeFirst();
  const strike = await trx
    .selectFrom('assessment_strike')
    .select('strike_id')
    .where('matter_id', '=', matter_id)
    .where('struck_by', '=', person)
    .limit(1)
    .executeTakeFirst();
  if (sheet === undefined && strike === undefined) return;
  throw shouhuError('SH-C004', {
    step: '确认考核结果',
    person,
    did: sheet === undefined ? '剔除扣分' : '录入专家评分',
  });
}
