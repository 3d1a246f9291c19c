/** What an institution was reminded of: each reminder explained by what decided it, as a finding of a lead is. */
import { useId, useState } from 'react';
import { DownOutlined, RightOutlined } from '@ant-design/icons';
import { Points } from '../findings/finding-detail.tsx';
import { textOfInstant } from '../format/instant.ts';
import { useText } from '../language/language.tsx';
import { Evidence } from '../parts/evidence.tsx';
import { Mark } from '../parts/marks.tsx';
import { Money } from '../parts/money.tsx';
import { Panel } from '../parts/panel.tsx';
import type { ReminderSeen } from './answers.ts';
import { checkText } from './text.ts';
import '../findings/findings.css';

/** So many are open at once; of more each is opened by hand. */
const OPEN = 3;

export function Reminders({ reminders }: { readonly reminders: readonly ReminderSeen[] }) {
  const t = useText(checkText);
  return (
    <Panel title={t.reminders} flush>
      {reminders.length === 0 ? <p className="padded faint">{t.noReminders}</p> : null}
      <ul className="findings">
        {reminders.map((one) => (
          <Reminder key={one.jr_id} reminder={one} opened={reminders.length <= OPEN} />
        ))}
      </ul>
    </Panel>
  );
}

function Reminder({ reminder, opened }: { readonly reminder: ReminderSeen; readonly opened: boolean }) {
  const t = useText(checkText);
  const [open, setOpen] = useState(opened);
  const id = useId();
  const { rule_name, rule_id, sev_deg, amount_fen, message, dspo_way, told_at } = reminder;
  return (
    <li>
      <button
        type="button"
        className="finding-head"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <span aria-hidden="true" className="finding-turn">
          {open ? <DownOutlined /> : <RightOutlined />}
        </span>
        <span className="finding-name">
          <span className="strong">{rule_name}</span>
          {rule_id === rule_name ? null : <span className="code"> {rule_id}</span>}
        </span>
        <span className="finding-marks">
          {sev_deg === '1' ? (
            <Mark tone="red">{t.severities['1']}</Mark>
          ) : (
            <Mark tone="quiet">{t.severities['2']}</Mark>
          )}
          <WayMark way={dspo_way} />
        </span>
        <span className="finding-amount">
          {amount_fen === null ? <span className="faint">{t.noAmount}</span> : <Money fen={amount_fen} />}
        </span>
        <span className="finding-message">{message}</span>
        <span className="finding-about faint figures">
          {told_at === null ? t.notAnswered : t.toldAt(textOfInstant(told_at))}
        </span>
      </button>
      <div id={id}>{open ? <Detail reminder={reminder} /> : null}</div>
    </li>
  );
}

/** What the institution did about it. */
function WayMark({ way }: { readonly way: string | null }) {
  const t = useText(checkText);
  if (way === '1') return <Mark tone="amber">{t.ways['1']}</Mark>;
  return way === '2' ? <Mark tone="green">{t.ways['2']}</Mark> : null;
}

function Detail({ reminder }: { readonly reminder: ReminderSeen }) {
  const t = useText(checkText);
  const { evidence, basis, knowledge, points, rx_ids, related_rx_ids } = reminder;
  const lines = [
    [t.charged, rx_ids],
    [t.related, related_rx_ids],
  ] as const;
  return (
    <div className="finding-detail">
      {evidence.length === 0 ? <p className="hint">{t.noEvidence}</p> : <Evidence evidence={evidence} />}
      {knowledge.length === 0 ? null : <Points points={points} knowledge={knowledge} />}
      {basis.length === 0 ? null : (
        <section>
          <h3>{t.basis}</h3>
          <ul>
            {basis.map((article) => (
              <li key={article}>{article}</li>
            ))}
          </ul>
        </section>
      )}
      {lines.map(([name, ids]) =>
        ids.length === 0 ? null : (
          <section key={name}>
            <h3>{name}</h3>
            <p className="finding-lines">
              {ids.map((rx_id) => (
                <span key={rx_id} className="code">
                  {rx_id}
                </span>
              ))}
            </p>
          </section>
        ),
      )}
    </div>
  );
}
