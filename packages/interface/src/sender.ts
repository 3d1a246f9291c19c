/** Who sends, as its key file keeps it. */
import { makePrivateKey, makeTextKey, publicKeyOf } from '@shouhu/vault';
import { z } from 'zod';
import type { Sender } from './client.ts';

const sender = z.object({
  fixmedins_code: z.string(),
  fixmedins_name: z.string(),
  mdtrtarea_admvs: z.string(),
  opter: z.string(),
  opter_name: z.string(),
  privateKey: z.string().regex(/^[0-9a-f]{64}$/),
  bodyKey: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
});

/** @returns undefined for what is no key file */
export function readSender(text: string): Sender | undefined {
  try {
    return sender.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Keys for an institution; the private one stays with it. */
export function newSender({
  encrypts,
  ...who
}: Pick<Sender, 'fixmedins_code' | 'fixmedins_name' | 'mdtrtarea_admvs'> & { readonly encrypts: boolean }): {
  readonly sender: Sender;
  readonly publicKey: string;
} {
  const privateKey = makePrivateKey();
  const operator = { opter: 'KIT', opter_name: '测试' };
  const body = encrypts ? { bodyKey: makeTextKey() } : {};
  return { sender: { ...who, ...operator, privateKey, ...body }, publicKey: publicKeyOf(privateKey) };
}
