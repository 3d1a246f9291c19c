/** How hard a password is to guess, in a word. It helps a person choose; what is refused the server says. */

export type Strength = 'short' | 'weak' | 'fair' | 'strong';

const LEAST = 12;

/** @param name by which the person signs in: a password that holds it is weak */
export function strengthOf(password: string, name = ''): Strength {
  if (password.length < LEAST) return 'short';
  const different = new Set(password.toLowerCase()).size;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(password)).length;
  const holdsName = name.length >= 3 && password.toLowerCase().includes(name.toLowerCase());
  if (holdsName || different < 6 || /^\d+$/.test(password)) return 'weak';
  return password.length >= 20 || (password.length >= 15 && kinds >= 3) ? 'strong' : 'fair';
}
