/** A small form in a window: what is sent, what stands against it, and back to the page with what the server answers. */
import { useRef } from 'react';
import type { ReactNode } from 'react';
import { App, Button, Form } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask, Refused } from '../api/ask.ts';
import { requestIds } from '../api/request-id.ts';
import { useText } from '../language/language.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import { institutionText } from './text.ts';

export type Values = Readonly<Record<string, string | undefined>>;

interface Props {
  readonly title: string;
  readonly path: string;
  /** What is sent of what was typed; its id is made of it. */
  readonly body: (values: Values) => object;
  /** Name of the id in what is sent. */
  readonly idName: string;
  /** The institution whose page is read anew. */
  readonly code: string;
  readonly initial?: Values;
  readonly submit?: string;
  readonly onClose: () => void;
  /** Instead of closing, with what the server answers. */
  readonly onAnswer?: (answer: object) => void;
  readonly children: ReactNode;
}

export function FormDialog({
  title,
  path,
  body,
  idName,
  code,
  initial = {},
  submit,
  onClose,
  onAnswer,
  children,
}: Props) {
  const t = useText(institutionText);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const ids = useRef(requestIds());
  const sending = useMutation({
    mutationFn: (values: Values) => {
      const content = body(values);
      return ask<object>('POST', path, idName === '' ? content : { [idName]: ids.current(content), ...content });
    },
    onSuccess: async (answer) => {
      if (onAnswer !== undefined) return onAnswer(answer);
      void message.success(t.saved);
      onClose();
      await queries.invalidateQueries({ queryKey: ['institution', code] });
      return queries.invalidateQueries({ queryKey: ['institutions'] });
    },
  });
  return (
    <Dialog title={title} onClose={onClose}>
      {sending.error instanceof Refused ? <RefusedAlert error={sending.error} /> : null}
      <Form<Values>
        layout="vertical"
        requiredMark={false}
        scrollToFirstError={{ focus: true }}
        initialValues={initial}
        onFinish={(values) => sending.mutate(values)}
      >
        <div className="fields">{children}</div>
        <div className="step-acts">
          <Button type="primary" htmlType="submit" loading={sending.isPending}>
            {submit ?? t.save}
          </Button>
          <Button onClick={onClose}>{t.cancel}</Button>
        </div>
      </Form>
    </Dialog>
  );
}
