/**
 * Persons as reports name them. A person number is replaced by a code that is unique within the run and the same in every
 * report of it: the place of the number among all numbers of the run, and its last four digits, by which whoever may see the
 * number finds it again.
 */

/** Shorter numbers would be given away by their last four digits. */
const LEAST_LENGTH = 12;
/** What a person number looks like within a text. */
const NUMBER = /[0-9A-Za-z_.-]{4,}/g;
const WHOLLY_NUMBER = /^[0-9A-Za-z_.-]{4,}$/;

export class Persons {
  readonly revealed: boolean;
  readonly #codes: ReadonlyMap<string, string>;

  /** @param psn_nos every person of the run, once, in order of code points */
  constructor(psn_nos: readonly string[], { revealed }: { readonly revealed: boolean }) {
    this.revealed = revealed;
    const width = Math.max(4, String(psn_nos.length).length);
    this.#codes = new Map(psn_nos.map((psn_no, at) => [psn_no, codeOf(psn_no, String(at + 1).padStart(width, '0'))]));
  }

  /** The name of a person in reports. */
  name(psn_no: string): string {
    return this.revealed ? psn_no : (this.#codes.get(psn_no) ?? 'P?');
  }

  has(psn_no: string): boolean {
    return this.#codes.has(psn_no);
  }

  /**
   * A text with the person numbers in it replaced.
   * @param own persons that the text may speak of, for numbers of an unusual shape
   */
  text(text: string, own: readonly string[] = []): string {
    if (this.revealed) return text;
    let masked = text.replaceAll(NUMBER, (word) => this.#codes.get(word) ?? word);
    for (const psn_no of own) {
      if (psn_no !== '' && !WHOLLY_NUMBER.test(psn_no)) masked = masked.replaceAll(psn_no, () => this.name(psn_no));
    }
    return masked;
  }
}

function codeOf(psn_no: string, place: string): string {
  return psn_no.length < LEAST_LENGTH ? `P${place}` : `P${place}·${psn_no.slice(-4)}`;
}
