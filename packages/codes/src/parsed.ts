/** A value read from text, or the kind of its fault. Bad text is a value here, never an exception. */
export type Parsed<T, Fault extends string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: Fault };

export function accept<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function refuse<const Fault extends string>(fault: Fault): { readonly ok: false; readonly fault: Fault } {
  return { ok: false, fault };
}
