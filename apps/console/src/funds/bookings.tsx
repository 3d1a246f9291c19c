/** Income of funds: one person proposes it, another posts or drops it. */
import { useRef, useState } from 'react';
import { Button } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { requestIds } from '../api/request-id.ts';
import { textOfDay, today } from '../format/day.ts';
import { fenOf, yuan } from '../format/money.ts';
import { ChoiceField, DateField, WordsField } from '../institutions/fields.tsx';
import { useLanguage, useText } from '../language/language.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Listed } from '../parts/listed.tsx';
import { Mark } from '../parts/marks.tsx';
import type { Tone } from '../parts/marks.tsx';
import { Money } from '../parts/money.tsx';
import { MoneyField } from '../parts/money-field.tsx';
import { Panel } from '../parts/panel.tsx';
import { usePersonName } from '../parts/person.tsx';
import { useMay, useMe } from '../session/me.tsx';
import { nameOfCode } from '../settlement/code-names.ts';
import type { Booking } from './answers.ts';
import { bookingsQuery } from './queries.ts';
import { fundText, wordOf } from './text.ts';

const TONES: Readonly<Record<Booking['state'], Tone>> = { proposed: 'amber', posted: 'green', dropped: 'quiet' };

export function Bookings() {
  const t = useText(fundText);
  const may = useMay();
  const bookings = useQuery(bookingsQuery);
  const rows = bookings.data ?? [];
  const [proposing, setProposing] = useState(false);
  const [takingBack, setTakingBack] = useState<Booking | null>(null);
  const [deciding, setDeciding] = useState<{ readonly row: Booking; readonly post: boolean } | null>(null);
  return (
    <Panel
      title={t.bookings}
      flush
      beside={
        may('fund.book') ? (
          <Button size="small" onClick={() => setProposing(true)}>
            {t.propose}
          </Button>
        ) : undefined
      }
    >
      <p className="panel-note">{t.bookingsHint}</p>
      <Listed query={bookings} count={rows.length} empty={{ title: t.noBookings }} within>
        <ul className="rows">
          {rows.map((row) => (
            <Item
              key={row.booking_id}
              row={row}
              isTakenBack={rows.some(({ reverses, state }) => reverses === row.booking_id && state !== 'dropped')}
              onDecide={(post) => setDeciding({ row, post })}
              onTakeBack={() => setTakingBack(row)}
            />
          ))}
        </ul>
      </Listed>
      {proposing ? <Propose onClose={() => setProposing(false)} /> : null}
      {takingBack === null ? null : <TakeBack row={takingBack} onClose={() => setTakingBack(null)} />}
      {deciding === null ? null : <Decide {...deciding} onClose={() => setDeciding(null)} />}
    </Panel>
  );
}

interface ItemProps {
  readonly row: Booking;
  /** Another takes it back, or is about to. */
  readonly isTakenBack: boolean;
  readonly onDecide: (post: boolean) => void;
  readonly onTakeBack: () => void;
}

function Item({ row, isTakenBack, onDecide, onTakeBack }: ItemProps) {
  const t = useText(fundText);
  const { language } = useLanguage();
  const may = useMay();
  const me = useMe();
  const nameOf = usePersonName();
  const { fund, source, fen, day, note, made_by, state, decided_by, reverses } = row;
  return (
    <li className="till-refusal">
      <div className="till-links">
        <Mark tone={TONES[state]}>{t.states[state]}</Mark>
        {reverses === null ? null : <Mark tone="red">{t.reversal}</Mark>}
        <span>{wordOf(t.sources, source)}</span>
        <span className="till-end">
          <Money fen={reverses === null ? fen : -fen} strong />
        </span>
      </div>
      <span>
        {nameOfCode('fund_pay_type', fund, language)} <span className="code">{fund}</span>{' '}
        <span className="figures faint">{day}</span>
      </span>
      <span className="faint">{note}</span>
      <span className="faint">
        {t.madeBy(nameOf(made_by))}
        {decided_by === null ? '' : ` · ${t.decidedBy(nameOf(decided_by))}`}
      </span>
      {state === 'posted' && reverses === null && !isTakenBack && may('fund.book') ? (
        <div>
          <Button size="small" onClick={onTakeBack}>
            {t.takeBack}
          </Button>
        </div>
      ) : null}
      {state !== 'proposed' || !may('fund.confirm') ? null : made_by === me.id ? (
        <span className="hint">{t.own}</span>
      ) : (
        <div className="till-links">
          <Button size="small" type="primary" onClick={() => onDecide(true)}>
            {t.post}
          </Button>
          <Button size="small" onClick={() => onDecide(false)}>
            {t.drop}
          </Button>
        </div>
      )}
    </li>
  );
}

/** Proposes the opposite of what was posted; another person decides. */
function TakeBack({ row: { booking_id, fen }, onClose }: { readonly row: Booking; readonly onClose: () => void }) {
  const t = useText(fundText);
  const kept = useKept();
  const ids = useRef(requestIds());
  return (
    <FormDialog<{ readonly note: string }>
      title={t.takeBackTitle(yuan(fen))}
      submit={t.takeBack}
      onClose={onClose}
      send={async ({ note }) => {
        const wanted = { note: note.trim() };
        const path = `/api/funds/bookings/${booking_id}/reversal`;
        await ask('POST', path, { reversal_id: ids.current({ booking_id, ...wanted }), ...wanted });
        await kept();
      }}
    >
      <p className="hint spaced">{t.takeBackHint}</p>
      <WordsField name="note" label={t.reason} />
    </FormDialog>
  );
}

interface Typed {
  readonly fund: string;
  readonly source: string;
  readonly amount: string;
  readonly day: string;
  readonly note: string;
}

/** Funds that have income of their own, as clearing knows them. */
const FUNDS = ['310100', '390100', '510100', '310103', '390200', '330100', '320100', '370100', '610100'];

/** What a change of the books makes stale. */
const STALE = ['bookings', 'funds', 'ledger kinds', 'ledger accounts', 'ledger entries'];

function useKept() {
  const queries = useQueryClient();
  return async (): Promise<void> => {
    await Promise.all(STALE.map(async (name) => queries.invalidateQueries({ queryKey: [name] })));
  };
}

function Propose({ onClose }: { readonly onClose: () => void }) {
  const t = useText(fundText);
  const { language } = useLanguage();
  const kept = useKept();
  const ids = useRef(requestIds());
  return (
    <FormDialog<Typed>
      title={t.propose}
      submit={t.propose}
      initial={{ source: 'premium', day: textOfDay(today()) }}
      onClose={onClose}
      send={async ({ amount, note, ...typed }) => {
        const wanted = { ...typed, fen: fenOf(amount) ?? 0, note: note.trim() };
        await ask('POST', '/api/funds/bookings', { booking_id: ids.current(wanted), ...wanted });
        await kept();
      }}
    >
      <div className="fields">
        <ChoiceField
          name="fund"
          label={t.fund}
          words={Object.fromEntries(FUNDS.map((fund) => [fund, nameOfCode('fund_pay_type', fund, language)]))}
        />
        <ChoiceField name="source" label={t.source} words={t.sources} />
        <MoneyField name="amount" label={t.amount} />
        <DateField name="day" label={t.day} />
        <WordsField name="note" label={t.note} />
      </div>
    </FormDialog>
  );
}

function Decide({
  row,
  post,
  onClose,
}: {
  readonly row: Booking;
  readonly post: boolean;
  readonly onClose: () => void;
}) {
  const t = useText(fundText);
  const kept = useKept();
  const sum = yuan(row.fen);
  return (
    <FormDialog
      title={post ? t.postTitle(sum) : t.dropTitle(sum)}
      submit={post ? t.post : t.drop}
      onClose={onClose}
      send={async () => {
        await ask('POST', `/api/funds/bookings/${row.booking_id}/decision`, { post });
        await kept();
      }}
    >
      <p className="hint spaced">{post ? t.postHint : t.dropHint}</p>
    </FormDialog>
  );
}
