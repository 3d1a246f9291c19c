/** Who sent a message: its institution is registered and lies where it says, and one of its keys signed it. */
import { shouhuError } from '@shouhu/errors';
import type { Envelope } from '@shouhu/interface';
import { open, verifierOf } from '@shouhu/vault';
import type { KeyRing, Verifier } from '@shouhu/vault';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';

export interface Sender {
  readonly fixmedins_code: string;
  readonly admdvs: string;
  /** The key that signed; null for an unsigned message. */
  readonly key_id: string | null;
  /** SM4 key of its bodies, where encryption was agreed. */
  readonly bodyKey: string | null;
}

interface Key {
  readonly key_id: string;
  readonly public_key: string;
  readonly body_key: string | null;
}

interface Claimed {
  readonly envelope: Envelope;
  /** The text that is signed. */
  readonly signed: string;
  /** Whether it may come without a signature. */
  readonly unsigned: boolean;
}

/** @throws ShouhuError SH-T009 unknown, SH-T010 without a key, SH-T011 unsigned, SH-T012 wrongly signed, SH-T019 of another region */
export async function senderOf(
  { db, ring }: { readonly db: Kysely<Schema>; readonly ring: KeyRing },
  { envelope, signed, unsigned }: Claimed,
): Promise<Sender> {
  const { fixmedins_code, mdtrtarea_admvs, cainfo } = envelope;
  const { rows } = await sql<{ admdvs: string; keys: readonly Key[] }>`
    SELECT admdvs, coalesce((SELECT json_agg(json_build_object('key_id', key_id, 'public_key', public_key, 'body_key', body_key) ORDER BY added_at DESC)
      FROM institution_key k WHERE k.fixmedins_code = i.fixmedins_code AND revoked_at IS NULL), '[]') AS keys
    FROM institution i WHERE fixmedins_code = ${fixmedins_code}`.execute(db);
  const [found] = rows;
  if (found === undefined) throw shouhuError('SH-T009', { fixmedins_code });
  const { admdvs, keys } = found;
  const key = unsigned && cainfo === null ? null : signer(envelope, signed, keys);
  if (mdtrtarea_admvs !== admdvs) throw shouhuError('SH-T019', { stated: mdtrtarea_admvs, registered: admdvs });
  const bodyKey = key === null || key.body_key === null ? null : open(ring, key.body_key, bodyKeyPlace(key.key_id));
  return { fixmedins_code, admdvs, key_id: key?.key_id ?? null, bodyKey };
}

function signer({ fixmedins_code, cainfo }: Envelope, signed: string, keys: readonly Key[]): Key {
  if (keys.length === 0) throw shouhuError('SH-T010', { fixmedins_code });
  if (cainfo === null) throw shouhuError('SH-T011', {});
  const bytes = Buffer.from(signed, 'utf8');
  const signature = cainfo.toLowerCase();
  const key = keys.find(({ public_key }) => prepared(public_key)?.(bytes, signature) === true);
  if (key === undefined) throw shouhuError('SH-T012', {});
  return key;
}

/** Where the SM4 key of an institution is sealed. */
export const bodyKeyPlace = (key_id: string) => ({ table: 'institution_key', column: 'body_key', row: key_id });

/** Preparing a key takes longer than verifying with it; there are as many as institutions. */
const PREPARED = new Map<string, Verifier | undefined>();
const MOST_PREPARED = 5_000;

function prepared(public_key: string): Verifier | undefined {
  const known = PREPARED.get(public_key);
  if (known !== undefined) return known;
  if (PREPARED.size >= MOST_PREPARED) PREPARED.clear();
  const made = verifierOf(public_key);
  PREPARED.set(public_key, made);
  return made;
}
