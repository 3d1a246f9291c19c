/** Holds the whole log of a platform against the heads that were exported, without trusting the platform. */
import { loadKeyFile } from '@shouhu/vault';
import type { Verdict } from '@shouhu/vault';
import { headsBeside, readHeads } from '../log/heads.ts';
import { verifyLog } from '../log/log.ts';
import { reach } from './reach.ts';
import type { PlatformPlace } from './reach.ts';

export interface VerifyOptions extends PlatformPlace {
  /** Folder of the heads; beside the data unless told. */
  readonly heads?: string;
  /** Who verifies without the secret keys names the public one instead. */
  readonly publicKey?: string;
  readonly keyFile: string;
}

/** @throws ShouhuError SH-O001, SH-O008, of the sections SH-B and SH-V when it cannot be verified at all */
export async function verifyPlatformLog(options: VerifyOptions): Promise<Verdict & { readonly heads: number }> {
  const { folder, keyFile } = options;
  const heads = await readHeads(options.heads ?? headsBeside(folder));
  const publicKey = options.publicKey ?? (await loadKeyFile(keyFile, folder)).publicKey;
  const { db, close } = await reach(options);
  try {
    return { ...(await verifyLog(db, { publicKey, heads })), heads: heads.length };
  } finally {
    await close();
  }
}
