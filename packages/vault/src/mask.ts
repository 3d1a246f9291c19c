/**
 * Personal values as lists and logs show them, by the rule that refused rows of an import follow: two characters at each end
 * of a number, nothing of anything shorter or of another shape, for a shifted column may hold anything.
 */

const HIDDEN = '***';
const IDENTITY_NUMBER = /^(?:\d{15}|\d{17}[\dXx])$/;
const PHONE = /^\+?\d[\d-]{9,18}\d$/;
const LETTER = /^\p{L}/u;

/** Identity number of 15 or 18 characters: `11***34`; anything else: `***`. */
export function maskIdentityNumber(text: string): string {
  return IDENTITY_NUMBER.test(text) ? ends(text) : HIDDEN;
}

/** Telephone number of 11 to 21 digits and hyphens, with or without a plus: `13***78`; anything else: `***`. */
export function maskPhone(text: string): string {
  return PHONE.test(text) ? ends(text) : HIDDEN;
}

/**
 * Name: its first character and one star, whatever its length: `张＊`. Of a double surname (欧阳) too, as the second
 * character is a given name to those called 欧. A name of one character, or one that begins with no letter: `＊`.
 */
export function maskName(text: string): string {
  const [first = '', second] = text.trim();
  return second !== undefined && LETTER.test(first) ? `${first}＊` : '＊';
}

/**
 * Address: the region it lies in and nothing else: `浙江省杭州市西湖区***`; `***` when it does not begin with that region.
 * @param region full name of a region that may be shown, such as the insured person's own; empty shows nothing
 */
export function maskAddress(text: string, region: string): string {
  return text.startsWith(region) ? `${region}${HIDDEN}` : HIDDEN;
}

function ends(text: string): string {
  return `${text.slice(0, 2)}${HIDDEN}${text.slice(-2)}`;
}
