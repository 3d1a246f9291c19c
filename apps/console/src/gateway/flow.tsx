/** The last hour of traffic: messages by the minute, how fast they were answered, why they were refused. */
import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { textOfInstant } from '../format/instant.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { Panel } from '../parts/panel.tsx';
import type { Flow } from './answers.ts';
import { flowQuery } from './queries.ts';
import type { MessageFilter } from './queries.ts';
import { gatewayText } from './text.ts';

interface Props {
  readonly filter: MessageFilter;
  readonly live: boolean;
}

/** Stands above the list; what failed leaves it out, as the list says why. */
export function FlowPanel({ filter, live }: Props) {
  const t = useText(gatewayText);
  const { data: flow } = useQuery(flowQuery(filter, live));
  if (flow === undefined) return null;
  return (
    <div className="flow">
      <Panel title={t.flow} beside={<span className="faint">{t.flowHint}</span>}>
        <FlowFigures flow={flow} />
        <Minutes minutes={flow.minutes} />
        <Announced minutes={flow.minutes} live={live} />
      </Panel>
      <Reasons flow={flow} filter={filter} />
    </div>
  );
}

type Minute = Flow['minutes'][number];
const all = ({ done, refused }: Pick<Minute, 'done' | 'refused'>): number => done + refused;

function FlowFigures({ flow: { minutes, p50_ms, p95_ms } }: { readonly flow: Flow }) {
  const t = useText(gatewayText);
  const sum = (name: 'done' | 'refused'): number => minutes.reduce((total, minute) => total + minute[name], 0);
  const [done, refused] = [sum('done'), sum('refused')];
  const facts = [
    [t.lastMinute, lastOf(minutes)],
    [t.peak, minutes.toSorted((a, b) => all(b) - all(a))[0]],
  ] as const;
  return (
    <dl className="till-sums">
      {facts.map(([name, minute]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="figures">{t.perMinute(minute === undefined ? 0 : all(minute))}</dd>
        </div>
      ))}
      <div>
        <dt>{t.refusedShare}</dt>
        <dd className="figures">{t.share(refused, done + refused)}</dd>
      </div>
      <div>
        <dt>{t.latencies}</dt>
        <dd className="figures">{[p50_ms, p95_ms].map(t.ms).join(' / ')}</dd>
      </div>
    </dl>
  );
}

/** The last minute that is over. */
const lastOf = (minutes: readonly Minute[]): Minute | undefined => minutes.at(-2);

/** Units of the picture. */
const [BAR, GAP, HEIGHT] = [10, 2, 56];

/** A bar a minute, what was refused on top. */
function Minutes({ minutes }: { readonly minutes: readonly Minute[] }) {
  const t = useText(gatewayText);
  const most = Math.max(1, ...minutes.map(all));
  const width = minutes.length * (BAR + GAP);
  const [first, last] = [minutes[0], minutes.at(-1)];
  return (
    <figure className="flow-minutes">
      <svg viewBox={`0 0 ${width} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={t.flowAlt(most)}>
        {minutes.map((minute, at) => {
          const [whole, refused] = [(all(minute) / most) * HEIGHT, (minute.refused / most) * HEIGHT];
          const place = { x: at * (BAR + GAP), width: BAR };
          return (
            <g key={minute.at}>
              <title>{t.minute(textOfInstant(minute.at).slice(CLOCK), minute.done, minute.refused)}</title>
              <rect {...place} y={HEIGHT - 1} height={1} className="flow-ground" />
              <rect {...place} y={HEIGHT - whole} height={refused} className="flow-refused" />
              <rect {...place} y={HEIGHT - whole + refused} height={whole - refused} className="flow-done" />
            </g>
          );
        })}
      </svg>
      <figcaption className="faint figures">
        <span>{first === undefined ? '' : textOfInstant(first.at).slice(CLOCK)}</span>
        <span className="flow-legend">
          <span className="flow-key flow-key-done" aria-hidden="true" />
          {t.done}
          <span className="flow-key flow-key-refused" aria-hidden="true" />
          {t.refused}
        </span>
        <span>{last === undefined ? '' : textOfInstant(last.at).slice(CLOCK)}</span>
      </figcaption>
    </figure>
  );
}

/** Characters of `2026-03-02 ` before the time. */
const CLOCK = 11;

/** Said to those who do not see the page: once a minute at most, and not while it stands still. */
function Announced({ minutes, live }: { readonly minutes: readonly Minute[]; readonly live: boolean }) {
  const t = useText(gatewayText);
  const minute = lastOf(minutes);
  return (
    <p className="unseen" aria-live="polite">
      {live && minute !== undefined && all(minute) > 0
        ? t.minute(textOfInstant(minute.at).slice(CLOCK), minute.done, minute.refused)
        : ''}
    </p>
  );
}

function Reasons({ flow: { refusals }, filter }: { readonly flow: Flow; readonly filter: MessageFilter }) {
  const { language } = useLanguage();
  const t = useText(gatewayText);
  return (
    <Panel title={t.refusals} flush>
      {refusals.length === 0 ? <p className="padded faint">{t.noRefusals}</p> : null}
      <ul className="rows flow-reasons">
        {refusals.map(({ code, count, said }) => (
          <li key={code}>
            <Link to="/messages" search={{ ...filter, code }} className="figures">
              {code}
            </Link>
            <span className="flow-said">{said?.[language]}</span>
            <span className="figures">{t.times(count)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
