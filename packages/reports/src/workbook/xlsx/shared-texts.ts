import { xmlText } from './text.ts';

/** Different texts kept; more than that and memory would follow the rows. */
const MOST_TEXTS = 60_000;

/** Texts that stand in many cells, stored once. */
export class SharedTexts {
  readonly #places = new Map<string, number>();

  /** @returns null when there is no room: the text then stands in its cell */
  place(text: string): number | null {
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    if (this.#places.size >= MOST_TEXTS) return null;
    this.#places.set(text, this.#places.size);
    return this.#places.size - 1;
  }

  *xml(): Generator<string> {
    yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">';
    for (const text of this.#places.keys()) yield `<si><t xml:space="preserve">${xmlText(text)}</t></si>`;
    yield '</sst>';
  }
}
