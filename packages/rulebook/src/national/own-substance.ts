/** Length of the part of a western drug code that names the substance: X, ATC group, letter and three digits. */
const SUBSTANCE_LENGTH = 10;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
const DIGITS = '0123456789'.split('');

/**
 * Prefixes that cover the same drugs but those of the given codes: a drug is never its own first line. A prefix that
 * holds one is split into its siblings, position by position of the code.
 */
export function withoutOwn(prefixes: readonly string[], codes: readonly string[]): string[] {
  const own = [...new Set(codes.map((code) => code.slice(0, SUBSTANCE_LENGTH)))];
  const left = own.reduce<readonly string[]>(
    (kept, substance) =>
      kept.flatMap((prefix) => (substance.startsWith(prefix) ? siblings(prefix, substance) : prefix)),
    prefixes,
  );
  const free = left.filter((prefix) => !own.some((substance) => prefix.startsWith(substance)));
  return [...new Set(free)].toSorted();
}

function siblings(prefix: string, substance: string): string[] {
  const found: string[] = [];
  for (let at = prefix.length; at < substance.length; at += 1) {
    const own = substance.charAt(at);
    const alphabet = /\d/.test(own) ? DIGITS : LETTERS;
    found.push(...alphabet.filter((char) => char !== own).map((char) => substance.slice(0, at) + char));
  }
  return found;
}
