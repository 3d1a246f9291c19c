/** What a document says, before it is a PDF or a DOCX: both are made of this, so that they say the same. */

export type Block =
  | { readonly is: 'paragraph'; readonly text: string }
  | { readonly is: 'heading'; readonly text: string }
  /** A form: label beside value, in a frame. */
  | { readonly is: 'form'; readonly rows: readonly (readonly [label: string, value: string])[] }
  | { readonly is: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  /** Who signs by hand, a line each. */
  | { readonly is: 'signatures'; readonly who: readonly string[] };

export interface Content {
  readonly title: string;
  /** 文号; null for records and forms, which have none. */
  readonly number: string | null;
  /** Who makes it. */
  readonly bureau: string;
  /** 主送; null for papers of the file. */
  readonly to: string | null;
  readonly blocks: readonly Block[];
  /** Whether it ends with the bureau's name and seal. */
  readonly sealed: boolean;
  /** Day of the document, yyyy-MM-dd. */
  readonly day: string;
  /** 附件, 抄送. */
  readonly notes: readonly string[];
  /** Version of the template it was made of. */
  readonly template: string;
}

export const paragraph = (text: string): Block => ({ is: 'paragraph', text });
export const heading = (text: string): Block => ({ is: 'heading', text });
export const form = (...rows: readonly (readonly [label: string, value: string])[]): Block => ({ is: 'form', rows });
export const signatures = (...who: readonly string[]): Block => ({ is: 'signatures', who });

/** A day as documents write it: 2026年3月2日. */
export function dayText(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}
