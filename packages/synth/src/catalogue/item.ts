import type { Item, ItemKind } from '../model.ts';
import { decimalText } from '../write/text.ts';

/** 目录类别 of each kind of item. */
/** 目录类别 of each kind. */
export const LIST_TYPES: Readonly<Record<ItemKind, string>> = {
  western: '101',
  patent: '101',
  herb: '102',
  service: '201',
  consumable: '301',
};

/** 医疗收费项目类别 of each kind; services are told apart by what they do. */
const CHARGE_TYPES: Readonly<Record<ItemKind, string>> = {
  western: '09',
  patent: '11',
  herb: '10',
  service: '05',
  consumable: '08',
};

/** What an item is made from; price and ratios in ten-thousandths. */
export interface ItemParts {
  readonly code: string;
  readonly name: string;
  readonly kind: ItemKind;
  readonly pric: number;
  readonly selfpay_prop: number;
  readonly med_chrgitm_type?: string;
}

/** An item with the part of its written line, its catalogue grade and a price cap above its price. */
export function makeItem({ code, name, kind, pric, selfpay_prop, med_chrgitm_type }: ItemParts): Item {
  const charged = med_chrgitm_type ?? CHARGE_TYPES[kind];
  const chrgitm_lv = selfpay_prop === 0 ? '01' : selfpay_prop < 10_000 ? '02' : '03';
  const pric_uplmt = kind === 'service' ? pric : pric + Math.floor(pric / 20_000) * 1000;
  const ratio = decimalText(selfpay_prop);
  const used = kind === 'herb' ? '1' : '';
  const text = `${code},${name},${LIST_TYPES[kind]},${charged},${chrgitm_lv},${ratio},${used},${decimalText(pric_uplmt)},`;
  return {
    code,
    name,
    kind,
    med_chrgitm_type: charged,
    chrgitm_lv,
    pric,
    pric_uplmt,
    selfpay_prop,
    pric_text: decimalText(pric),
    written: Buffer.from(text, 'utf8'),
    places: [],
  };
}

const KINDS: ReadonlyMap<string, ItemKind> = new Map([
  ['X', 'western'],
  ['Z', 'patent'],
  ['T', 'herb'],
  ['C', 'consumable'],
]);

/** Kind of a national code by its first letter; services are digits only. */
export function kindOf(code: string): ItemKind {
  return KINDS.get(code.charAt(0)) ?? 'service';
}
