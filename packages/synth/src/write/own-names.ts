/** What hospitals call the items that they bill: mostly the national name, at times written a little otherwise. */
import type { FeeLine, Institution, Item } from '../model.ts';
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

/** The last two columns of a fee line, made once for each item of an institution. */
export class OwnNames {
  readonly #known = new Map<Institution, Map<Item, Uint8Array>>();

  /** `,medins_list_codg,medins_list_name`, empty but for hospitals. */
  columnsOf(institution: Institution, line: FeeLine): Uint8Array {
    if (institution.bed_cnt === 0) return NONE;
    const { item } = line;
    if (line.ownName !== undefined)
      return Buffer.from(`,${ownCode(institution, line.ownName)},${line.ownName}`, 'utf8');
    let names = this.#known.get(institution);
    if (names === undefined) {
      names = new Map();
      this.#known.set(institution, names);
    }
    let written = names.get(item);
    if (written === undefined) {
      written = Buffer.from(`,${ownCode(institution, item.code)},${nameAt(institution, item)}`, 'utf8');
      names.set(item, written);
    }
    return written;
  }
}

function nameAt({ fixmedins_code }: Institution, item: Item): string {
  const draw = hashText(`${fixmedins_code} ${item.code}`);
  if (draw % 10 < PLAIN) return item.name;
  return VARIATIONS[(draw >>> 8) % VARIATIONS.length]?.(item.name, item) ?? item.name;
}

function ownCode({ serial }: Institution, of: string): string {
  return `${`${serial + 1}`.padStart(2, '0')}${hashText(of).toString(36).toUpperCase().padStart(7, '0')}`;
}
