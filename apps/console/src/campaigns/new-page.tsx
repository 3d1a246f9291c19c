/** Plans a campaign: what for, whom it is about, what is looked for. */
import { useState } from 'react';
import { Button, Form, Input, Select } from 'antd';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask, Refused } from '../api/ask.ts';
import { uuid } from '../api/uuid.ts';
import { useText } from '../language/language.tsx';
import { DayField } from '../matters/day-field.tsx';
import { InstitutionsPicker } from '../parts/institution-picker.tsx';
import { Panel } from '../parts/panel.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import { RegionField } from '../parts/region.tsx';
import { NoRight } from '../parts/states.tsx';
import { useMay, useMe } from '../session/me.tsx';
import type { AnswerKind, CampaignView, Kinds, Targeting } from './answers.ts';
import { campaignText } from './text.ts';
import './campaigns.css';

interface ItemValues {
  readonly list: 'self' | 'site';
  readonly text: string;
  readonly reference?: string;
  readonly answer: AnswerKind;
}

interface Values {
  readonly name: string;
  readonly basis?: string;
  readonly theme?: string;
  readonly admdvs: string;
  readonly kinds: Kinds;
  readonly targeting: Targeting;
  readonly from_day: string;
  readonly to_day: string;
  readonly self_until?: string;
  readonly look_back_from?: string;
  readonly fixmedins_codes?: readonly string[];
  readonly items?: readonly ItemValues[];
}

/** The page of a new campaign. */
export function NewCampaign() {
  return useMay()('campaign.plan') ? <Plan /> : <NoRight />;
}

function bodyOf(
  campaign_id: string,
  { fixmedins_codes = [], items = [], basis = '', theme = '', self_until, look_back_from, ...values }: Values,
) {
  return {
    ...values,
    campaign_id,
    basis,
    theme,
    self_until: self_until ?? null,
    look_back_from: look_back_from ?? null,
    fixmedins_codes,
    items: items.map(({ list, text, reference = '', answer }, index) => ({
      item_id: `${list === 'self' ? 'S' : 'C'}${index + 1}`,
      list,
      text,
      reference,
      answer,
    })),
  };
}

function Plan() {
  const t = useText(campaignText);
  const me = useMe();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [campaign_id] = useState(uuid);
  const [form] = Form.useForm<Values>();
  const targeting = Form.useWatch('targeting', form);
  const plan = useMutation({
    mutationFn: (values: Values) => ask<CampaignView>('POST', '/api/campaigns', bodyOf(campaign_id, values)),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['campaigns'] });
      await navigate({ to: '/campaigns/$campaign_id', params: { campaign_id } });
    },
  });
  const needed = (name: string) => [{ required: true, message: t.needed(name) }];
  const options = (names: Readonly<Record<string, string>>) =>
    Object.entries(names).map(([value, label]) => ({ value, label }));
  return (
    <div className="page">
      <Link to="/campaigns" className="back">
        ← {t.all}
      </Link>
      <div className="page-head">
        <h1>{t.add}</h1>
      </div>
      {plan.error instanceof Refused ? <RefusedAlert error={plan.error} /> : null}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          admdvs: me.regions[0],
          kinds: 'all',
          targeting: 'all',
          items: [
            { list: 'self', text: t.sample.self, answer: 'amount' },
            { list: 'site', text: t.sample.site, answer: 'yes-no' },
            { list: 'site', text: t.sample.stock, answer: 'yes-no' },
          ],
        }}
        onFinish={(values) => plan.mutate(values)}
      >
        <Panel title={t.title}>
          <div className="fields fields-three">
            <Form.Item name="name" label={t.name} className="field-two" rules={needed(t.name)}>
              <Input maxLength={200} autoComplete="off" />
            </Form.Item>
            <Form.Item name="admdvs" label={t.region} rules={needed(t.region)}>
              <RegionField />
            </Form.Item>
            <Form.Item name="theme" label={t.theme} className="field-two">
              <Input maxLength={500} autoComplete="off" />
            </Form.Item>
            <Form.Item name="basis" label={t.basis}>
              <Input maxLength={500} autoComplete="off" />
            </Form.Item>
            <Form.Item name="targeting" label={t.targeting}>
              <Select options={options(t.target)} />
            </Form.Item>
            <Form.Item name="kinds" label={t.kinds}>
              <Select options={options(t.kind)} />
            </Form.Item>
            <Form.Item name="from_day" label={t.from} rules={needed(t.from)}>
              <DayField />
            </Form.Item>
            <Form.Item name="to_day" label={t.to} rules={needed(t.to)}>
              <DayField />
            </Form.Item>
            <Form.Item name="self_until" label={t.selfUntil}>
              <DayField />
            </Form.Item>
            <Form.Item name="look_back_from" label={t.lookBackFrom}>
              <DayField />
            </Form.Item>
            {targeting === 'chosen' ? (
              <Form.Item
                name="fixmedins_codes"
                label={t.institutions}
                className="field-wide"
                rules={needed(t.institutions)}
              >
                <InstitutionsPicker />
              </Form.Item>
            ) : null}
          </div>
        </Panel>
        <Panel title={t.lists}>
          <Form.List name="items">
            {(fields, { add, remove }) => (
              <ul className="items">
                {fields.map(({ key, name }) => (
                  <li key={key}>
                    <Form.Item name={[name, 'list']}>
                      <Select aria-label={t.lists} options={options({ self: t.self, site: t.site })} />
                    </Form.Item>
                    <Form.Item name={[name, 'text']} rules={needed(t.item)}>
                      <Input aria-label={t.item} placeholder={t.item} maxLength={500} />
                    </Form.Item>
                    <Form.Item name={[name, 'reference']}>
                      <Input aria-label={t.reference} placeholder={t.reference} maxLength={200} />
                    </Form.Item>
                    <Form.Item name={[name, 'answer']}>
                      <Select aria-label={t.answer} options={options(t.answers)} />
                    </Form.Item>
                    <Button type="text" aria-label={`${t.remove} ${name + 1}`} onClick={() => remove(name)}>
                      {t.remove}
                    </Button>
                  </li>
                ))}
                <li>
                  <Button onClick={() => add({ list: 'site', text: '', answer: 'yes-no' })}>{t.addItem}</Button>
                </li>
              </ul>
            )}
          </Form.List>
        </Panel>
        <Button type="primary" htmlType="submit" loading={plan.isPending}>
          {t.plan}
        </Button>
      </Form>
    </div>
  );
}
