/** Showing person numbers needs a purpose, which is recorded. */
import { shouhuError } from '@shouhu/errors';

export interface RevealFlags {
  readonly reveal?: true;
  readonly purpose?: string;
}

/** @returns null where nothing is to be revealed */
export function purposeOf({ reveal, purpose }: RevealFlags): { readonly purpose: string } | null {
  if (reveal === undefined && purpose === undefined) return null;
  const given = purpose?.trim() ?? '';
  if (reveal === undefined || given === '') {
    throw shouhuError('SH-U010', {
      option: '--reveal',
      other: '--purpose',
      what: '用途，例如案件编号 / what for, such as the number of a case',
    });
  }
  return { purpose: given };
}
