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

/** Bytes of a chunk that holds many names: kept one by one they would keep the buffers they were cut from. */
const CHUNK = 1 << 16;

export class OwnNames {
  #chunk = Buffer.alloc(0);
  #used = 0;

  /** `,medins_list_codg,medins_list_name` of an item at an institution, to be kept; empty but for hospitals. */
  of(institution: Institution, item: Item): Uint8Array {
    if (institution.bed_cnt === 0) return NONE;
    return this.#kept(`,${ownCode(institution, item.code)},${nameAt(institution, item)}`);
  }

  /** The same where the institution bills an item under the name of something else. */
  other(institution: Institution, name: string): Uint8Array {
    return Buffer.from(`,${ownCode(institution, name)},${name}`, 'utf8');
  }

  #kept(text: string): Uint8Array {
    const length = Buffer.byteLength(text, 'utf8');
    if (this.#used + length > this.#chunk.length) {
      this.#chunk = Buffer.allocUnsafeSlow(Math.max(CHUNK, length));
      this.#used = 0;
    }
    const kept = this.#chunk.subarray(this.#used, this.#used + length);
    this.#used += kept.write(text, 'utf8');
    return kept;
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
