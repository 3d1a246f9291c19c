import type { Generated } from 'kysely';

export interface OperationSchema {
  /** One row. */
  installation: {
    one: Generated<boolean>;
    /** Of the key ring that seals: proves it, and tells nothing of it. */
    key_fingerprint: string;
  };
}
