/** Exit status of the command line: 1 the input is refused, 2 the command was used wrongly, 3 a fault of Shouhu itself. */
export type Exit = 1 | 2 | 3;

/** One error of the closed catalogue: what happened and what to do, with `{name}` where a parameter stands. */
export interface Entry {
  readonly exit: Exit;
  readonly zh: string;
  readonly en: string;
  readonly fix_zh: string;
  readonly fix_en: string;
}

/** Why a row was rejected, or what was noticed about the data: no error of the run, so without exit and remedy. */
export interface Reason {
  /** Short name for people who filter by it. */
  readonly name: string;
  readonly zh: string;
  readonly en: string;
}

export type Language = 'zh' | 'en';

/** Values for the placeholders of a text. Personal data are masked before they get here. */
export type Params = Readonly<Record<string, string | number>>;

/** The placeholder names of a text: `'{a} and {b}'` → `'a' | 'b'`. */
export type Placeholder<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never;

/** Puts parameters in the place of `{name}`; a name without a value stays visible. */
export function fill(text: string, params: Params): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    return value === undefined ? whole : String(value);
  });
}
