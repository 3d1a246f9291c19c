/** By which rules wallets and e-vouchers go: a row for each day from which other figures hold. */
import { useState } from 'react';
import { Button, Form, Input } from 'antd';
import { Link } from '@tanstack/react-router';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { textOfDay, today } from '../format/day.ts';
import { fenOf, yuan } from '../format/money.ts';
import { DateField, WordsField } from '../institutions/fields.tsx';
import { useText } from '../language/language.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Listed } from '../parts/listed.tsx';
import { Mark } from '../parts/marks.tsx';
import { MoneyField } from '../parts/money-field.tsx';
import { Panel } from '../parts/panel.tsx';
import { NoRight } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import type { WalletRules } from './answers.ts';
import { rulesQuery } from './queries.ts';
import { walletText } from './text.ts';
import '../gateway/till.css';
import './wallet.css';

export function RulesPage() {
  return useMay()('wallet.read') ? <Rules /> : <NoRight />;
}

function Rules() {
  const t = useText(walletText);
  const may = useMay()('wallet.rules');
  const found = useQuery(rulesQuery);
  const rows = found.data ?? [];
  const now = rows.find(({ begndate }) => begndate <= textOfDay(today())) ?? rows.at(-1);
  const [adding, setAdding] = useState(false);
  return (
    <div className="page">
      <Link to="/wallets" className="back">
        ← {t.title}
      </Link>
      <div className="page-head">
        <h1>{t.rules}</h1>
        <p className="hint">{t.rulesHint}</p>
        {may && now !== undefined ? (
          <div className="lead-acts">
            <Button type="primary" onClick={() => setAdding(true)}>
              {t.addRule}
            </Button>
          </div>
        ) : null}
      </div>
      <Listed query={found} count={rows.length} empty={{ title: t.rules }} within>
        {rows.map((row) => (
          <Row key={row.begndate} row={row} isNow={row === now} />
        ))}
      </Listed>
      {adding && now !== undefined ? <AddRules now={now} onClose={() => setAdding(false)} /> : null}
    </div>
  );
}

/** Fields that are whole numbers, in the order in which they are shown. */
const COUNTS = [
  'most_per_day',
  'elder_age',
  'rotate_s',
  'grace_s',
  'hold_s',
  'most_wrong',
  'code_minutes',
  'alarm_days',
  'alarm_device',
  'alarm_place',
  'alarm_witness',
] as const;
const TIMES = ['closed_from', 'closed_to', 'return_at'] as const;

function Row({ row, isNow }: { readonly row: WalletRules; readonly isNow: boolean }) {
  const t = useText(walletText);
  const { begndate, most_fen, closed_from, closed_to, return_at, source } = row;
  return (
    <Panel
      title={begndate}
      beside={
        isNow ? (
          <Mark tone="green">{t.holds}</Mark>
        ) : begndate > textOfDay(today()) ? (
          <Mark tone="blue">{t.coming}</Mark>
        ) : undefined
      }
    >
      <dl className="evidence pairs">
        <div>
          <dt>{t.rule.most_fen}</dt>
          <dd className="figures">{yuan(most_fen)}</dd>
        </div>
        <div>
          <dt>{t.rule.closed}</dt>
          <dd className="figures">
            {closed_from} – {closed_to}
          </dd>
        </div>
        <div>
          <dt>{t.rule.return_at}</dt>
          <dd className="figures">{return_at}</dd>
        </div>
        {COUNTS.map((name) => (
          <div key={name}>
            <dt>{t.rule[name]}</dt>
            <dd className="figures">{row[name]}</dd>
          </div>
        ))}
      </dl>
      <p className="hint wallet-source">
        {t.rule.source}：{source}
      </p>
    </Panel>
  );
}

type Typed = { readonly [Name in (typeof COUNTS)[number] | (typeof TIMES)[number]]: string } & {
  readonly begndate: string;
  readonly amount: string;
  readonly source: string;
};

function AddRules({ now, onClose }: { readonly now: WalletRules; readonly onClose: () => void }) {
  const t = useText(walletText);
  const queries = useQueryClient();
  const { most_fen, closed_from, closed_to, return_at } = now;
  const counts = Object.fromEntries(COUNTS.map((name) => [name, String(now[name])]));
  return (
    <FormDialog<Typed>
      title={t.addRule}
      submit={t.addRule}
      initial={{ ...counts, closed_from, closed_to, return_at, amount: yuan(most_fen) }}
      onClose={onClose}
      send={async ({ begndate, amount, source, ...typed }) => {
        const rows = await ask<WalletRules[]>('POST', '/api/wallets/rules', {
          ...typed,
          ...Object.fromEntries(COUNTS.map((name) => [name, Number(typed[name])])),
          begndate,
          most_fen: fenOf(amount) ?? 0,
          source: source.trim(),
        });
        queries.setQueryData(rulesQuery.queryKey, rows);
      }}
    >
      <p className="hint spaced">{t.ruleHint}</p>
      <div className="fields">
        <DateField name="begndate" label={t.rule.begndate} />
        <MoneyField name="amount" label={t.rule.most_fen} />
        {TIMES.map((name) => (
          <Form.Item
            key={name}
            name={name}
            label={t.rule[name]}
            rules={[{ required: true, pattern: /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/, message: t.times }]}
          >
            <Input maxLength={8} autoComplete="off" />
          </Form.Item>
        ))}
        {COUNTS.map((name) => (
          <Form.Item
            key={name}
            name={name}
            label={t.rule[name]}
            rules={[{ required: true, pattern: /^\d{1,6}$/, message: t.number }]}
          >
            <Input inputMode="numeric" maxLength={6} autoComplete="off" />
          </Form.Item>
        ))}
        <WordsField name="source" label={t.rule.source} />
      </div>
    </FormDialog>
  );
}
