/** What the reader may do about a month today, each with the sum that is stated once more. */
import { useRef, useState } from 'react';
import { Button, Form, Input } from 'antd';
import { ask } from '../api/ask.ts';
import { requestIds } from '../api/request-id.ts';
import { fenOf, yuan } from '../format/money.ts';
import { useText } from '../language/language.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { useMay } from '../session/me.tsx';
import type { MonthView } from './answers.ts';
import { useCleared } from './queries.ts';
import { clearingText } from './text.ts';

export function MonthActs({ month: { month, open, ready, payable } }: { readonly month: MonthView }) {
  const t = useText(clearingText);
  const may = useMay();
  const [act, setAct] = useState<'compute' | 'approve' | 'orders' | null>(null);
  const close = (): void => setAct(null);
  return (
    <div className="lead-acts">
      {may('clearing.compute') && open > 0 ? <Button onClick={() => setAct('compute')}>{t.compute}</Button> : null}
      {may('clearing.approve') && ready.institutions > 0 ? (
        <Button type="primary" onClick={() => setAct('approve')}>
          {t.approve}
        </Button>
      ) : null}
      {may('clearing.pay') && payable.institutions > 0 ? (
        <Button type="primary" onClick={() => setAct('orders')}>
          {t.order}
        </Button>
      ) : null}
      {act === 'compute' ? <Compute month={month} onClose={close} /> : null}
      {act === 'approve' ? <Decide act="approve" month={month} of={ready} onClose={close} /> : null}
      {act === 'orders' ? <Decide act="orders" month={month} of={payable} onClose={close} /> : null}
    </div>
  );
}

function Compute({ month, onClose }: { readonly month: string; readonly onClose: () => void }) {
  const t = useText(clearingText);
  const cleared = useCleared();
  return (
    <FormDialog
      title={t.monthTitle(month)}
      submit={t.compute}
      onClose={onClose}
      send={async () => {
        await ask('POST', '/api/clearing/compute', { month });
        await cleared();
      }}
    >
      <p className="hint spaced">{t.computeHint}</p>
    </FormDialog>
  );
}

interface DecideProps {
  readonly act: 'approve' | 'orders';
  readonly month: string;
  readonly of: MonthView['ready'];
  readonly onClose: () => void;
}

/** The person types the sum that stands above: what has changed since is refused by the server. */
function Decide({ act, month, of: { institutions, fen }, onClose }: DecideProps) {
  const t = useText(clearingText);
  const cleared = useCleared();
  const ids = useRef(requestIds());
  const sum = yuan(fen);
  const isOrder = act === 'orders';
  return (
    <FormDialog<{ readonly seen: string }>
      title={isOrder ? t.orderTitle(institutions, sum) : t.approveTitle(institutions, sum)}
      submit={isOrder ? t.order : t.approve}
      onClose={onClose}
      send={async ({ seen }) => {
        const deciding = { month, seen_fen: fenOf(seen) ?? -1 };
        await ask('POST', `/api/clearing/${act}`, {
          ...deciding,
          ...(isOrder ? { order_id: ids.current(deciding) } : {}),
        });
        await cleared();
      }}
    >
      <p className="hint spaced">{isOrder ? t.orderHint : t.approveHint}</p>
      <Form.Item
        name="seen"
        label={t.seen}
        rules={[
          {
            validator: (_rule, typed: string = '') =>
              fenOf(typed) === fen ? Promise.resolve() : Promise.reject(new Error(t.seenWrong(sum))),
          },
        ]}
      >
        <Input inputMode="decimal" autoComplete="off" maxLength={20} />
      </Form.Item>
    </FormDialog>
  );
}
