/** Alarms of mass activation, those that wait first. */
import { useState } from 'react';
import { Button, Form, Input } from 'antd';
import { Link } from '@tanstack/react-router';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { textOfInstant } from '../format/instant.ts';
import { useText } from '../language/language.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Listed } from '../parts/listed.tsx';
import { Mark } from '../parts/marks.tsx';
import { Panel } from '../parts/panel.tsx';
import { usePersonName } from '../parts/person.tsx';
import { Regions } from '../parts/region.tsx';
import { ShortId } from '../parts/short-id.tsx';
import { useMay } from '../session/me.tsx';
import type { Alarm } from './answers.ts';
import { alarmsQuery } from './queries.ts';
import { voucherText } from './text.ts';

export function Alarms() {
  const t = useText(voucherText);
  const may = useMay();
  const alarms = useQuery(alarmsQuery);
  const rows = alarms.data ?? [];
  const [handling, setHandling] = useState<Alarm | null>(null);
  return (
    <Panel
      title={t.alarms}
      flush
      beside={may('wallet.read') ? <Link to="/wallets/rules">{t.toRules}</Link> : undefined}
    >
      <p className="panel-note">{t.alarmsHint}</p>
      <Listed query={alarms} count={rows.length} empty={{ title: t.noAlarms }} within>
        <ul className="rows">
          {rows.map((row) => (
            <Item key={row.alarm_id} row={row} onHandle={() => setHandling(row)} />
          ))}
        </ul>
      </Listed>
      {handling === null ? null : <Handle alarm={handling} onClose={() => setHandling(null)} />}
    </Panel>
  );
}

function Item({ row, onHandle }: { readonly row: Alarm; readonly onHandle: () => void }) {
  const t = useText(voucherText);
  const may = useMay()('voucher.alarm');
  const nameOf = usePersonName();
  const { by, of, persons, threshold, days, place, regions, first_at, last_at, raised_at } = row;
  const { handled_by, handled_at, words } = row;
  return (
    <li className="till-refusal">
      <div className="till-links">
        {handled_at === null ? <Mark tone="red">{t.waits}</Mark> : <Mark tone="quiet">{t.handled}</Mark>}
        <span className="strong">{t.alarmBy[by]}</span>
        {by === 'device' ? <ShortId id={of} /> : null}
        {by === 'witness' ? <span>{nameOf(of)}</span> : null}
      </div>
      <span>{t.alarmSaid(days, persons, threshold)}</span>
      <span className="faint">
        {place} · <Regions codes={regions} />
      </span>
      <span className="faint figures">
        {t.between(textOfInstant(first_at), textOfInstant(last_at))} · {t.raised(textOfInstant(raised_at))}
      </span>
      {handled_by === null || handled_at === null ? (
        may ? (
          <div>
            <Button size="small" onClick={onHandle}>
              {t.handle}
            </Button>
          </div>
        ) : null
      ) : (
        <>
          <span>{words}</span>
          <span className="faint figures">{t.handledBy(nameOf(handled_by), textOfInstant(handled_at))}</span>
        </>
      )}
    </li>
  );
}

function Handle({ alarm: { alarm_id }, onClose }: { readonly alarm: Alarm; readonly onClose: () => void }) {
  const t = useText(voucherText);
  const queries = useQueryClient();
  return (
    <FormDialog<{ readonly words: string }>
      title={t.handleTitle}
      submit={t.handle}
      onClose={onClose}
      send={async ({ words }) => {
        await ask('POST', `/api/vouchers/alarms/${alarm_id}/handle`, { words: words.trim() });
        await queries.invalidateQueries(alarmsQuery);
      }}
    >
      <p className="hint spaced">{t.handleHint}</p>
      <Form.Item
        name="words"
        label={t.handleWords}
        rules={[{ required: true, whitespace: true, min: 2, message: t.needed }]}
      >
        <Input.TextArea rows={4} maxLength={300} />
      </Form.Item>
    </FormDialog>
  );
}
