/** As many digits as tell one from another, and as the search finds. */
const DIGITS = 9;

/** An id made of a digest, by its beginning. */
export function ShortId({ id }: { readonly id: string }) {
  return (
    <span className="code" title={id}>
      {id.slice(0, DIGITS)}
    </span>
  );
}
