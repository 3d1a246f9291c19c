/** Elements made of values: texts become text nodes, never markup. */

export type Child = Node | string | null | readonly Child[];
export type Attributes = Readonly<Record<string, string | number | boolean | null | ((event: Event) => void)>>;

export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === false) continue;
    if (typeof value === 'function') element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  append(element, children);
  return element;
}

function append(element: HTMLElement, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null) continue;
    if (typeof child === 'string' || child instanceof Node) element.append(child);
    else append(element, child);
  }
}

export function link(hash: string, text: string, attributes: Attributes = {}): HTMLElement {
  return h('a', { href: `#${hash}`, ...attributes }, text);
}

export function list(items: readonly Child[], tag: 'ul' | 'ol' = 'ul'): HTMLElement {
  return h(tag, {}, ...items.map((item) => h('li', {}, item)));
}

/** A term and what it is, several of them. */
export function terms(rows: readonly (readonly [term: string, text: Child])[]): HTMLElement {
  return h('dl', { class: 'terms' }, ...rows.map(([term, text]) => h('div', {}, h('dt', {}, term), h('dd', {}, text))));
}

/** What a control holds when it says that it changed. */
export function valueOf({ target }: Event): string {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement ? target.value : '';
}
