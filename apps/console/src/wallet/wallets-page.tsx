/** Wallets: a person looked up for a purpose, and what is frozen. */
import { useState } from 'react';
import { Button, Form, Input, Radio } from 'antd';
import { Link } from '@tanstack/react-router';
import { useMutation } from '@tanstack/react-query';
import { ask, Refused } from '../api/ask.ts';
import { useText } from '../language/language.tsx';
import { listText } from '../lists/text.ts';
import { Panel } from '../parts/panel.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import { useShownAwhile } from '../parts/shown-awhile.ts';
import { NoRight } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import type { PersonSeen } from './answers.ts';
import { Freezes } from './freezes.tsx';
import { PersonView } from './person-view.tsx';
import { walletText } from './text.ts';
import '../gateway/till.css';
import './wallet.css';

export function WalletsPage() {
  return useMay()('wallet.read') ? <Wallets /> : <NoRight />;
}

interface Asked {
  readonly psn_no: string;
  readonly ground: keyof (typeof listText)['zh']['grounds'];
  readonly words: string;
}

function Wallets() {
  const t = useText(walletText);
  const grounds = useText(listText).grounds;
  const [form] = Form.useForm<Asked>();
  const [shown, setShown] = useShownAwhile<PersonSeen>();
  // The number as it was typed: acts on the person need it, and nothing keeps it after the person is closed.
  const [asked, setAsked] = useState<Asked | null>(null);
  const look = useMutation({
    // No cache holds personal data.
    gcTime: 0,
    mutationFn: ({ psn_no, ground, words }: Asked) =>
      ask<PersonSeen>('POST', '/api/wallets/look', { psn_no, purpose: { ground, words } }),
    onSuccess: (person, wanted) => {
      setAsked(wanted);
      setShown(person);
      // From here on the number stands on the screen by its last digits alone.
      form.resetFields(['psn_no']);
    },
  });
  const close = (): void => {
    setShown(null);
    setAsked(null);
    look.reset();
  };
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t.title}</h1>
        <p className="hint">{t.hint}</p>
        <Link to="/wallets/rules" className="till-end">
          {t.toRules} →
        </Link>
      </div>
      <div className="columns">
        <div className="column-main">
          <Panel title={t.look}>
            {look.error instanceof Refused ? <RefusedAlert error={look.error} /> : null}
            <Form<Asked>
              form={form}
              layout="vertical"
              requiredMark={false}
              initialValues={{ ground: 'verify' }}
              onFinish={({ psn_no, ground, words }) =>
                look.mutate({ psn_no: psn_no.trim(), ground, words: words.trim() })
              }
            >
              <div className="fields">
                <Form.Item name="ground" label={t.ground} className="field-wide">
                  <Radio.Group options={Object.entries(grounds).map(([value, label]) => ({ value, label }))} />
                </Form.Item>
                <Form.Item
                  name="psn_no"
                  label={t.psnNo}
                  rules={[{ required: true, whitespace: true, message: t.psnNoNeeded }]}
                >
                  <Input maxLength={30} autoComplete="off" />
                </Form.Item>
                <Form.Item
                  name="words"
                  label={t.words}
                  rules={[{ required: true, whitespace: true, min: 2, message: t.wordsNeeded }]}
                >
                  <Input maxLength={200} autoComplete="off" />
                </Form.Item>
              </div>
              <div className="step-acts">
                <Button type="primary" htmlType="submit" loading={look.isPending}>
                  {t.show}
                </Button>
                {shown === null ? null : (
                  <>
                    <Button onClick={close}>{t.hide}</Button>
                    <span className="hint wallet-hint">{t.hiddenAgain}</span>
                  </>
                )}
              </div>
            </Form>
          </Panel>
          {shown === null || asked === null ? null : (
            <PersonView key={asked.psn_no} person={shown} psn_no={asked.psn_no} onChanged={() => look.mutate(asked)} />
          )}
        </div>
        <div className="column-side">
          <Freezes />
        </div>
      </div>
    </div>
  );
}
