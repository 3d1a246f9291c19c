/** Draws with everything that repeats them. */
import { useQuery } from '@tanstack/react-query';
import { textOfInstant } from '../format/instant.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { useInstitutionName } from '../parts/institution-picker.tsx';
import { Listed } from '../parts/listed.tsx';
import { Mark } from '../parts/marks.tsx';
import { usePersonName } from '../parts/person.tsx';
import type { DrawRow } from './answers.ts';
import { drawsQuery } from './queries.ts';
import { expertText } from './text.ts';

export function Draws() {
  const t = useText(expertText);
  const draws = useQuery(drawsQuery);
  const rows = draws.data ?? [];
  const institution = useInstitutionName(rows.flatMap(({ fixmedins_code }) => fixmedins_code ?? []));
  return (
    <Listed query={draws} count={rows.length} empty={{ title: t.noDraws, hint: t.noDrawsHint }}>
      <ul className="rows draw-rows">
        {rows.map((draw) => (
          <Draw
            key={draw.draw_id}
            draw={draw}
            institution={draw.fixmedins_code === null ? null : institution(draw.fixmedins_code)}
          />
        ))}
      </ul>
    </Listed>
  );
}

/** @param institution what it is about, by name */
function Draw({ draw, institution }: { readonly draw: DrawRow; readonly institution: string | null }) {
  const { joined } = useLanguage();
  const t = useText(expertText);
  const person = usePersonName();
  const { names, recused, drawn, seed, pool, pool_digest, holds } = draw;
  const reasonOf = (reason: string): string =>
    Object.entries(t.reasons).find(([name]) => name === reason)?.[1] ?? reason;
  return (
    <li>
      <div className="draw-head">
        <strong>{draw.purpose}</strong>
        <Mark tone={holds ? 'green' : 'red'}>{holds ? t.holds : t.broken}</Mark>
        <span className="faint">
          <time className="figures" dateTime={draw.drawn_at}>
            {textOfInstant(draw.drawn_at)}
          </time>{' '}
          · {person(draw.drawn_by)} · {t.kinds[draw.kind]}
          {draw.field === null ? '' : ` · ${draw.field}`} · {t.of(pool.length)}
          {institution === null ? '' : ` · ${institution}`}
        </span>
      </div>
      <dl className="stated">
        <div>
          <dt>{t.drawn}</dt>
          <dd className="strong">{joined(drawn.map((id) => names[id] ?? id))}</dd>
        </div>
        {recused.length === 0 ? null : (
          <div>
            <dt>{t.recused}</dt>
            <dd>
              {recused.map(({ expert_id, reason }) => `${names[expert_id] ?? ''}（${reasonOf(reason)}）`).join('、')}
            </dd>
          </div>
        )}
        <div>
          <dt>{t.seed}</dt>
          <dd className="code">{seed}</dd>
        </div>
        <div>
          <dt>{t.digest}</dt>
          <dd className="code">{pool_digest}</dd>
        </div>
      </dl>
    </li>
  );
}
