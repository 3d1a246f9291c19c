/** Where a platform is, for every command about one. */
import { join } from 'node:path';
import { defaultKeyFile } from '@shouhu/lake';

/** The key ring unless told: beside the key of lakes, outside every data folder. */
export function defaultPlatformKey(): string {
  return join(defaultKeyFile(process.env), '..', 'platform-key');
}

/** A PostgreSQL of the bureau's own, where the environment names one. */
export function databaseOf({ DATABASE_URL }: NodeJS.ProcessEnv): { readonly databaseUrl?: string } {
  return DATABASE_URL === undefined || DATABASE_URL === '' ? {} : { databaseUrl: DATABASE_URL };
}
