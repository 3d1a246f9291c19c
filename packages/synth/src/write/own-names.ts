/** What hospitals call the items that they bill: mostly the national name, at times written a little otherwise. */
import type { Institution, Item } from '../model.ts';
import { hashText } from '../random.ts';

const NONE = Buffer.from(',,', 'latin1');

/** Harmless ways of writing a name. */
const VARIATIONS: readonly ((name: string, item: Item) => string)[] = [
  (name) => name.replace('示例', '示例 '),
  (name) => name.replaceAll('(', '（').replaceAll(')', '）'),
  (name) => `${name}.`,
  (name, { kind }) => (kind === 'service' ? `${name}/次` : `${name}[0.5g*24]`),
  (name) => name.replace('示例', '(示例)'),
  (name) =>
    name
      .replace('检验检查', '检验')
      .replace('治疗', '诊疗')
      .replace('血细胞分析', '血常规')
      .replace('尿液分析', '尿常规'),
];
/** Of ten names so many are written as the national one. */
const PLAIN = 6;

/** `,medins_list_codg,medins_list_name` of an item at an institution; empty but for hospitals. */
export function ownNameOf(institution: Institution, item: Item): Uint8Array {
  if (institution.bed_cnt === 0) return NONE;
  return Buffer.from(`,${ownCode(institution, item.code)},${nameAt(institution, item)}`, 'utf8');
}

/** The same where the institution bills an item under the name of something else. */
export function otherNameOf(institution: Institution, name: string): Uint8Array {
  return Buffer.from(`,${ownCode(institution, name)},${name}`, 'utf8');
}

function nameAt({ fixmedins_code }: Institution, item: Item): string {
  const draw = hashText(`${fixmedins_code} ${item.code}`);
  if (draw % 10 < PLAIN) return item.name;
  return VARIATIONS[(draw >>> 8) % VARIATIONS.length]?.(item.name, item) ?? item.name;
}

function ownCode({ serial }: Institution, of: string): string {
  return `${`${serial + 1}`.padStart(2, '0')}${hashText(of).toString(36).toUpperCase().padStart(7, '0')}`;
}
