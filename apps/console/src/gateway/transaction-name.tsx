import { useLanguage } from '../language/language.tsx';
import { transactionName } from './transaction-names.ts';

/** A transaction by its number and name. */
export function TransactionName({ infno }: { readonly infno: string }) {
  const { say } = useLanguage();
  const name = transactionName(infno);
  return (
    <>
      <span className="figures">{infno}</span>
      {name === undefined ? null : ` ${say(name)}`}
    </>
  );
}
