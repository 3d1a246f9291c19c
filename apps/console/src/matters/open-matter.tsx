/** Opens a matter at an institution, for itself or as what follows from a matter: a measure, a transfer, a penalty on the spot. */
import { useState } from 'react';
import { Button } from 'antd';
import type { RightName } from '../api/answers.ts';
import { useText } from '../language/language.tsx';
import { institutionText } from '../institutions/text.ts';
import { useMay } from '../session/me.tsx';
import { BeginMatter } from './begin-matter.tsx';

const RIGHTS = {
  measure: 'measure.open',
  transfer: 'transfer.open',
  'summary-penalty': 'case.open',
} as const satisfies Record<string, RightName>;

interface Props {
  readonly procedure: keyof typeof RIGHTS;
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  /** The matter that it follows from. */
  readonly parent_id: string | null;
}

/** Nothing for those without the right. */
export function OpenMatter({ procedure, ...place }: Props) {
  const t = useText(institutionText);
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  if (!may(RIGHTS[procedure])) return null;
  const title = t.openMatter[procedure];
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {title}
      </Button>
      {isOpen ? <BeginMatter procedure={procedure} title={title} {...place} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
