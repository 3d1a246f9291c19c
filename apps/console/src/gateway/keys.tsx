/** The public keys of an institution: registered from its letter, revoked for a reason. */
import { useRef, useState } from 'react';
import { Button, Form, Input } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { uuid } from '../api/uuid.ts';
import { textOfInstant } from '../format/instant.ts';
import { useText } from '../language/language.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Listed } from '../parts/listed.tsx';
import { Mark } from '../parts/marks.tsx';
import { Panel } from '../parts/panel.tsx';
import { usePersonName } from '../parts/person.tsx';
import { useMay } from '../session/me.tsx';
import type { KeyRow } from './answers.ts';
import { KeyField } from './key-field.tsx';
import { readPublicKey } from './public-key.ts';
import { keysPath, keysQuery } from './queries.ts';
import { gatewayText } from './text.ts';

export function Keys({ code }: { readonly code: string }) {
  const t = useText(gatewayText);
  const may = useMay()('gateway.key');
  const keys = useQuery(keysQuery(code));
  const rows = keys.data ?? [];
  const [adding, setAdding] = useState(false);
  const [revoking, setRevoking] = useState<KeyRow | null>(null);
  return (
    <Panel
      title={t.keyTitle}
      flush
      beside={
        may ? (
          <Button size="small" onClick={() => setAdding(true)}>
            {t.addKey}
          </Button>
        ) : undefined
      }
    >
      <Listed query={keys} count={rows.length} empty={{ title: t.noKeys }} within>
        <ul className="rows">
          {rows.map((row) => (
            <Key
              key={row.key_id}
              row={row}
              {...(may && row.revoked_at === null ? { onRevoke: () => setRevoking(row) } : {})}
            />
          ))}
        </ul>
      </Listed>
      {adding ? <AddKey code={code} onClose={() => setAdding(false)} /> : null}
      {revoking === null ? null : <RevokeKey code={code} row={revoking} onClose={() => setRevoking(null)} />}
    </Panel>
  );
}

/** As many digits as tell one key from another; the log names a key by them too. */
const TAIL = -8;

function Key({ row, onRevoke }: { readonly row: KeyRow; readonly onRevoke?: () => void }) {
  const t = useText(gatewayText);
  const nameOf = usePersonName();
  const { note, public_key, encrypts, added_by, added_at, revoked_by, revoked_at } = row;
  return (
    <li className="till-refusal">
      <div className="till-links">
        {revoked_at === null ? <Mark tone="green">{t.valid}</Mark> : <Mark tone="quiet">{t.revoked}</Mark>}
        {encrypts ? <Mark tone="blue">{t.encrypts}</Mark> : null}
        <span className="strong">{note}</span>
        {onRevoke === undefined ? null : (
          <Button size="small" danger className="till-end" onClick={onRevoke}>
            {t.revoke}
          </Button>
        )}
      </div>
      <span className="code" title={public_key}>
        {t.keyTail(public_key.slice(TAIL))}
      </span>
      <span className="faint figures">{t.added(nameOf(added_by), textOfInstant(added_at))}</span>
      {revoked_at === null || revoked_by === null ? null : (
        <span className="faint figures">{t.revokedBy(nameOf(revoked_by), textOfInstant(revoked_at))}</span>
      )}
    </li>
  );
}

interface Typed {
  readonly public_key: string;
  readonly note: string;
  readonly body_key?: string;
}

interface FormProps {
  readonly code: string;
  readonly onClose: () => void;
}

/** What a change of keys makes stale. */
function useKept(code: string) {
  const queries = useQueryClient();
  return async (): Promise<void> => {
    const stale = [['keys', code], ['connection', code], ['connections']];
    await Promise.all(stale.map(async (queryKey) => queries.invalidateQueries({ queryKey })));
  };
}

function AddKey({ code, onClose }: FormProps) {
  const t = useText(gatewayText);
  const kept = useKept(code);
  const key_id = useRef(uuid());
  return (
    <FormDialog<Typed>
      title={t.addKey}
      submit={t.addKey}
      onClose={onClose}
      send={async ({ public_key, note, body_key = '' }) => {
        const read = readPublicKey(public_key);
        await ask('POST', keysPath(code), {
          key_id: key_id.current,
          public_key: 'key' in read ? read.key : public_key,
          note,
          ...(body_key.trim() === '' ? {} : { body_key: body_key.trim().toLowerCase() }),
        });
        await kept();
      }}
    >
      <KeyField />
      <Form.Item name="note" label={t.note} rules={[{ required: true, whitespace: true, message: t.needed }]}>
        <Input maxLength={300} placeholder={t.noteHint} />
      </Form.Item>
      <Form.Item
        name="body_key"
        label={t.bodyKey}
        rules={[{ pattern: /^\s*[0-9a-f]{32}\s*$/i, message: t.bodyKeyFault }]}
      >
        <Input.Password autoComplete="off" />
      </Form.Item>
    </FormDialog>
  );
}

function RevokeKey({ code, row: { key_id, note }, onClose }: FormProps & { readonly row: KeyRow }) {
  const t = useText(gatewayText);
  const kept = useKept(code);
  return (
    <FormDialog<{ readonly reason: string }>
      title={t.revokeTitle(note)}
      submit={t.revoke}
      onClose={onClose}
      send={async ({ reason }) => {
        await ask('POST', `${keysPath(code)}/${key_id}/revoke`, { reason });
        await kept();
      }}
    >
      <p className="hint spaced">{t.revokeHint}</p>
      <Form.Item name="reason" label={t.reason} rules={[{ required: true, whitespace: true, message: t.needed }]}>
        <Input.TextArea rows={3} maxLength={300} />
      </Form.Item>
    </FormDialog>
  );
}
