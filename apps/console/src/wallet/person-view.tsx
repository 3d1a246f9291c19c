/** One person's money and e-vouchers, masked, while they are shown. */
import { useState } from 'react';
import { Button } from 'antd';
import { textOfInstant, textOfSecond } from '../format/instant.ts';
import { wordOf } from '../funds/text.ts';
import { useText } from '../language/language.tsx';
import { useInstitutionName } from '../parts/institution-picker.tsx';
import { Mark } from '../parts/marks.tsx';
import type { Tone } from '../parts/marks.tsx';
import { Money } from '../parts/money.tsx';
import { Panel } from '../parts/panel.tsx';
import { usePersonName } from '../parts/person.tsx';
import { useRegionName } from '../parts/region.tsx';
import { useMay } from '../session/me.tsx';
import type { PersonSeen } from './answers.ts';
import { Freeze } from './freezes.tsx';
import { Relate } from './relate.tsx';
import { walletText } from './text.ts';

interface Props {
  readonly person: PersonSeen;
  readonly psn_no: string;
  /** Something was done: it is read anew, for the same purpose. */
  readonly onChanged: () => void;
}

export function PersonView({ person, psn_no, onChanged }: Props) {
  const t = useText(walletText);
  const may = useMay();
  const regionOf = useRegionName();
  const [act, setAct] = useState<'freeze' | 'relate' | null>(null);
  const close = (): void => setAct(null);
  const { psn_name, wallet, acct_balance_fen } = person;
  return (
    <>
      <Panel
        title={`${psn_name} ${person.psn_no}`}
        beside={
          <span className="till-links">
            {may('wallet.relate') ? (
              <Button size="small" onClick={() => setAct('relate')}>
                {t.relate}
              </Button>
            ) : null}
            {may('wallet.freeze') ? (
              <Button size="small" danger onClick={() => setAct('freeze')}>
                {t.freeze}
              </Button>
            ) : null}
          </span>
        }
      >
        <dl className="till-sums">
          <div>
            <dt>{t.account}</dt>
            <dd>
              <Money fen={acct_balance_fen} />
            </dd>
          </div>
          <div>
            <dt>{t.wallet}</dt>
            <dd>
              {wallet === null ? <span className="faint">{t.noWallet}</span> : <Money fen={wallet.balance_fen} />}
            </dd>
          </div>
          <div>
            <dt>{t.offered}</dt>
            <dd>
              <Money fen={wallet?.offered_fen ?? 0} />
            </dd>
          </div>
        </dl>
        {wallet === null ? null : (
          <dl className="pairs">
            <div>
              <dt>{t.place}</dt>
              <dd>{regionOf(wallet.use_admdvs)}</dd>
            </div>
            <div>
              <dt>{t.openedAt}</dt>
              <dd className="figures">{t.opened(textOfInstant(wallet.opened_at), wallet.opened_by_owner)}</dd>
            </div>
          </dl>
        )}
      </Panel>
      <PersonFreezes person={person} />
      <div className="wallet-two">
        <Relations person={person} />
        <Transfers person={person} />
        <Vouchers person={person} />
        <Uses person={person} />
      </div>
      {act === 'freeze' ? <Freeze psn_no={psn_no} shown={person.psn_no} onDone={onChanged} onClose={close} /> : null}
      {act === 'relate' ? <Relate psn_no={psn_no} onDone={onChanged} onClose={close} /> : null}
    </>
  );
}

type Part = Pick<Props, 'person'>;

function PersonFreezes({ person: { freezes } }: Part) {
  const t = useText(walletText);
  const nameOf = usePersonName();
  if (freezes.length === 0) return null;
  return (
    <Panel title={t.freezes} flush>
      <ul className="rows">
        {freezes.map(({ freeze_id, what, reason, frozen_at, release_by, released_at }) => (
          <li key={freeze_id} className="till-refusal">
            <div className="till-links">
              {released_at === null ? (
                release_by === null ? (
                  <Mark tone="red">{t.frozen}</Mark>
                ) : (
                  <Mark tone="amber">{t.releasing}</Mark>
                )
              ) : (
                <Mark tone="quiet">{t.released}</Mark>
              )}
              <span>{t.what[what]}</span>
              <span className="faint figures till-end">{textOfInstant(frozen_at)}</span>
            </div>
            <span>{reason}</span>
            {release_by === null ? null : <span className="faint">{t.proposedBy(nameOf(release_by))}</span>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Relations({ person: { relations } }: Part) {
  const t = useText(walletText);
  return (
    <Panel title={t.relations} flush>
      {relations.length === 0 ? <p className="padded faint">{t.noRelations}</p> : null}
      <ul className="rows">
        {relations.map(({ relation_id, psn_no, relative, kind, confirmed }) => (
          <li key={relation_id}>
            <span>{t.isOf(relative, psn_no, wordOf(t.kinships, kind))}</span>
            {confirmed ? <Mark tone="green">{t.confirmed}</Mark> : <Mark tone="amber">{t.waits}</Mark>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const TRANSFERS: Readonly<Record<PersonSeen['transfers'][number]['state'], Tone>> = {
  offered: 'amber',
  accepted: 'green',
  declined: 'quiet',
  returned: 'quiet',
};

function Transfers({ person: { transfers } }: Part) {
  const t = useText(walletText);
  return (
    <Panel title={t.transfers} flush>
      {transfers.length === 0 ? <p className="padded faint">{t.noTransfers}</p> : null}
      <ul className="rows">
        {transfers.map(({ transfer_id, payer, receiver, source, fen, state, offered_at }) => (
          <li key={transfer_id} className="till-refusal">
            <div className="till-links">
              <span className="figures">{t.fromTo(payer, receiver)}</span>
              <Mark tone={TRANSFERS[state]}>{t.transferStates[state]}</Mark>
              <span className="till-end">
                <Money fen={fen} strong />
              </span>
            </div>
            <span className="faint figures">
              {t.sources[source]} · {textOfSecond(offered_at)}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Vouchers({ person: { vouchers } }: Part) {
  const t = useText(walletText);
  const regionOf = useRegionName();
  return (
    <Panel title={t.vouchers} flush>
      {vouchers.length === 0 ? <p className="padded faint">{t.noVouchers}</p> : null}
      <ul className="rows">
        {vouchers.map(({ voucher_id, way, place, admdvs, enrolled_at, revoked_at }) => (
          <li key={voucher_id} className="till-refusal">
            <div className="till-links">
              {revoked_at === null ? (
                <Mark tone="green">{t.valid}</Mark>
              ) : (
                <Mark tone="quiet">{t.revokedAt(textOfInstant(revoked_at))}</Mark>
              )}
              <span>{t.ways[way]}</span>
              <span className="faint figures till-end">{textOfInstant(enrolled_at)}</span>
            </div>
            <span>
              {place} <span className="faint">{regionOf(admdvs)}</span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Uses({ person: { uses } }: Part) {
  const t = useText(walletText);
  const placeOf = useInstitutionName(uses.map(({ fixmedins_code }) => fixmedins_code));
  return (
    <Panel title={t.uses} flush>
      {uses.length === 0 ? <p className="padded faint">{t.noUses}</p> : null}
      <ul className="rows">
        {uses.map(({ kind, fixmedins_code, shown_at, used }) => (
          <li key={`${kind} ${shown_at} ${fixmedins_code}`} className="till-refusal">
            <div className="till-links">
              <span>{wordOf(t.useKinds, kind)}</span>
              {used ? <Mark tone="green">{t.used}</Mark> : <Mark tone="quiet">{t.shownOnly}</Mark>}
              <span className="faint figures till-end">{textOfSecond(shown_at)}</span>
            </div>
            <span>{placeOf(fixmedins_code)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
