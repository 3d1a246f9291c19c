/** What is frozen within reach, and its release by two persons. */
import { useState } from 'react';
import { Button, Form, Input, Radio } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { ask } from '../api/ask.ts';
import { requestIds } from '../api/request-id.ts';
import { textOfInstant } from '../format/instant.ts';
import { useText } from '../language/language.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Listed } from '../parts/listed.tsx';
import { Mark } from '../parts/marks.tsx';
import { Panel } from '../parts/panel.tsx';
import { usePersonName } from '../parts/person.tsx';
import { useMay, useMe } from '../session/me.tsx';
import type { Freezable, FreezeRow } from './answers.ts';
import { freezesQuery } from './queries.ts';
import { walletText } from './text.ts';

export function Freezes() {
  const t = useText(walletText);
  const freezes = useQuery(freezesQuery);
  const rows = freezes.data ?? [];
  const [releasing, setReleasing] = useState<FreezeRow | null>(null);
  return (
    <Panel title={t.allFreezes} flush>
      <p className="panel-note">{t.allFreezesHint}</p>
      <Listed query={freezes} count={rows.length} empty={{ title: t.noFrozen }} within>
        <ul className="rows">
          {rows.map((row) => (
            <Frozen key={row.freeze_id} row={row} onRelease={() => setReleasing(row)} />
          ))}
        </ul>
      </Listed>
      {releasing === null ? null : <Release row={releasing} onClose={() => setReleasing(null)} />}
    </Panel>
  );
}

function Frozen({ row, onRelease }: { readonly row: FreezeRow; readonly onRelease: () => void }) {
  const t = useText(walletText);
  const may = useMay()('wallet.release');
  const me = useMe();
  const nameOf = usePersonName({ insured: t.insured });
  const { psn_no, what, frozen_by, frozen_at, release_by } = row;
  return (
    <li className="till-refusal">
      <div className="till-links">
        <span className="strong figures">{psn_no}</span>
        <span>{t.what[what]}</span>
        {release_by === null ? <Mark tone="red">{t.frozen}</Mark> : <Mark tone="amber">{t.releasing}</Mark>}
      </div>
      <span className="faint figures">{t.frozenBy(nameOf(frozen_by), textOfInstant(frozen_at))}</span>
      {release_by === null ? null : <span className="faint">{t.proposedBy(nameOf(release_by))}</span>}
      {!may ? null : release_by === me.id ? (
        <span className="hint">{t.ownProposal}</span>
      ) : (
        <div>
          <Button size="small" onClick={onRelease}>
            {release_by === null ? t.propose : t.confirmRelease}
          </Button>
        </div>
      )}
    </li>
  );
}

interface Typed {
  readonly reason: string;
}

function Release({
  row: { freeze_id, psn_no, release_by },
  onClose,
}: {
  readonly row: FreezeRow;
  readonly onClose: () => void;
}) {
  const t = useText(walletText);
  const queries = useQueryClient();
  return (
    <FormDialog<Typed>
      title={`${t.releaseTitle} ${psn_no}`}
      submit={release_by === null ? t.propose : t.confirmRelease}
      onClose={onClose}
      send={async ({ reason }) => {
        await ask('POST', '/api/wallets/release', { freeze_id, reason: reason.trim() });
        await queries.invalidateQueries(freezesQuery);
      }}
    >
      <p className="hint spaced">{t.releaseHint}</p>
      <Reason />
    </FormDialog>
  );
}

function Reason({ hint }: { readonly hint?: string }) {
  const t = useText(walletText);
  return (
    <Form.Item
      name="reason"
      label={t.reason}
      extra={hint}
      rules={[{ required: true, whitespace: true, min: 2, message: t.needed }]}
    >
      <Input.TextArea rows={3} maxLength={300} />
    </Form.Item>
  );
}

interface FreezeProps {
  /** As it was typed. */
  readonly psn_no: string;
  /** As it is shown. */
  readonly shown: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Freezes what was reported. */
export function Freeze({ psn_no, shown, onDone, onClose }: FreezeProps) {
  const t = useText(walletText);
  const queries = useQueryClient();
  const ids = useRef(requestIds());
  return (
    <FormDialog<Typed & { readonly what: Freezable }>
      title={t.freezeTitle(shown)}
      submit={t.freeze}
      initial={{ what: 'money' }}
      onClose={onClose}
      send={async ({ what, reason }) => {
        const wanted = { psn_no, what, reason: reason.trim() };
        await ask('POST', '/api/wallets/freeze', { freeze_id: ids.current(wanted), ...wanted });
        await queries.invalidateQueries(freezesQuery);
        onDone();
      }}
    >
      <p className="hint spaced">{t.freezeHint}</p>
      <Form.Item name="what" label={t.whatLabel}>
        <Radio.Group options={Object.entries(t.what).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Reason hint={t.reasonHint} />
    </FormDialog>
  );
}
