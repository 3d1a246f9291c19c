/** Asks for what somebody wants to read something in clear; the answer stands in the log. */
import { Button, Form, Input, Radio } from 'antd';
import { useText } from '../language/language.tsx';
import { Refused } from '../api/ask.ts';
import { Dialog } from './dialog.tsx';
import { RefusedAlert } from './refused-alert.tsx';

const zh = {
  title: '查看明文的用途',
  hint: '用途、时间和查看人记入留痕日志，之后显示几分钟。',
  ground: '用途',
  grounds: { verify: '核查线索', case: '办理案件', appeal: '复核申诉', oversight: '内部监督', other: '其他' },
  words: '说明',
  needed: '说明用途，至少两个字',
  show: '显示',
  cancel: '取消',
};

const en: typeof zh = {
  title: 'Purpose of reading it in clear',
  hint: 'Purpose, time and reader go into the log; it shows for a few minutes.',
  ground: 'Purpose',
  grounds: { verify: 'Look into a lead', case: 'A case', appeal: 'An appeal', oversight: 'Oversight', other: 'Other' },
  words: 'In words',
  needed: 'Say what for, two characters at least',
  show: 'Show',
  cancel: 'Cancel',
};

const purposeText = { zh, en };

export interface Purpose {
  readonly ground: keyof (typeof zh)['grounds'];
  readonly words: string;
}

interface Props {
  readonly error: Error | null;
  readonly busy: boolean;
  readonly onAsk: (purpose: Purpose) => void;
  readonly onClose: () => void;
}

export function PurposeDialog({ error, busy, onAsk, onClose }: Props) {
  const t = useText(purposeText);
  const grounds = Object.entries(t.grounds).map(([value, label]) => ({ value, label }));
  return (
    <Dialog title={t.title} onClose={onClose}>
      <p className="hint spaced">{t.hint}</p>
      {error instanceof Refused ? <RefusedAlert error={error} /> : null}
      <Form<Purpose> layout="vertical" requiredMark={false} initialValues={{ ground: 'verify' }} onFinish={onAsk}>
        <Form.Item name="ground" label={t.ground}>
          <Radio.Group options={grounds} />
        </Form.Item>
        <Form.Item
          name="words"
          label={t.words}
          rules={[{ required: true, whitespace: true, min: 2, message: t.needed }]}
        >
          <Input.TextArea autoFocus rows={3} maxLength={200} />
        </Form.Item>
        <div className="step-acts">
          <Button type="primary" htmlType="submit" loading={busy}>
            {t.show}
          </Button>
          <Button onClick={onClose}>{t.cancel}</Button>
        </div>
      </Form>
    </Dialog>
  );
}
