/** Says plainly what has arrived and what waits on this device. */
import { Button } from 'antd';
import { CheckCircleOutlined, CloudUploadOutlined, DisconnectOutlined } from '@ant-design/icons';
import { useText } from '../language/language.tsx';
import type { KeptPhoto } from './photos.ts';
import type { Queue, Queued } from './queue.ts';
import { fieldText } from './text.ts';
import { useOnline } from './use-queue.ts';

interface Props {
  readonly queue: Queue;
  readonly entries: readonly Queued[];
  readonly photos: readonly KeptPhoto[];
}

/** Stands over every form. */
export function NetBar({ queue, entries, photos }: Props) {
  const t = useText(fieldText);
  const online = useOnline();
  const count = (state: Queued['state']): number => entries.filter((each) => each.state === state).length;
  const [waiting, refused] = [count('waiting'), count('refused')];
  const pictures = photos.filter(({ state }) => state === 'waiting').length;
  const kept = photos.filter(({ state }) => state === 'refused').length;
  const calm = online && waiting + refused + pictures + kept === 0;
  return (
    <div className={`net-bar ${calm ? 'net-calm' : online ? 'net-busy' : 'net-off'}`} role="status">
      <span aria-hidden="true">
        {calm ? <CheckCircleOutlined /> : online ? <CloudUploadOutlined /> : <DisconnectOutlined />}
      </span>
      <span className="net-words">
        {[
          ...(online ? [] : [t.offline]),
          ...(waiting > 0 ? [t.waiting(waiting)] : []),
          ...(pictures > 0 ? [t.picturesWaiting(pictures)] : []),
          ...(refused > 0 ? [t.refused(refused)] : []),
          ...(kept > 0 ? [t.picturesRefused(kept)] : []),
          ...(calm ? [t.online] : []),
        ].join('；')}
      </span>
      {waiting + pictures > 0 ? <Button onClick={() => void queue.send()}>{t.send}</Button> : null}
      {refused > 0 ? (
        <Button onClick={() => void queue.drop(({ state }) => state === 'refused')}>{t.drop}</Button>
      ) : null}
    </div>
  );
}
