/** Random draws of a campaign: made here, and for ever on record. */
import { useState } from 'react';
import { Button, Checkbox, Form, Input, Select } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask, Refused } from '../api/ask.ts';
import { uuid } from '../api/uuid.ts';
import { dayOfInstant } from '../format/instant.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { Panel } from '../parts/panel.tsx';
import { useColleagues, usePersonName } from '../parts/person.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import { Empty } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import type { CampaignView, DrawView, RecusalReason } from './answers.ts';
import { CampaignFrame } from './campaign-frame.tsx';
import { campaignText } from './text.ts';

/** The page of a campaign's draws. */
export function CampaignDraws() {
  const t = useText(campaignText);
  const may = useMay();
  return (
    <CampaignFrame part={t.draws}>
      {(campaign) => (
        <>
          <p className="page-sub">{t.drawHint}</p>
          {may('campaign.draw') ? <DrawForm key={campaign.draws.length} campaign={campaign} /> : null}
          {campaign.draws.length === 0 ? (
            <div className="panel">
              <Empty title={t.noDraws} />
            </div>
          ) : null}
          {campaign.draws.toReversed().map((draw) => (
            <DrawRecord key={draw.draw_id} draw={draw} campaign={campaign} />
          ))}
        </>
      )}
    </CampaignFrame>
  );
}

interface Values {
  readonly everyone: boolean;
  readonly count?: string;
  readonly team: string;
  readonly recusals?: readonly { readonly person: string; readonly place?: string; readonly reason: RecusalReason }[];
}

function DrawForm({ campaign }: { readonly campaign: CampaignView }) {
  const t = useText(campaignText);
  const queries = useQueryClient();
  const inspectors = useColleagues().filter(({ duties }) => duties.includes('inspector'));
  const [draw_id] = useState(uuid);
  const [form] = Form.useForm<Values>();
  const everyone = Form.useWatch('everyone', form) ?? campaign.targeting !== 'drawn';
  const draw = useMutation({
    mutationFn: ({ everyone: all, count = '', team, recusals = [] }: Values) =>
      ask<CampaignView>('POST', `/api/campaigns/${campaign.campaign_id}/draws`, {
        draw_id,
        count: all ? null : Number(count),
        team: Number(team),
        recusals: recusals.map(({ person, place, reason }) => ({ person, fixmedins_code: place ?? null, reason })),
      }),
    onSuccess: async () => queries.invalidateQueries({ queryKey: ['campaign', campaign.campaign_id] }),
  });
  const whole = { pattern: /^[1-9]\d{0,3}$/, message: t.needed(t.count) };
  return (
    <Panel title={t.draw}>
      {draw.error instanceof Refused ? <RefusedAlert error={draw.error} /> : null}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ everyone: campaign.targeting !== 'drawn', team: '2' }}
        onFinish={(values) => draw.mutate(values)}
      >
        <div className="fields fields-three">
          {campaign.targeting === 'drawn' ? null : (
            <Form.Item name="everyone" valuePropName="checked" className="field-wide">
              <Checkbox>{t.countAll}</Checkbox>
            </Form.Item>
          )}
          {everyone ? null : (
            <Form.Item name="count" label={t.count} rules={[{ required: true, message: t.needed(t.count) }, whole]}>
              <Input inputMode="numeric" className="figures" maxLength={4} autoComplete="off" />
            </Form.Item>
          )}
          <Form.Item name="team" label={t.team} rules={[{ pattern: /^([2-9]|10)$/, message: t.needed(t.team) }]}>
            <Input inputMode="numeric" className="figures" maxLength={2} autoComplete="off" />
          </Form.Item>
        </div>
        <Form.List name="recusals">
          {(fields, { add, remove }) => (
            <ul className="items recusals">
              {fields.map(({ key, name }) => (
                <li key={key}>
                  <Form.Item name={[name, 'person']} rules={[{ required: true, message: t.needed(t.person) }]}>
                    <Select
                      aria-label={t.person}
                      placeholder={t.person}
                      showSearch={{ optionFilterProp: 'label' }}
                      options={inspectors.map(({ id, name: label }) => ({ value: id, label }))}
                    />
                  </Form.Item>
                  <Form.Item name={[name, 'place']}>
                    <Select
                      aria-label={t.institution}
                      placeholder={t.anywhere}
                      allowClear
                      showSearch={{ optionFilterProp: 'label' }}
                      options={campaign.places.map(({ fixmedins_code: value, fixmedins_name: label }) => ({
                        value,
                        label,
                      }))}
                    />
                  </Form.Item>
                  <Form.Item name={[name, 'reason']} rules={[{ required: true, message: t.needed(t.why) }]}>
                    <Select
                      aria-label={t.why}
                      placeholder={t.why}
                      options={Object.entries(t.reasons).map(([value, label]) => ({ value, label }))}
                    />
                  </Form.Item>
                  <Button type="text" aria-label={`${t.remove} ${name + 1}`} onClick={() => remove(name)}>
                    {t.remove}
                  </Button>
                </li>
              ))}
              <li className="recusal-add">
                <Button onClick={() => add({})}>{t.addRecusal}</Button>
                <Button type="primary" htmlType="submit" loading={draw.isPending}>
                  {t.drawNow}
                </Button>
              </li>
            </ul>
          )}
        </Form.List>
      </Form>
    </Panel>
  );
}

function DrawRecord({ draw, campaign }: { readonly draw: DrawView; readonly campaign: CampaignView }) {
  const { joined } = useLanguage();
  const t = useText(campaignText);
  const person = usePersonName(campaign.names);
  const names = new Map(campaign.places.map((place) => [place.fixmedins_code, place.fixmedins_name]));
  const { seed, institutions, inspectors, recusals, drawn_by, drawn_at, teams } = draw;
  return (
    <Panel
      title={`${t.drawn} ${teams.length}`}
      beside={<time className="figures faint">{dayOfInstant(drawn_at)}</time>}
      flush
    >
      <dl className="panel-note draw-facts">
        <div>
          <dt>{t.seed}</dt>
          <dd className="code">{seed}</dd>
        </div>
        <div>
          <dt>{t.drawnBy}</dt>
          <dd>{person(drawn_by)}</dd>
        </div>
        <div>
          <dt>{t.recusals}</dt>
          <dd>
            {recusals.length === 0
              ? t.noRecusals
              : recusals
                  .map(
                    (each) =>
                      `${person(each.person)}（${each.fixmedins_code === null ? t.anywhere : (names.get(each.fixmedins_code) ?? each.fixmedins_code)}，${t.reasons[each.reason]}）`,
                  )
                  .join('、')}
          </dd>
        </div>
        <div>
          <dt>{t.pool}</dt>
          <dd>{t.pools(institutions.length, inspectors.length)}</dd>
        </div>
      </dl>
      <ol className="rows draw-rows">
        {teams.map(({ fixmedins_code, officers }, index) => (
          <li key={fixmedins_code}>
            <span className="figures faint">{index + 1}</span>
            <div className="matter-name">
              <strong>{names.get(fixmedins_code) ?? fixmedins_code}</strong>
              <span className="code">{fixmedins_code}</span>
            </div>
            <span>{joined(officers.map(person))}</span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
