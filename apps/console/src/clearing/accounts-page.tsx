/** Accounts at banks that institutions are paid to: proposed by one person, confirmed by another; an institution sees its own. */
import { useRef, useState } from 'react';
import { Button, Form, Input } from 'antd';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { requestIds } from '../api/request-id.ts';
import { textOfDay, today } from '../format/day.ts';
import { DateField, LineField } from '../institutions/fields.tsx';
import { useText } from '../language/language.tsx';
import { changed, ChoiceFilter } from '../parts/filters.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Hidden } from '../parts/hidden.tsx';
import { InstitutionFilter, InstitutionPicker } from '../parts/institution-picker.tsx';
import { Listed } from '../parts/listed.tsx';
import { Mark } from '../parts/marks.tsx';
import type { Tone } from '../parts/marks.tsx';
import { usePersonName } from '../parts/person.tsx';
import { NoRight } from '../parts/states.tsx';
import { TillTable } from '../parts/till-table.tsx';
import { useMay, useMe } from '../session/me.tsx';
import { accountText } from './account-text.ts';
import type { BankAccount } from './answers.ts';
import { ACCOUNTS_PATH, bankAccountsQuery, useCleared } from './queries.ts';
import type { AccountFilter } from './queries.ts';

const route = getRouteApi('/clearing/accounts');

const TONES: Readonly<Record<BankAccount['state'], Tone>> = { proposed: 'amber', confirmed: 'green', dropped: 'quiet' };

export function BankAccountsPage() {
  return useMay()('clearing.read') ? <Accounts /> : <NoRight />;
}

function Accounts() {
  const t = useText(accountText);
  const filter = route.useSearch();
  const may = useMay();
  const isOwn = useMe().fixmedins_code !== null;
  const found = useInfiniteQuery(bankAccountsQuery(filter));
  const rows = found.data?.pages.flat() ?? [];
  const [proposing, setProposing] = useState(false);
  return (
    <div className="page">
      <Link to="/clearing" className="back">
        ← {t.back}
      </Link>
      <div className="page-head">
        <h1>{isOwn ? t.own : t.title}</h1>
        <p className="hint">{isOwn ? t.ownHint : t.hint}</p>
        {may('clearing.account') ? (
          <div className="lead-acts">
            <Button type="primary" onClick={() => setProposing(true)}>
              {t.propose}
            </Button>
          </div>
        ) : null}
      </div>
      <Filters filter={filter} places={!isOwn} />
      <Listed query={found} count={rows.length} empty={{ title: t.empty, hint: t.emptyHint }}>
        <TillTable columns={[isOwn ? null : t.institution, t.bank, t.number, t.from, t.state, t.people]}>
          {rows.map((row) => (
            <Row key={row.account_id} row={row} place={!isOwn} />
          ))}
        </TillTable>
      </Listed>
      {proposing ? <Propose onClose={() => setProposing(false)} /> : null}
    </div>
  );
}

function Filters({ filter, places }: { readonly filter: AccountFilter; readonly places: boolean }) {
  const t = useText(accountText);
  const navigate = route.useNavigate();
  const set = (name: keyof AccountFilter) => (value: string | undefined) =>
    void navigate({ search: changed(filter, name, value), replace: true });
  return (
    <div className="filters" role="search">
      {places ? (
        <InstitutionFilter label={t.institution} value={filter.fixmedins_code} onChange={set('fixmedins_code')} />
      ) : null}
      <ChoiceFilter
        label={t.state}
        any={t.anyState}
        value={filter.state}
        options={Object.entries(t.states).map(([value, label]) => ({ value, label }))}
        onChange={set('state')}
      />
    </div>
  );
}

function Row({ row, place }: { readonly row: BankAccount; readonly place: boolean }) {
  const t = useText(accountText);
  const nameOf = usePersonName();
  const { account_id, fixmedins_code, fixmedins_name, begndate, bank, holder, tail, state, made_by, decided_by } = row;
  return (
    <tr>
      {place ? (
        <td className="till-name">
          {fixmedins_name} <span className="code">{fixmedins_code}</span>
        </td>
      ) : null}
      <td>
        {bank} <span className="faint">{holder}</span>
      </td>
      <td className="figures till-time" data-label={t.number}>
        <Hidden<{ readonly account_no: string }>
          path={`${ACCOUNTS_PATH}/${account_id}/number`}
          right="clearing.account-reveal"
          hidden={t.tail(tail)}
          show={t.show}
          shown={({ account_no }) => account_no}
        />
      </td>
      <td className="figures till-time" data-label={t.from}>
        {begndate}
      </td>
      <td>
        <Mark tone={TONES[state]}>{t.states[state]}</Mark>
      </td>
      <td>
        <span className="till-links">
          <span className="faint">
            {t.madeBy(nameOf(made_by))}
            {decided_by === null ? '' : ` · ${t.decidedBy(nameOf(decided_by))}`}
          </span>
          {state === 'proposed' ? <Decision row={row} /> : null}
        </span>
      </td>
    </tr>
  );
}

/** What the second person does about a proposal. */
function Decision({ row }: { readonly row: BankAccount }) {
  const t = useText(accountText);
  const me = useMe();
  const cleared = useCleared();
  const [deciding, setDeciding] = useState<'confirm' | 'drop' | null>(null);
  const mayDecide = useMay()('clearing.approve');
  if (row.made_by === me.id) return <span className="hint">{t.ownProposal}</span>;
  if (!mayDecide) return null;
  const title = deciding === 'confirm' ? t.confirmTitle : t.dropTitle;
  return (
    <span className="till-links">
      <Button size="small" type="primary" onClick={() => setDeciding('confirm')}>
        {t.confirm}
      </Button>
      <Button size="small" onClick={() => setDeciding('drop')}>
        {t.drop}
      </Button>
      {deciding === null ? null : (
        <FormDialog
          title={title(row.fixmedins_name)}
          submit={t[deciding]}
          onClose={() => setDeciding(null)}
          send={async () => {
            const confirm = deciding === 'confirm';
            await ask('POST', `${ACCOUNTS_PATH}/${row.account_id}/decision`, { confirm });
            await cleared();
          }}
        >
          <p className="spaced figures">
            {row.bank} · {row.holder} · {t.tail(row.tail)}
          </p>
          <p className="hint spaced">{deciding === 'confirm' ? t.confirmHint : t.dropHint}</p>
        </FormDialog>
      )}
    </span>
  );
}

interface Typed {
  readonly fixmedins_code: string;
  readonly bank: string;
  readonly holder: string;
  readonly account_no: string;
  readonly begndate: string;
}

function Propose({ onClose }: { readonly onClose: () => void }) {
  const t = useText(accountText);
  const cleared = useCleared();
  const ids = useRef(requestIds());
  return (
    <FormDialog<Typed>
      title={t.propose}
      submit={t.propose}
      initial={{ begndate: textOfDay(today()) }}
      onClose={onClose}
      send={async ({ bank, holder, account_no, ...typed }) => {
        const number = account_no.replaceAll(/\s/g, '');
        const wanted = { ...typed, bank: bank.trim(), holder: holder.trim(), account_no: number };
        await ask('POST', ACCOUNTS_PATH, { account_id: ids.current(wanted), ...wanted });
        await cleared();
      }}
    >
      <p className="hint spaced">{t.proposeHint}</p>
      <Form.Item name="fixmedins_code" label={t.institution} rules={[{ required: true, message: t.needed }]}>
        <InstitutionPicker />
      </Form.Item>
      <LineField name="bank" label={t.bank} />
      <LineField name="holder" label={t.holder} />
      <Form.Item
        name="account_no"
        label={t.number}
        rules={[{ required: true, pattern: /^(\s*\d){8,30}\s*$/, message: t.numberNeeded }]}
      >
        <Input maxLength={60} autoComplete="off" inputMode="numeric" />
      </Form.Item>
      <DateField name="begndate" label={t.from} />
    </FormDialog>
  );
}
