/**
 * Orders two texts by Unicode code point, as the database does with its UTF-8 bytes.
 * The language's own `<` compares UTF-16 units, which puts U+10000 and above before U+E000.
 * @returns negative, zero or positive
 */
export function compareCodePoints(left: string, right: string): number {
  const shared = Math.min(left.length, right.length);
  for (let at = 0; at < shared; at += 1) {
    const a = left.charCodeAt(at);
    const b = right.charCodeAt(at);
    if (a !== b) return surrogatesLast(a) - surrogatesLast(b);
  }
  return left.length - right.length;
}

const FIRST_SURROGATE = 0xd800;
const AFTER_SURROGATES = 0xe000;
const ABOVE_ALL_UNITS = 0x10000;

function surrogatesLast(unit: number): number {
  return unit >= FIRST_SURROGATE && unit < AFTER_SURROGATES ? unit + ABOVE_ALL_UNITS : unit;
}
