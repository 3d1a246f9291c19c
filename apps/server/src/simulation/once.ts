/** What the tills believe, out of their journals alone: no box in two sales that stand, no token by which two things were done. */
import { booksOf } from '@shouhu/his';
import type { Journal } from '@shouhu/his';

/** The value of a field, wherever it stands in what was sent. */
function valuesIn(node: unknown, field: string): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) =>
    name === field && typeof value === 'string' ? [value] : valuesIn(value, field),
  );
}

/** Pharmacies say in one message which boxes they sell. @returns boxes in more than one sale that stands */
export function soldTwice(journals: readonly Journal[]): string[] {
  const sold = journals.flatMap((journal) => {
    const inputs = new Map(journal.all().map(({ message, input }) => [message.msgid, input]));
    return booksOf(journal)
      .settlements.filter(({ infno, back }) => infno === '2102' && back === null)
      .flatMap(({ msgid }) => valuesIn(inputs.get(msgid), 'drug_trac_codg'));
  });
  return twiceIn(sold);
}

/** Transactions that use up what is shown; others look at it. */
const USES: ReadonlySet<string> = new Set(['2102', '2201', '2207', '2401']);
/** 医保电子凭证. */
const TOKEN = /^SHC1/;

/** @param done messages that the platform has done. @returns tokens that were used up by more than one */
export function usedTwice(journals: readonly Journal[], done: ReadonlySet<string>): string[] {
  const used = journals.flatMap((journal) =>
    journal
      .all()
      .filter(({ message }) => USES.has(message.infno) && done.has(message.msgid))
      .flatMap(({ input }) => [...new Set(valuesIn(input, 'mdtrt_cert_no'))].filter((text) => TOKEN.test(text))),
  );
  return twiceIn(used);
}

function twiceIn(all: readonly string[]): string[] {
  const seen = new Set<string>();
  return [...new Set(all.filter((one) => seen.size === seen.add(one).size))];
}
