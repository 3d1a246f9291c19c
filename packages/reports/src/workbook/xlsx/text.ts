/** Texts as a workbook may hold them. */

/** Longest text of a cell that spreadsheet programs accept, in UTF-16 units. */
const MOST_UNITS = 32_767;
const CUT = '……（截断）';

/** What XML 1.0 forbids, and control characters that nobody misses; tabs and ends of lines stay. */
const FORBIDDEN = /[\p{Cc}\uFFFE\uFFFF]/gu;
const KEPT = '\t\n\r';
/** What a reader would take for a coded character. */
const CODED = /_x(?=[0-9A-Fa-f]{4}_)/g;
const SPECIAL = /[&<>"]/;

/** A text within XML: nothing of it is markup, nothing is forbidden, nothing too long. */
export function xmlText(text: string): string {
  let plain = text.length > MOST_UNITS ? text.slice(0, MOST_UNITS - CUT.length) + CUT : text;
  plain = plain
    .toWellFormed()
    .replace(FORBIDDEN, (char) => (KEPT.includes(char) ? char : '\uFFFD'))
    .replace(CODED, '_x005F_x');
  return SPECIAL.test(plain)
    ? plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
    : plain;
}

/** Whether a spreadsheet program could take the text for a formula once it is edited or exported. */
export function looksLikeFormula(text: string): boolean {
  return /^[=+\-@\t\r]/.test(text);
}

/** Sheet names: at most 31 units, none of []:*?/\, no quote at the ends, none twice (whatever the case). */
export class SheetNames {
  readonly #taken = new Set<string>(['history']);

  unique(wanted: string): string {
    const plain =
      wanted
        .toWellFormed()
        .replaceAll(/[[\]:*?/\\]/g, ' ')
        .replace(FORBIDDEN, ' ')
        .replaceAll(/^['\s]+|['\s]+$/g, '') || '表';
    for (let number = 1; ; number += 1) {
      const suffix = number === 1 ? '' : ` (${number})`;
      const name = `${cut(plain, 31 - suffix.length)}${suffix}`;
      if (this.#taken.has(name.toLowerCase())) continue;
      this.#taken.add(name.toLowerCase());
      return name;
    }
  }
}

/** The first units of a text, never half a character. */
function cut(text: string, units: number): string {
  return text
    .slice(0, units)
    .toWellFormed()
    .replace(/\uFFFD$/, '')
    .trimEnd();
}

/** The name of a sheet within a formula. */
export function sheetReference(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}

/** A column's letters; the first is 0. */
export function columnLetters(at: number): string {
  let letters = '';
  for (let rest = at + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}
