/** The button of an officer who took part in a joint step and confirms it under the own sign-in. */
import { App, Button } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask, Refused } from '../api/ask.ts';
import { useText } from '../language/language.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import { documentText } from './text.ts';

interface Props {
  readonly matter_id: string;
  readonly seq: number;
}

export function ConfirmDeed({ matter_id, seq }: Props) {
  const t = useText(documentText);
  const queries = useQueryClient();
  const { message } = App.useApp();
  const confirming = useMutation({
    mutationFn: () => ask('POST', `/api/matters/${matter_id}/deeds/${seq}/signature`),
    onSuccess: async () => {
      void queries.invalidateQueries({ queryKey: ['paper-file', matter_id] });
      await queries.invalidateQueries({ queryKey: ['matter', matter_id] });
      void message.success(t.confirmed);
    },
  });
  return (
    <>
      <Button size="small" type="primary" loading={confirming.isPending} onClick={() => confirming.mutate()}>
        {t.confirm}
      </Button>
      {confirming.error instanceof Refused ? <RefusedAlert error={confirming.error} /> : null}
    </>
  );
}
