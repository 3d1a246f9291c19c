/** Looking back at institutions that a campaign has inspected: chosen here, and what is found again beside what was found before. */
import { useState } from 'react';
import { Button, Form, Input, Radio, Select } from 'antd';
import { Link } from '@tanstack/react-router';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask, Refused } from '../api/ask.ts';
import { uuid } from '../api/uuid.ts';
import { textOfDay, today } from '../format/day.ts';
import { dayOfInstant } from '../format/instant.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { nameOf } from '../language/law.ts';
import { DayField } from '../matters/day-field.tsx';
import { Mark } from '../parts/marks.tsx';
import { Money } from '../parts/money.tsx';
import { Panel } from '../parts/panel.tsx';
import { usePersonName } from '../parts/person.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import { Empty } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import type { CampaignView, Found, LookBackView } from './answers.ts';
import { CampaignFrame } from './campaign-frame.tsx';
import { lookBackText } from './look-back-text.ts';

/** The page of a campaign's look backs. */
export function CampaignLookBacks() {
  const t = useText(lookBackText);
  const may = useMay();
  return (
    <CampaignFrame part={t.title}>
      {(campaign) => (
        <>
          <p className="page-sub">{t.hint}</p>
          {may('campaign.plan') ? <LookBackForm key={campaign.look_backs.length} campaign={campaign} /> : null}
          {campaign.look_backs.length === 0 ? (
            <div className="panel">
              <Empty title={t.none} />
            </div>
          ) : null}
          {campaign.look_backs.toReversed().map((view) => (
            <LookBack key={view.look_back_id} view={view} campaign={campaign} />
          ))}
        </>
      )}
    </CampaignFrame>
  );
}

interface Values {
  readonly by: 'named' | 'drawn';
  readonly named?: readonly string[];
  readonly count?: string;
  readonly day: string;
}

function LookBackForm({ campaign }: { readonly campaign: CampaignView }) {
  const t = useText(lookBackText);
  const may = useMay();
  const queries = useQueryClient();
  const [look_back_id] = useState(uuid);
  const [form] = Form.useForm<Values>();
  const by = Form.useWatch('by', form) ?? 'named';
  const taken = new Set(campaign.look_backs.flatMap(({ chosen }) => chosen));
  const open = campaign.places.filter(({ visited, fixmedins_code }) => visited && !taken.has(fixmedins_code));
  const planning = useMutation({
    mutationFn: ({ by: how, named = [], count = '', day }: Values) =>
      ask<CampaignView>('POST', `/api/campaigns/${campaign.campaign_id}/look-backs`, {
        look_back_id,
        day,
        of: how === 'named' ? { named } : { drawn: Number(count) },
      }),
    onSuccess: async () => queries.invalidateQueries({ queryKey: ['campaign', campaign.campaign_id] }),
  });
  return (
    <Panel title={t.plan} beside={<span className="faint">{t.open(open.length)}</span>}>
      {planning.error instanceof Refused ? <RefusedAlert error={planning.error} /> : null}
      {open.length === 0 ? (
        <p className="faint">{t.noneOpen}</p>
      ) : (
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ by: 'named' }}
          onFinish={(values) => planning.mutate(values)}
        >
          <Form.Item name="by" label={t.how}>
            <Radio.Group
              options={[
                { value: 'named', label: t.named },
                { value: 'drawn', label: t.drawn, disabled: !may('campaign.draw') },
              ]}
            />
          </Form.Item>
          <div className="fields">
            {by === 'named' ? (
              <Form.Item name="named" label={t.institutions} rules={[{ required: true, message: t.needInstitutions }]}>
                <Select
                  mode="multiple"
                  showSearch={{ optionFilterProp: 'label' }}
                  options={open.map(({ fixmedins_code: value, fixmedins_name: label }) => ({ value, label }))}
                />
              </Form.Item>
            ) : (
              <Form.Item
                name="count"
                label={t.count}
                rules={[{ required: true, pattern: /^[1-9]\d{0,3}$/, message: t.needCount }]}
              >
                <Input inputMode="numeric" className="figures" maxLength={4} autoComplete="off" />
              </Form.Item>
            )}
            <Form.Item name="day" label={t.day} rules={[{ required: true, message: t.needDay }]}>
              <DayField earliest={textOfDay(today())} />
            </Form.Item>
          </div>
          <Button type="primary" htmlType="submit" loading={planning.isPending}>
            {t.plan}
          </Button>
        </Form>
      )}
    </Panel>
  );
}

interface Props {
  readonly view: LookBackView;
  readonly campaign: CampaignView;
}

function LookBack({ view, campaign }: Props) {
  const t = useText(lookBackText);
  const { say } = useLanguage();
  const person = usePersonName(campaign.names);
  const names = new Map(campaign.places.map((place) => [place.fixmedins_code, place.fixmedins_name]));
  const { day, seed, made_by, made_at, institutions, places } = view;
  return (
    <Panel
      title={t.from(day, places.length)}
      beside={<time className="figures faint">{dayOfInstant(made_at)}</time>}
      flush
    >
      <p className="panel-note">
        {seed === null ? t.namedBy(person(made_by)) : t.drawnBy(person(made_by), institutions.length)}
        {seed === null ? null : <span className="code"> {seed}</span>}
      </p>
      <div className="result-scroll" role="region" aria-label={t.compared} tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t.institution}</th>
              <th scope="col">{t.before}</th>
              <th scope="col">{t.again}</th>
              <th scope="col">{t.items}</th>
            </tr>
          </thead>
          <tbody>
            {places.map(({ fixmedins_code, matter_id, earlier_id, state, before, again }) => (
              <tr key={matter_id}>
                <th scope="row">
                  {names.get(fixmedins_code)} <span className="code">{fixmedins_code}</span>
                </th>
                <td>
                  <FoundOf found={before} matter_id={earlier_id} />
                </td>
                <td>
                  {again.result === null ? (
                    <Mark tone="quiet">{say(nameOf('states', 'inspection', state))}</Mark>
                  ) : null}
                  <FoundOf found={again} matter_id={matter_id} />
                </td>
                <td>
                  <Items campaign={campaign} before={before} again={again} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function FoundOf({ found, matter_id }: { readonly found: Found; readonly matter_id: string }) {
  const t = useText(lookBackText);
  return (
    <>
      {found.result === null ? null : (
        <Mark tone={found.result === 'handled' ? 'red' : 'green'}>{t.results[found.result]}</Mark>
      )}
      {found.findings === '' ? null : <p>{found.findings}</p>}
      {found.amount_fen === 0 ? null : (
        <p>
          <Money fen={found.amount_fen} />
        </p>
      )}
      <Link to="/matters/$matter_id" params={{ matter_id }} className="look-back-link">
        {t.openInspection}
      </Link>
    </>
  );
}

interface ItemsProps {
  readonly campaign: CampaignView;
  readonly before: Found;
  readonly again: Found;
}

/** Items of the form whose answer is another one now. */
function Items({ campaign: { items }, before, again }: ItemsProps) {
  const t = useText(lookBackText);
  const of = (found: Found, id: string): string => {
    const answer = found.answers.find(({ item_id }) => item_id === id);
    return answer === undefined ? '—' : (t.values[answer.value] ?? answer.value);
  };
  const other = items.filter(
    ({ item_id, list }) => list === 'site' && of(before, item_id) !== of(again, item_id) && of(again, item_id) !== '—',
  );
  if (other.length === 0) return <span className="faint">—</span>;
  return (
    <ul className="look-back-items">
      {other.map(({ item_id, text }) => (
        <li key={item_id}>
          {text}：{of(before, item_id)} → {of(again, item_id)}
        </li>
      ))}
    </ul>
  );
}
