/** Where a lead lies, and the buttons that take it up there. */
import { useState } from 'react';
import { Button } from 'antd';
import type { LeadState, LeadView, RightName } from '../api/answers.ts';
import { useLanguage } from '../language/language.tsx';
import { BeginMatter } from '../matters/begin-matter.tsx';
import type { Begun } from '../matters/begin-matter.tsx';
import { Panel } from '../parts/panel.tsx';
import { useRegionName } from '../parts/region.tsx';
import { useMay } from '../session/me.tsx';

/** What a lead may be taken up as, by whom, and while it stands where: a lead in a case is not reviewed beside it. */
const WAYS = [
  { procedure: 'review', right: 'review.open', states: ['new', 'assigned', 'dropped'] },
  { procedure: 'penalty', right: 'case.open', states: ['new', 'assigned', 'dropped', 'in-review'] },
  { procedure: 'summary-penalty', right: 'case.open', states: ['new', 'assigned', 'dropped', 'in-review'] },
] as const satisfies readonly {
  readonly procedure: Begun;
  readonly right: RightName;
  readonly states: readonly LeadState[];
}[];

interface Begin {
  readonly procedure: (typeof WAYS)[number]['procedure'];
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
}

/** A lead of several institutions may be taken up at each of them. */
export function LeadInstitutions({ lead }: { readonly lead: LeadView }) {
  const { text } = useLanguage();
  const t = text.lead;
  const may = useMay();
  const region = useRegionName();
  const [begin, setBegin] = useState<Begin | null>(null);
  const names = { review: t.review, penalty: t.case, 'summary-penalty': t.onTheSpot };
  const several = lead.institutions.length > 1;
  const ways = WAYS.filter(
    ({ right, states }) => may(right) && (several || states.some((state) => state === lead.state)),
  );
  return (
    <Panel title={t.institutions} flush>
      <ul className="rows">
        {lead.institutions.map(({ fixmedins_code, fixmedins_name, admdvs }) => (
          <li key={fixmedins_code} className="place">
            <div>
              <strong>{fixmedins_name}</strong>
              <span className="code">{fixmedins_code}</span> <span className="faint">{region(admdvs)}</span>
            </div>
            <div className="place-acts">
              {ways.map(({ procedure }, at) => (
                <Button
                  key={procedure}
                  type={at === 0 ? 'primary' : 'default'}
                  onClick={() => setBegin({ procedure, fixmedins_code, fixmedins_name })}
                >
                  {names[procedure]}
                </Button>
              ))}
            </div>
          </li>
        ))}
      </ul>
      {begin === null ? null : (
        <BeginMatter {...begin} title={names[begin.procedure]} lead={lead} onClose={() => setBegin(null)} />
      )}
    </Panel>
  );
}
