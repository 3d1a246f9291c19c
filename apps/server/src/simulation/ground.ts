/**
 * A database that seeds run in one after another. Every row that is changed is on record with the transaction that changed it; after a seed the tables
 * that it changed are as they were before.
 */
import type { Database } from '@shouhu/database';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';

/** Changes of one transaction that is over, as `table operation` (`fee_line INSERT`). */
export interface Changes {
  readonly xid: string;
  readonly changes: readonly string[];
  /** Messages whose answer was kept in it, with their outcomes. */
  readonly outcomes: readonly string[];
}

/** A table that is filled again, with its columns; empty before any seed where it has no copy. */
interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly isFilled: boolean;
  /** Tables that refer to it, directly or through others: they are emptied with it. */
  readonly referring: readonly string[];
}

/** Ends the making of the world: what is in the database now is what every seed begins with. */
export async function markBeginning(db: Kysely<Schema>): Promise<void> {
  await sql`CREATE SCHEMA beginning`.execute(db);
  await sql`CREATE SCHEMA record`.execute(db);
  await sql`CREATE TABLE record.change (xid xid8 NOT NULL, relation oid NOT NULL, operation text NOT NULL, outcome text)`.execute(
    db,
  );
  await sql`CREATE FUNCTION record.keep() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN INSERT INTO record.change VALUES (pg_current_xact_id(), TG_RELID, TG_OP); RETURN NULL; END $$`.execute(db);
  await sql`CREATE FUNCTION record.keep_outcome() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN INSERT INTO record.change VALUES (pg_current_xact_id(), TG_RELID, TG_OP, NEW.outcome); RETURN NULL; END $$`.execute(
    db,
  );
  for (const { name, columns } of await namesOf(db)) {
    await sql`CREATE TRIGGER on_record AFTER INSERT OR UPDATE OR DELETE ON ${sql.table(name)}
      FOR EACH ROW EXECUTE FUNCTION ${sql.id('record', name === 'gateway_message' ? 'keep_outcome' : 'keep')}()`.execute(
      db,
    );
    const { rows } = await sql`SELECT FROM ${sql.table(name)} LIMIT 1`.execute(db);
    if (rows.length > 0)
      await sql`CREATE TABLE ${sql.id('beginning', name)} AS SELECT ${sql.join(columns.map((one) => sql.ref(one)))} FROM ${sql.table(name)}`.execute(
        db,
      );
  }
  await sql`CREATE TABLE record.sequence AS SELECT quote_ident(schemaname) || '.' || quote_ident(sequencename) AS name, last_value, coalesce(last_value + increment_by, start_value) AS next
    FROM pg_sequences WHERE schemaname = 'public'`.execute(db);
  await sql`VACUUM ANALYZE`.execute(db);
}

/** Tables with the columns that are written, not made by the database. */
async function namesOf(db: Kysely<Schema>): Promise<readonly Pick<Table, 'name' | 'columns'>[]> {
  const { rows } = await sql<Pick<Table, 'name' | 'columns'>>`
    SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname NOT LIKE 'schema_migration%'
    GROUP BY c.relname ORDER BY c.relname`.execute(db);
  return rows;
}

export class Ground {
  readonly db: Kysely<Schema>;
  readonly #database: Database<Schema>;
  /** One connection, by which it is looked at beside what goes on. */
  readonly #looking: Database<Schema>;
  readonly #tables = new Map<string, Table>();
  readonly #changed = new Set<string>();
  #uses = 0;

  constructor(database: Database<Schema>, looking: Database<Schema>) {
    this.db = database.db;
    this.#database = database;
    this.#looking = looking;
  }

  /** @param broken by group what finds that something does not hold, as a column `broken` */
  async open(broken: Readonly<Record<string, string>>): Promise<this> {
    for (const [group, query] of Object.entries(broken))
      await sql.raw(`PREPARE broken_${group} AS ${query}`).execute(this.#looking.db);
    await sql
      .raw(`PREPARE changes AS WITH taken AS (DELETE FROM record.change RETURNING *)
      SELECT xid::text, array_agg(DISTINCT relation::regclass::text || ' ' || operation) AS changes,
        coalesce(array_agg(outcome) FILTER (WHERE outcome IS NOT NULL), '{}') AS outcomes
      FROM taken GROUP BY xid ORDER BY xid`)
      .execute(this.#looking.db);
    const { rows } = await sql<{ name: string; referring: string; filled: boolean }>`
      WITH RECURSIVE reach (name, referring) AS (
        SELECT relname, oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
        UNION SELECT name, conrelid FROM reach JOIN pg_constraint ON confrelid = reach.referring AND contype = 'f')
      SELECT name, referring::regclass::text, to_regclass('beginning.' || quote_ident(name)) IS NOT NULL AS filled FROM reach ORDER BY 1, 2`.execute(
      this.db,
    );
    const byName = Map.groupBy(rows, ({ name }) => name);
    for (const { name, columns } of await namesOf(this.db)) {
      const own = byName.get(name) ?? [];
      const isFilled = own[0]?.filled === true;
      this.#tables.set(name, { name, columns, isFilled, referring: own.map(({ referring }) => referring) });
    }
    // What the planner knows of a table is the same before every seed, whichever tables the seeds before have changed.
    for (const name of this.#tables.keys()) this.#changed.add(name);
    await this.reset();
    return this;
  }

  /** Of transactions that ended since it was asked before. */
  async changes(): Promise<readonly Changes[]> {
    const { rows } = await sql.raw<Changes>('EXECUTE changes').execute(this.#looking.db);
    for (const { changes } of rows)
      for (const change of changes) this.#changed.add(change.slice(0, change.indexOf(' ')));
    return rows;
  }

  /** What does not hold, in words. */
  async broken(group: string): Promise<string[]> {
    const { rows } = await sql.raw<{ broken: string }>(`EXECUTE broken_${group}`).execute(this.#looking.db);
    return rows.map(({ broken }) => broken);
  }

  /** What is in the tables that were changed, but for what is drawn at random or measured: ids, ciphers, durations. */
  async state(): Promise<string> {
    await this.changes();
    const texts: string[] = [];
    for (const name of [...this.#changed].toSorted()) {
      const { rows } = await sql<{ text: string | null }>`
        SELECT string_agg(line, ';' ORDER BY line COLLATE "C") AS text FROM (
          SELECT regexp_replace(to_jsonb(one)::text, ${DRAWN}, '', 'g') AS line FROM ${sql.table(name)} AS one) AS each`.execute(
        this.#looking.db,
      );
      texts.push(`${name}: ${rows[0]?.text ?? ''}`);
    }
    return texts.join('\n');
  }

  /** As before the first seed. */
  async reset(): Promise<void> {
    await this.changes();
    const emptied = new Set([...this.#changed].flatMap((name) => this.#tables.get(name)?.referring ?? []));
    this.#changed.clear();
    // Those that others refer to come first.
    const tables = [...emptied]
      .flatMap((name) => this.#tables.get(name) ?? [])
      .toSorted((a, b) => b.referring.length - a.referring.length);
    await sql
      .raw(`BEGIN; ${tables.map(({ name }) => `ALTER TABLE ${quoted(name)} DISABLE TRIGGER USER`).join(';')};
      TRUNCATE record.change${tables.map(({ name }) => `, ${quoted(name)}`).join('')};
      ${tables.map(refilling).join('')}${tables.map(({ name }) => `ALTER TABLE ${quoted(name)} ENABLE TRIGGER USER`).join(';')};
      ${RESTARTED}; COMMIT`)
      .execute(this.db);
    // What is said of tables in the catalogue has grown by those that were emptied.
    if ((this.#uses += 1) % USES_BETWEEN === 0)
      for (const name of CATALOGUE) await sql`VACUUM ${sql.id('pg_catalog', name)}`.execute(this.db);
  }

  async close(): Promise<void> {
    await this.#looking.close();
    await this.#database.close();
  }
}

/** Those that were used: numbers that connections hold in reserve are forgotten with it, which they are not with setval. */
const RESTARTED = `DO $$ DECLARE used record; BEGIN
  FOR used IN SELECT name, was.next FROM record.sequence was JOIN pg_sequences now ON name::regclass = (quote_ident(schemaname) || '.' || quote_ident(sequencename))::regclass
    WHERE now.last_value IS DISTINCT FROM was.last_value
  LOOP EXECUTE format('ALTER SEQUENCE %s RESTART WITH %s', used.name, used.next); END LOOP; END $$`;

const quoted = (name: string): string => `"${name}"`;

function refilling({ name, columns, isFilled }: Table): string {
  const listed = columns.map(quoted).join(', ');
  return isFilled
    ? `INSERT INTO ${quoted(name)} (${listed}) OVERRIDING SYSTEM VALUE SELECT ${listed} FROM beginning.${quoted(name)};`
    : '';
}

/** Ids that are drawn, sealed values, digests over tokens, handles of e-vouchers, and how long the rules took. */
const DRAWN = [
  '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}',
  'v1\\.[A-Za-z0-9_-]+',
  '[0-9a-f]{64}',
  '"handle": "[0-9a-f]+"',
  '"engine_us": [0-9]+',
].join('|');
const USES_BETWEEN = 50;
const CATALOGUE = ['pg_class', 'pg_attribute', 'pg_type', 'pg_index', 'pg_depend', 'pg_constraint', 'pg_statistic'];
