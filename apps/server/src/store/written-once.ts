import { sql } from 'kysely';

/** Rows that are written once: the database refuses what the code would never do. For tables made after migration 001. */
export const writtenOnce = (table: string) => sql`
  CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON ${sql.table(table)}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`;
