/**
 * The policies of an installation. Those of a folder are accepted once: kept in the database, so that a settlement explains itself for ever and the
 * platform goes on by them when it starts without the folder. What was settled is never changed by a file: such a folder is refused.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { policyBook, readPolicy, sampleFiles } from '@shouhu/benefits';
import type { Policy, PolicyOf } from '@shouhu/benefits';
import { addDays, formatCivilDate } from '@shouhu/codes';
import { transaction } from '@shouhu/database';
import { fromSystemError, ShouhuError, shouhuError } from '@shouhu/errors';
import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import { z } from 'zod';
import { dayOf } from '../casework/matter.ts';
import { note } from '../log/log.ts';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';

/** Beside the policies: which region takes over the policy of another, `{ "429000": "4205" }`. */
const ADOPTED = 'adopted.json';

const adoptedSchema = z.record(z.string().regex(/^\d{2,6}$/), z.string().regex(/^\d{2,6}$/));

const bookSchema = z.object({ policies: z.array(z.unknown()).min(1), adopted: adoptedSchema });

/** A policy with the text that it was read from. */
interface Written {
  readonly policy: Policy;
  readonly content: string;
}

interface Book {
  readonly written: readonly Written[];
  readonly adopted: Readonly<Record<string, string>>;
}

const digestOf = (content: string): string => createHash('sm3').update(content).digest('hex');

/**
 * The book of this installation: of the folder where one is named, else the one accepted last, else the sample.
 * @throws ShouhuError SH-S001 with the file and the place in it, SH-S013 for a folder without policies, SH-S011 and SH-S012 for what would change a settlement
 */
export async function policiesOf(db: Kysely<Schema>, asking: Asking, folder: string | undefined): Promise<PolicyOf> {
  const last = await db
    .selectFrom('policy_book')
    .select(['content', 'digest'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const book =
    folder === undefined ? bookOf(last === undefined ? sampleFiles : JSON.parse(last.content)) : await read(folder);
  const policyOf = policyBook(
    book.written.map(({ policy }) => policy),
    book.adopted,
  );
  const content = JSON.stringify({
    policies: book.written.map((each): unknown => JSON.parse(each.content)),
    adopted: book.adopted,
  });
  if (last?.digest !== digestOf(content)) await accept(db, asking, { ...book, policyOf, content });
  return policyOf;
}

function bookOf(value: unknown): Book {
  const { policies, adopted } = bookSchema.parse(value);
  return { written: policies.map((each) => ({ policy: readPolicy(each), content: JSON.stringify(each) })), adopted };
}

async function read(folder: string): Promise<Book> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw fromSystemError(error, folder, 'read') ?? error;
  });
  const files = names.filter((name) => name.endsWith('.json') && name !== ADOPTED).toSorted();
  const written: Written[] = [];
  for (const name of files) {
    const json = await readJson(join(folder, name));
    const policy = placed(join(folder, name), () => readPolicy(json));
    if (written.some((other) => other.policy.id === policy.id))
      throw fault(join(folder, name), 'id', `${policy.id} 已在另一文件中 is in another file too`);
    written.push({ policy, content: JSON.stringify(json) });
  }
  if (written.length === 0) throw shouhuError('SH-S013', { folder });
  const file = join(folder, ADOPTED);
  const parsed = adoptedSchema.safeParse(names.includes(ADOPTED) ? await readJson(file) : {});
  if (!parsed.success) throw fault(file, parsed.error.issues[0]?.path.join('.') ?? '', '{"429000": "4205"}');
  const stray = Object.entries(parsed.data).find(([, of]) => !written.some(({ policy }) => policy.admdvs === of));
  if (stray !== undefined) throw fault(file, stray[0], `没有 ${stray[1]} 的政策 no policy of ${stray[1]}`);
  return { written, adopted: parsed.data };
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw fromSystemError(error, file, 'read') ?? error;
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw fault(file, '', error instanceof Error ? error.message : 'JSON');
  }
}

const fault = (file: string, at: string, reason: string): ShouhuError =>
  shouhuError('SH-S001', { at, reason }, { file });

/** A fault of a policy says in which file it is. */
function placed<Value>(file: string, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ShouhuError) || error.code !== 'SH-S001') throw error;
    throw fault(file, String(error.params['at']), String(error.params['reason']));
  }
}

interface Accepting extends Book {
  readonly policyOf: PolicyOf;
  readonly content: string;
}

async function accept(db: Kysely<Schema>, { caller, at }: Asking, book: Accepting): Promise<void> {
  const { written, policyOf, content } = book;
  await transaction(db, 'read committed', async (trx) => {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended('shouhu policies', 0))`.execute(trx);
    for (const each of written) await keep(trx, each);
    await refuseSettledOtherwise(trx, policyOf);
    const digest = digestOf(content);
    await trx.insertInto('policy_book').values({ digest, content, accepted_at: at }).execute();
    const ids = written.map(({ policy }) => policy.id).join(' ');
    const [region = ''] = caller.regions;
    await note(trx, caller, at, { action: 'policy.accepted', subject: `policies:${digest}`, region, detail: ids });
  });
}

/** An id is one policy for ever, once something was settled by it. */
async function keep(trx: Transaction<Schema>, { policy: { id }, content }: Written): Promise<void> {
  const known = await trx.selectFrom('policy_kept').select('content').where('policy', '=', id).executeTakeFirst();
  if (known?.content === content) return;
  if (known !== undefined) {
    const used = await trx
      .selectFrom('settlement')
      .select('setl_id')
      .where('policy', '=', id)
      .limit(1)
      .executeTakeFirst();
    if (used !== undefined) throw shouhuError('SH-S011', { policy: id });
  }
  await trx
    .insertInto('policy_kept')
    .values({ policy: id, content })
    .onConflict((on) => on.column('policy').doUpdateSet({ content }))
    .execute();
}

/** From the first to the last day that a place of insurance was settled by a policy, the same policy must hold. */
async function refuseSettledOtherwise(trx: Transaction<Schema>, policyOf: PolicyOf): Promise<void> {
  const { rows } = await sql<{ insuplc_admdvs: string; policy: string; first: string; last: string }>`
    SELECT insuplc_admdvs, policy, min(setl_time)::date AS first, max(setl_time)::date AS last FROM settlement
    WHERE NOT refd_setl_flag GROUP BY insuplc_admdvs, policy ORDER BY insuplc_admdvs, policy`.execute(trx);
  for (const { insuplc_admdvs, policy, first, last } of rows)
    for (let day = dayOf(first); day <= dayOf(last); day = addDays(day, 1)) {
      const now = idOn(policyOf, { insuplc_admdvs, day });
      if (now !== policy)
        throw shouhuError('SH-S012', { insuplc_admdvs, day: formatCivilDate(day), policy, now: now ?? '—' });
    }
}

function idOn(policyOf: PolicyOf, asked: Parameters<PolicyOf>[0]): string | null {
  try {
    return policyOf(asked).id;
  } catch (error) {
    if (error instanceof ShouhuError) return null;
    throw error;
  }
}

/** The policy by its id, as it was when it was settled by; null for one of a platform that never kept it. */
export async function policyKept(db: Kysely<Schema>, id: string): Promise<Policy | null> {
  const kept = await db.selectFrom('policy_kept').select('content').where('policy', '=', id).executeTakeFirst();
  return kept === undefined ? null : readPolicy(JSON.parse(kept.content));
}
