/** The lines of the visit as the message told them; those that a reminder is about are marked. */
import { useLanguage, useText } from '../language/language.tsx';
import { Mark } from '../parts/marks.tsx';
import { Money } from '../parts/money.tsx';
import { Panel } from '../parts/panel.tsx';
import { TillTable } from '../parts/till-table.tsx';
import type { OrderSeen, ReminderSeen } from './answers.ts';
import { checkText } from './text.ts';

interface Props {
  readonly orders: readonly OrderSeen[];
  readonly reminders: readonly ReminderSeen[];
}

export function Orders({ orders, reminders }: Props) {
  const { text } = useLanguage();
  const t = useText(checkText);
  const charged = new Set(reminders.flatMap(({ rx_ids }) => rx_ids));
  const related = new Set(reminders.flatMap(({ related_rx_ids }) => related_rx_ids));
  return (
    <Panel title={t.orders} flush beside={<span className="figures">{text.leads.all(orders.length)}</span>}>
      {orders.length === 0 ? (
        <p className="padded faint">{t.noOrders}</p>
      ) : (
        <>
          <p className="panel-note">{t.ordersHint}</p>
          <TillTable columns={[t.item, { right: t.quantity }, { right: t.sum }]}>
            {orders.map((order) => (
              <tr key={order.rx_id}>
                <td className="check-rule">
                  {order.hilist_name} <span className="code">{order.hilist_code}</span>{' '}
                  {charged.has(order.rx_id) ? <Mark tone="red">{t.charged}</Mark> : null}
                  {!charged.has(order.rx_id) && related.has(order.rx_id) ? <Mark tone="quiet">{t.related}</Mark> : null}
                  <br />
                  <span className="faint figures">
                    {order.rx_id} · {order.drord_begn_date}
                  </span>
                </td>
                <td className="right figures">
                  {plain(order.cnt / COUNT)} × {order.pric === null ? '—' : plain(order.pric / PRICE)}
                </td>
                <td className="right" data-label={t.sum}>
                  <Money fen={order.sum_fen} />
                </td>
              </tr>
            ))}
          </TillTable>
        </>
      )}
    </Panel>
  );
}

const plain = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 6 });
/** Scales of the message as it is kept. */
const [COUNT, PRICE] = [1e4, 1e6];
