/** The person of a settlement. */
import { useText } from '../language/language.tsx';
import { Hidden } from '../parts/hidden.tsx';
import type { SettledPerson as Person, SettlementView } from './answers.ts';
import { personPath } from './queries.ts';
import { settlementText } from './text.ts';

export function SettledPerson({ settlement: { setl_id, psn_tail } }: { readonly settlement: SettlementView }) {
  const t = useText(settlementText);
  return (
    <Hidden<Person>
      path={personPath(setl_id)}
      hidden={`${t.person} ${t.tail(psn_tail)}`}
      show={t.showPerson}
      shown={({ psn_name, certno, psn_no }) => (
        <>
          {t.person} {psn_name} <code>{certno}</code> <code>{psn_no}</code>
        </>
      )}
    />
  );
}
