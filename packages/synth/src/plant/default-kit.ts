/** Helpers of the cases of classes that defaults judge. */
import type { Item } from '../model.ts';
import { kindOf, makeItem } from '../catalogue/item.ts';
import type { LabelKind } from '../labels.ts';
import type { Case } from './cases.ts';
import { resembles, violates } from './scene.ts';
import type { Need, Show } from './scene.ts';
import type { Wish } from './profile.ts';

export type Cases = Readonly<Record<LabelKind, readonly Case[]>>;

/** An invented item that no published point names. */
export function made(code: string, name: string, med_chrgitm_type?: string): Item {
  const kind = kindOf(code);
  const charged = med_chrgitm_type === undefined ? {} : { med_chrgitm_type };
  return makeItem({ code, name, kind, pric: kind === 'herb' ? 500 : 200_000, selfpay_prop: 0, ...charged });
}

const nothing = { demands: () => [] };

/** A visit at a clinic, with what is wished. */
export const atClinic = (wish: Wish = {}, room: Partial<Need> = {}): Need => ({
  ...nothing,
  before: 8,
  after: 8,
  ...room,
  wish: () => ({ inpatient: false, med_type: '11', ...wish }),
});

/** A stay, with what is wished. */
export const inWard = (wish: Wish = {}, room: Partial<Need> = {}): Need => ({
  ...nothing,
  before: 2,
  after: 24,
  ...room,
  wish: () => ({ inpatient: true, ...wish }),
});

const ofDefault = (one: Case): Case => ({ ...one, ofDefault: true });
export const breaks = (name: string, need: Need, show: Show): Case => ofDefault(violates(name, need, show));
export const spares = (name: string, need: Need, show: Show): Case => ofDefault(resembles(name, need, show));

export const PNEUMONIA = { code: 'J18.900', name: '肺炎' } as const;
export const GASTRITIS = { code: 'K29.500', name: '慢性胃炎' } as const;
