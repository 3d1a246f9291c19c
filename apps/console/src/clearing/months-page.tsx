/** The months that were cleared, each with its states; for an institution its own. */
import { useState } from 'react';
import { Button, Form, Select } from 'antd';
import { Link, useNavigate } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { textOfDay, today } from '../format/day.ts';
import { useText } from '../language/language.tsx';
import { DayField } from '../matters/day-field.tsx';
import { FormDialog, within } from '../parts/form-dialog.tsx';
import { InstitutionPicker } from '../parts/institution-picker.tsx';
import { Listed } from '../parts/listed.tsx';
import { Money } from '../parts/money.tsx';
import { NoRight } from '../parts/states.tsx';
import { TillTable } from '../parts/till-table.tsx';
import { useMay, useMe } from '../session/me.tsx';
import type { MonthListed, Terms } from './answers.ts';
import { monthsQuery, STATES, useCleared } from './queries.ts';
import { accountText } from './account-text.ts';
import { StateMark } from './state-mark.tsx';
import { clearingText } from './text.ts';

export function MonthsPage() {
  return useMay()('clearing.read') ? <Months /> : <NoRight />;
}

function Months() {
  const t = useText(clearingText);
  const a = useText(accountText);
  const may = useMay();
  const isOwn = useMe().fixmedins_code !== null;
  const [open, setOpen] = useState<'compute' | 'terms' | null>(null);
  const found = useQuery(monthsQuery);
  const months = [...Map.groupBy(found.data ?? [], ({ month }) => month)];
  const close = (): void => setOpen(null);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{isOwn ? t.own : t.title}</h1>
        <p className="hint">{isOwn ? t.ownHint : t.hint}</p>
        <div className="till-links till-end">
          <Link to="/clearing/accounts" search={{}}>
            {isOwn ? a.own : a.title} →
          </Link>
          {may('clearing.compute') ? (
            <>
              <Button onClick={() => setOpen('terms')}>{t.terms}</Button>
              <Button type="primary" onClick={() => setOpen('compute')}>
                {t.compute}
              </Button>
            </>
          ) : null}
        </div>
      </div>
      <Listed query={found} count={months.length} empty={{ title: t.empty, hint: t.emptyHint }}>
        <TillTable columns={[t.month, t.state, { right: t.institutionCount }, { right: t.pay }]}>
          {months.map(([month, states]) => (
            <Month key={month} month={month} states={states} />
          ))}
        </TillTable>
      </Listed>
      {open === 'compute' ? <Compute onClose={close} /> : null}
      {open === 'terms' ? <SetTerms onClose={close} /> : null}
    </div>
  );
}

function Month({ month, states }: { readonly month: string; readonly states: readonly MonthListed[] }) {
  const t = useText(clearingText);
  const { fixmedins_code } = useMe();
  const sum = (of: (row: MonthListed) => number): number => states.reduce((total, row) => total + of(row), 0);
  return (
    <tr>
      <td className="till-time figures">
        {fixmedins_code === null ? (
          <Link to="/clearing/$month" params={{ month }} search={{}}>
            {month}
          </Link>
        ) : (
          <Link to="/clearing/$month/$fixmedins_code" params={{ month, fixmedins_code }}>
            {month}
          </Link>
        )}
      </td>
      <td>
        <span className="till-links">
          {STATES.flatMap((state) => states.filter((row) => row.state === state)).map(({ state, institutions }) => (
            <span key={state} className="till-links">
              <StateMark state={state} />
              {fixmedins_code === null ? <span className="faint">{t.institutions(institutions)}</span> : null}
            </span>
          ))}
        </span>
      </td>
      <td className="right figures" data-label={t.institutionCount}>
        {sum(({ institutions }) => institutions)}
      </td>
      <td className="right" data-label={t.pay}>
        <Money fen={sum(({ pay_fen }) => pay_fen)} strong />
      </td>
    </tr>
  );
}

/** Days of `2026-03-01` back to a day of the month before. */
const MONTH_LENGTH = 7;

/** The month before today's, which is over. */
function lastMonth(): string {
  const now = today();
  const first = Number(textOfDay(now).slice(MONTH_LENGTH + 1));
  return textOfDay(now - first).slice(0, MONTH_LENGTH);
}

function Compute({ onClose }: { readonly onClose: () => void }) {
  const t = useText(clearingText);
  const cleared = useCleared();
  const navigate = useNavigate();
  return (
    <FormDialog<{ readonly month: string }>
      title={t.computeTitle}
      submit={t.compute}
      initial={{ month: lastMonth() }}
      onClose={onClose}
      send={async ({ month }) => {
        await ask('POST', '/api/clearing/compute', { month });
        await cleared();
        await navigate({ to: '/clearing/$month', params: { month }, search: {} });
      }}
    >
      <p className="hint spaced">{t.computeHint}</p>
      <Form.Item
        name="month"
        label={t.month}
        rules={[{ required: true, pattern: /^\d{4}-\d{2}$/, message: t.monthNeeded }]}
      >
        <DayField unit="month" />
      </Form.Item>
    </FormDialog>
  );
}

interface TypedTerms {
  readonly fixmedins_code: string;
  readonly terms: Terms;
}

function SetTerms({ onClose }: { readonly onClose: () => void }) {
  const t = useText(clearingText);
  return (
    <FormDialog<TypedTerms>
      title={t.termsTitle}
      submit={t.save}
      initial={{ terms: 'village' }}
      onClose={onClose}
      send={async (typed) => ask('POST', '/api/clearing/terms', typed)}
    >
      <p className="hint spaced">{t.termsHint}</p>
      <Form.Item name="fixmedins_code" label={t.institution} rules={[{ required: true, message: t.needed }]}>
        <InstitutionPicker />
      </Form.Item>
      <Form.Item name="terms" label={t.terms}>
        <Select
          getPopupContainer={within}
          options={Object.entries(t.termNames).map(([value, label]) => ({ value, label }))}
        />
      </Form.Item>
    </FormDialog>
  );
}
