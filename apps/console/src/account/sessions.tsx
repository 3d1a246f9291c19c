import { Button } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask, Refused } from '../api/ask.ts';
import { textOfInstant } from '../format/instant.ts';
import { useText } from '../language/language.tsx';
import { Mark } from '../parts/marks.tsx';
import { Panel } from '../parts/panel.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import { Trouble, Waiting } from '../parts/states.tsx';
import { sessionsQuery } from './queries.ts';
import { ownText } from './text.ts';

/** Where the person is signed in, and a way to end it. */
export function Sessions() {
  const t = useText(ownText);
  const queries = useQueryClient();
  const found = useQuery(sessionsQuery);
  const end = useMutation({
    mutationFn: (id: string | null) =>
      id === null ? ask('POST', '/api/auth/revoke-other-sessions') : ask('POST', '/api/auth/revoke-session', { id }),
    onSuccess: () => queries.invalidateQueries(sessionsQuery),
  });
  const { current = null, sessions = [] } = found.data ?? {};
  return (
    <Panel
      title={t.sessions}
      flush
      {...(sessions.length > 1
        ? {
            beside: (
              <Button type="link" onClick={() => end.mutate(null)}>
                {t.endOthers}
              </Button>
            ),
          }
        : {})}
    >
      {found.isPending ? <Waiting rows={2} /> : null}
      {found.isError ? <Trouble error={found.error} retry={() => void found.refetch()} /> : null}
      {end.error instanceof Refused ? <RefusedAlert error={end.error} /> : null}
      <ul className="rows">
        {sessions.map(({ id, createdAt, updatedAt, ipAddress, userAgent }) => (
          <li key={id} className="session">
            <div>
              <strong>{programOf(userAgent ?? '') ?? t.unknownAgent}</strong> <span className="code">{ipAddress}</span>
              <p className="faint figures">
                {t.from(textOfInstant(createdAt))} · {t.used(textOfInstant(updatedAt))}
              </p>
            </div>
            {id === current ? (
              <Mark tone="green">{t.thisOne}</Mark>
            ) : (
              <Button size="small" onClick={() => end.mutate(id)}>
                {t.end}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** `Chrome 140 · Windows`, as far as it can be told. */
function programOf(agent: string): string | undefined {
  const [, program, version] = /(Edg|Firefox|Chrome|Version)\/(\d+)/.exec(agent) ?? [];
  const system = /Windows|Android|iPhone|Macintosh|Linux/.exec(agent)?.[0];
  if (program === undefined) return system;
  const name = program === 'Version' ? 'Safari' : program === 'Edg' ? 'Edge' : program;
  return [`${name} ${version}`, ...(system === undefined ? [] : [system])].join(' · ');
}
