/** The person of a finding. */
import { useText } from '../language/language.tsx';
import { Hidden } from '../parts/hidden.tsx';
import type { FindingPerson as Person, FindingRow } from './answers.ts';
import { findingText } from './text.ts';

export function FindingPerson({ finding_id, psn_tail }: Pick<FindingRow, 'finding_id' | 'psn_tail'>) {
  const t = useText(findingText);
  return (
    <Hidden<Person>
      path={`/api/findings/${encodeURIComponent(finding_id)}/person`}
      hidden={t.person(psn_tail)}
      show={t.showPerson}
      shown={({ psn_no }) => (
        <>
          {t.insured} <code>{psn_no}</code>
        </>
      )}
    />
  );
}
