/** Changes of accounts that wait to be confirmed by somebody else than their proposer. */
import { useState } from 'react';
import { App, Button } from 'antd';
import { Link } from '@tanstack/react-router';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask, Refused } from '../api/ask.ts';
import { textOfInstant } from '../format/instant.ts';
import { useText } from '../language/language.tsx';
import { useInstitutionName } from '../parts/institution-picker.tsx';
import { Panel } from '../parts/panel.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import { useRegionName } from '../parts/region.tsx';
import { useMay, useMe } from '../session/me.tsx';
import type { ChangeRow } from './answers.ts';
import { useDutyNames } from './duties.ts';
import { FirstPassword } from './first-password.tsx';
import { waitingQuery } from './queries.ts';
import { accountText } from './text.ts';

/** Nothing where nothing waits. */
export function Changes() {
  const t = useText(accountText);
  const { data: rows = [] } = useQuery(waitingQuery);
  const [shown, setShown] = useState<{ readonly name: string; readonly password: string } | null>(null);
  return (
    <>
      {shown === null ? null : <FirstPassword {...shown} onClose={() => setShown(null)} />}
      {rows.length === 0 ? null : (
        <Panel title={t.waitingTitle} flush>
          <ul className="rows">
            {rows.map((row) => (
              <li key={row.change_id}>
                <div className="change">
                  <Link to="/accounts/$id" params={{ id: row.user_id }}>
                    {row.name}
                  </Link>{' '}
                  <span className="code">{row.username}</span>
                  <ChangeText row={row} />
                </div>
                <Deciding row={row} onPassword={(password) => setShown({ name: row.name, password })} />
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}

/** What is to change, why, and who wants it. */
export function ChangeText({ row }: { readonly row: ChangeRow }) {
  const t = useText(accountText);
  const names = useDutyNames();
  const { kind, duties, regions, fixmedins_code, reason, proposed_by_name, proposed_at } = row;
  const region = useRegionName();
  const institution = useInstitutionName(fixmedins_code === null ? [] : [fixmedins_code]);
  const places = fixmedins_code === null ? regions.map(region).join('、') : institution(fixmedins_code);
  return (
    <>
      <p>
        {t.kinds[kind]}
        {kind === 'posts' ? `：${names(duties)} · ${places}` : ''}
      </p>
      <p className="faint">
        {reason} · {t.by(proposed_by_name, textOfInstant(proposed_at))}
      </p>
    </>
  );
}

/** What a second administrator may confirm too. */
const ANY_SECOND: readonly ChangeRow['kind'][] = ['password', 'totp'];

interface DecidingProps {
  readonly row: ChangeRow;
  readonly onPassword: (password: string) => void;
}

function Deciding({ row, onPassword }: DecidingProps) {
  const t = useText(accountText);
  const me = useMe();
  const may = useMay();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const decide = useMutation({
    mutationFn: (confirmed: boolean) =>
      ask<{ password: string | null }>('POST', `/api/account-changes/${row.change_id}/decision`, { confirmed }),
    onSuccess: ({ password }, confirmed) => {
      if (password === null) void message.success(confirmed ? t.confirmed : t.refused);
      else onPassword(password);
      return queries.invalidateQueries({ queryKey: ['accounts'] });
    },
  });
  const isOwn = row.proposed_by === me.id;
  const isMine = row.user_id === me.id;
  const mayConfirm = may('account.confirm') && (ANY_SECOND.includes(row.kind) || me.duties.includes('head'));
  return (
    <div className="change-acts">
      {decide.error instanceof Refused ? <RefusedAlert error={decide.error} /> : null}
      {isOwn ? (
        <>
          <span className="faint">{t.ownProposal}</span>
          <Button size="small" disabled={decide.isPending} onClick={() => decide.mutate(false)}>
            {t.takeBack}
          </Button>
        </>
      ) : null}
      {!isOwn && !isMine && mayConfirm ? (
        <>
          <Button type="primary" disabled={decide.isPending} onClick={() => decide.mutate(true)}>
            {t.confirm}
          </Button>
          <Button disabled={decide.isPending} onClick={() => decide.mutate(false)}>
            {t.refuse}
          </Button>
        </>
      ) : null}
    </div>
  );
}
