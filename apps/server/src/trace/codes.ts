/** Trace codes as they are scanned, written and shown. */
import { text } from '@shouhu/interface';

/** National codes of 20 digits, those of enterprises, and GS1 with its brackets or separators taken off. */
const FORM = /^(?!(.)\1*$)[!-~]{7,100}$/;

/** C100. What was scanned in another way is the same code. A row of one character repeated is none. */
export const traceCode = text(100)
  .transform((value) => value.replaceAll(/[\s\p{Cc}()]/gu, ''))
  .refine((value) => FORM.test(value), { message: '追溯码 drug_trac_codg' });

/** Kind of goods and end of the serial: enough to find the box at hand, too little to make up a code. */
export function maskTraceCode(code: string): string {
  const head = code.length >= 14 ? 7 : 2;
  return `${code.slice(0, head)}***${code.slice(-4)}`;
}
