/** Face terminals of an institution: registered by their public key, revoked for a reason. */
import { useRef, useState } from 'react';
import { Button, Form, Input } from 'antd';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { uuid } from '../api/uuid.ts';
import { textOfInstant } from '../format/instant.ts';
import { KeyField } from '../gateway/key-field.tsx';
import { readPublicKey } from '../gateway/public-key.ts';
import { useText } from '../language/language.tsx';
import { changed } from '../parts/filters.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { InstitutionFilter } from '../parts/institution-picker.tsx';
import { Listed } from '../parts/listed.tsx';
import { Mark } from '../parts/marks.tsx';
import { Panel } from '../parts/panel.tsx';
import { usePersonName } from '../parts/person.tsx';
import { Empty, NoRight } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import type { TerminalRow } from './answers.ts';
import { activationFilterOf, terminalsPath, terminalsQuery } from './queries.ts';
import { voucherText } from './text.ts';
import '../gateway/till.css';

const route = getRouteApi('/vouchers/terminals');

export function TerminalsPage() {
  return useMay()('voucher.terminal') ? <OfInstitution /> : <NoRight />;
}

function OfInstitution() {
  const t = useText(voucherText);
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const { fixmedins_code: code } = filter;
  return (
    <div className="page">
      <Link to="/vouchers" search={activationFilterOf({})} className="back">
        ← {t.title}
      </Link>
      <div className="page-head">
        <h1>{t.terminals}</h1>
        <p className="hint">{t.terminalsHint}</p>
      </div>
      <div className="filters" role="search">
        <InstitutionFilter
          label={t.institution}
          value={code}
          onChange={(chosen) => void navigate({ search: changed(filter, 'fixmedins_code', chosen), replace: true })}
        />
      </div>
      {code === undefined ? (
        <Panel title={t.terminals}>
          <Empty title={t.chooseFirst} hint={t.chooseFirstHint} />
        </Panel>
      ) : (
        <Terminals key={code} code={code} />
      )}
    </div>
  );
}

function Terminals({ code }: { readonly code: string }) {
  const t = useText(voucherText);
  const found = useQuery(terminalsQuery(code));
  const rows = found.data ?? [];
  const [adding, setAdding] = useState(false);
  const [revoking, setRevoking] = useState<TerminalRow | null>(null);
  return (
    <Panel
      title={t.terminals}
      flush
      beside={
        <Button size="small" onClick={() => setAdding(true)}>
          {t.add}
        </Button>
      }
    >
      <Listed query={found} count={rows.length} empty={{ title: t.noTerminals, hint: t.noTerminalsHint }} within>
        <ul className="rows">
          {rows.map((row) => (
            <Terminal key={row.terminal_id} row={row} onRevoke={() => setRevoking(row)} />
          ))}
        </ul>
      </Listed>
      {adding ? <Add code={code} onClose={() => setAdding(false)} /> : null}
      {revoking === null ? null : <Revoke code={code} row={revoking} onClose={() => setRevoking(null)} />}
    </Panel>
  );
}

function Terminal({ row, onRevoke }: { readonly row: TerminalRow; readonly onRevoke: () => void }) {
  const t = useText(voucherText);
  const nameOf = usePersonName();
  const { terminal_id, note, added_by, added_at, revoked_at } = row;
  return (
    <li className="till-refusal">
      <div className="till-links">
        {revoked_at === null ? <Mark tone="green">{t.valid}</Mark> : <Mark tone="quiet">{t.terminalRevoked}</Mark>}
        <span className="strong">{note}</span>
        {revoked_at === null ? (
          <Button size="small" danger className="till-end" onClick={onRevoke}>
            {t.terminalRevoke}
          </Button>
        ) : null}
      </div>
      <span className="code">{terminal_id}</span>
      <span className="faint figures">
        {t.addedBy(nameOf(added_by), textOfInstant(added_at))}
        {revoked_at === null ? '' : ` · ${t.revokedAt(textOfInstant(revoked_at))}`}
      </span>
    </li>
  );
}

interface FormProps {
  readonly code: string;
  readonly onClose: () => void;
}

function Add({ code, onClose }: FormProps) {
  const t = useText(voucherText);
  const queries = useQueryClient();
  const terminal_id = useRef(uuid());
  return (
    <FormDialog<{ readonly public_key: string; readonly note: string }>
      title={t.add}
      submit={t.add}
      onClose={onClose}
      send={async ({ public_key, note }) => {
        const read = readPublicKey(public_key);
        const rows = await ask<TerminalRow[]>('POST', terminalsPath(code), {
          terminal_id: terminal_id.current,
          public_key: 'key' in read ? read.key : public_key,
          note: note.trim(),
        });
        queries.setQueryData(terminalsQuery(code).queryKey, rows);
      }}
    >
      <p className="hint spaced">{t.addHint}</p>
      <KeyField />
      <Form.Item name="note" label={t.note} rules={[{ required: true, whitespace: true, min: 2, message: t.needed }]}>
        <Input maxLength={300} placeholder={t.noteHint} />
      </Form.Item>
    </FormDialog>
  );
}

function Revoke({ code, row: { terminal_id, note }, onClose }: FormProps & { readonly row: TerminalRow }) {
  const t = useText(voucherText);
  const queries = useQueryClient();
  return (
    <FormDialog<{ readonly reason: string }>
      title={t.terminalRevokeTitle(note)}
      submit={t.terminalRevoke}
      onClose={onClose}
      send={async ({ reason }) => {
        const path = `${terminalsPath(code)}/${terminal_id}/revoke`;
        const rows = await ask<TerminalRow[]>('POST', path, { reason: reason.trim() });
        queries.setQueryData(terminalsQuery(code).queryKey, rows);
      }}
    >
      <p className="hint spaced">{t.terminalRevokeHint}</p>
      <Form.Item
        name="reason"
        label={t.reason}
        rules={[{ required: true, whitespace: true, min: 2, message: t.needed }]}
      >
        <Input.TextArea rows={3} maxLength={300} />
      </Form.Item>
    </FormDialog>
  );
}
