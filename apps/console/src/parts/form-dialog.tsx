/** A form in a window over the page: what it sends is refused in words above its fields, which keep what was typed. */
import type { ReactNode } from 'react';
import { Button, Form } from 'antd';
import { useMutation } from '@tanstack/react-query';
import { Refused } from '../api/ask.ts';
import { useLanguage } from '../language/language.tsx';
import { Dialog } from './dialog.tsx';
import { RefusedAlert } from './refused-alert.tsx';

interface Props<Values> {
  readonly title: string;
  /** What the button says. */
  readonly submit: string;
  readonly initial?: Partial<Values>;
  readonly send: (values: Values) => Promise<unknown>;
  readonly onClose: () => void;
  /** Stays open when it is done: what comes of it is shown there. */
  readonly keep?: boolean;
  readonly children: ReactNode;
}

/** Closes itself when what was sent is done. */
export function FormDialog<Values extends object>(props: Props<Values>) {
  const { title, submit, initial, send, onClose, keep = false, children } = props;
  const { text } = useLanguage();
  const sending = useMutation({
    mutationFn: send,
    onSuccess: () => {
      if (!keep) onClose();
    },
  });
  return (
    <Dialog title={title} onClose={onClose}>
      {sending.error instanceof Refused ? <RefusedAlert error={sending.error} /> : null}
      <Form<Values>
        layout="vertical"
        requiredMark={false}
        {...(initial === undefined ? {} : { initialValues: initial })}
        onFinish={(values) => sending.mutate(values)}
      >
        <div className="dialog-fields">{children}</div>
        <div className="step-acts">
          <Button type="primary" htmlType="submit" loading={sending.isPending}>
            {submit}
          </Button>
          <Button onClick={onClose}>{text.leads.cancel}</Button>
        </div>
      </Form>
    </Dialog>
  );
}

/** Where a list of choices opens within a window: over the page it would lie behind it. */
export const within = (field?: HTMLElement): HTMLElement => field?.closest('dialog') ?? document.body;
