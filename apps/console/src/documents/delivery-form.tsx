/** How a document reached the party: recorded once, and from then on the institution reads it. */
import { Button, Form, Input, Select } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask, Refused } from '../api/ask.ts';
import { textOfDay, today } from '../format/day.ts';
import { useText } from '../language/language.tsx';
import { DayField } from '../matters/day-field.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { keepFromSending } from '../parts/enter-key.ts';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import { documentText } from './text.ts';

interface Props {
  readonly document_id: string;
  readonly matter_id: string;
  readonly title: string;
  readonly onClose: () => void;
}

interface Values {
  readonly way: string;
  readonly on: string;
  readonly receiver: string;
}

export function DeliveryForm({ document_id, matter_id, title, onClose }: Props) {
  const t = useText(documentText);
  const queries = useQueryClient();
  const delivering = useMutation({
    mutationFn: (values: Values) => ask('POST', `/api/documents/${document_id}/delivery`, values),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['matter', matter_id] });
      await queries.invalidateQueries({ queryKey: ['paper-file', matter_id] });
      onClose();
    },
  });
  const must = [{ required: true, whitespace: true, message: t.needed }];
  return (
    <Dialog title={`${t.deliver} ${title}`} onClose={onClose}>
      {delivering.error instanceof Refused ? <RefusedAlert error={delivering.error} /> : null}
      <Form<Values>
        layout="vertical"
        requiredMark={false}
        initialValues={{ way: WAYS[0], on: textOfDay(today()) }}
        onFinish={(values) => delivering.mutate(values)}
        onKeyDown={keepFromSending}
      >
        <Form.Item name="way" label={t.way} rules={must}>
          <Select options={WAYS.map((value, at) => ({ value, label: t.ways[at] ?? value }))} />
        </Form.Item>
        <Form.Item name="on" label={t.day} rules={must}>
          <DayField past />
        </Form.Item>
        <Form.Item name="receiver" label={t.receiver} rules={must}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <div className="step-acts">
          <Button type="primary" htmlType="submit" loading={delivering.isPending}>
            {t.record}
          </Button>
          <Button onClick={onClose}>{t.cancel}</Button>
        </div>
      </Form>
    </Dialog>
  );
}

/** As the server names them. */
const WAYS = documentText.zh.ways;
