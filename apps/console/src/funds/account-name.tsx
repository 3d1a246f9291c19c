/** An account of the ledger in words, over its name: `payable:H42900000001:310100` is payable to that hospital by the employees' pool. */
import { useLanguage, useText } from '../language/language.tsx';
import { useInstitutionName } from '../parts/institution-picker.tsx';
import { nameOfCode } from '../settlement/code-names.ts';
import { fundText, wordOf } from './text.ts';

const CODE = /^[HP]\d{11}$/;
const FUND = /^\d{6}$/;
const UUID = /^[0-9a-f]{8}-/;

/** How accounts are called; institutions among them are asked for at once. */
export function useAccountWords(accounts: readonly string[]): (account: string) => string {
  const t = useText(fundText);
  const { language } = useLanguage();
  const placeOf = useInstitutionName(accounts.flatMap((name) => name.split(':').filter((part) => CODE.test(part))));
  const partOf = (part: string): string => {
    if (CODE.test(part)) return placeOf(part);
    if (FUND.test(part)) return nameOfCode('fund_pay_type', part, language);
    if (UUID.test(part)) return t.matter(part.slice(0, 8));
    return wordOf(t.sources, wordOf(t.parts, part));
  };
  return (account) => {
    const [kind = '', ...parts] = account.split(':');
    return [wordOf(t.kinds, kind), ...parts.map(partOf)].join(' · ');
  };
}
