export type { ConnectionOptions } from './connect.ts';
export { migrate } from './migrate.ts';
export type { Migration, Migrations } from './migrate.ts';
export { openDatabase } from './open.ts';
export type { Database, DatabaseOptions } from './open.ts';
export { transaction } from './transaction.ts';
export type { Isolation } from './transaction.ts';
