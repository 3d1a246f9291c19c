/** Photographs of an item: taken and kept on the device, sent when there is a network, shown for a purpose. */
import { useState } from 'react';
import { Button, Form, Input } from 'antd';
import { CameraOutlined } from '@ant-design/icons';
import { address } from '../api/address.ts';
import type { Answer, Visit } from '../campaigns/answers.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { FileButton } from '../parts/file-button.tsx';
import { Mark } from '../parts/marks.tsx';
import { useMe } from '../session/me.tsx';
import type { KeptPhoto } from './photos.ts';
import { fieldText } from './text.ts';
import { useQueue } from './use-queue.ts';

interface Props {
  readonly visit: Visit;
  readonly answer: Answer | undefined;
  readonly open: boolean;
  readonly onGive: (more: Partial<Answer>) => void;
}

export function ItemPhotos({ visit: { matter_id, photos: arrived }, answer, open, onGive }: Props) {
  const t = useText(fieldText);
  const { queue, photos: kept } = useQueue(useMe().id);
  const [full, setFull] = useState(false);
  const photos = answer?.photos ?? [];
  const add = async (file: File): Promise<void> => {
    try {
      const digest = await queue.photos.keep(matter_id, file);
      setFull(false);
      if (photos.some((photo) => photo.digest === digest)) return;
      onGive({ photos: [...photos, { name: file.name.slice(0, 200), digest }] });
    } catch {
      setFull(true);
    }
  };
  return (
    <div className="field-photos">
      <FileButton
        label={t.photo}
        accept="image/jpeg,image/png,image/heic"
        camera
        icon={<CameraOutlined />}
        disabled={!open || !isSecureContext}
        title={t.photoHint}
        onFiles={([file]) => void (file !== undefined && add(file))}
      />
      {full ? (
        <p role="alert" className="field-refused">
          {t.noRoom}
        </p>
      ) : null}
      {photos.length === 0 ? null : (
        <ol className="field-pictures" aria-label={t.photos(photos.length)}>
          {photos.map((photo, at) => (
            <OnePhoto
              key={photo.digest}
              number={at + 1}
              name={photo.name}
              file_id={arrived.find(({ digest }) => digest === photo.digest)?.file_id ?? null}
              kept={kept.find((each) => each.matter_id === matter_id && each.digest === photo.digest)}
            />
          ))}
        </ol>
      )}
    </div>
  );
}

interface OneProps {
  readonly number: number;
  readonly name: string;
  /** Of the file that the server has; null where it has none. */
  readonly file_id: string | null;
  /** As it lies on this device; undefined where it does not. */
  readonly kept: KeptPhoto | undefined;
}

const TONES = { waiting: 'amber', sent: 'green', refused: 'red' } as const;

function OnePhoto({ number, name, file_id, kept }: OneProps) {
  const t = useText(fieldText);
  const { language } = useLanguage();
  const { queue } = useQueue(useMe().id);
  const [isShown, setShown] = useState(false);
  const state = file_id === null ? kept?.state : 'sent';
  return (
    <li>
      <span className="figures">{number}</span> <span className="field-picture-name">{name}</span>
      {state === undefined ? (
        <Mark tone="quiet">{t.elsewhere}</Mark>
      ) : (
        <Mark tone={TONES[state]}>{t.pictures[state]}</Mark>
      )}
      {file_id === null ? null : (
        <Button size="small" onClick={() => setShown(true)}>
          {t.show}
        </Button>
      )}
      {kept?.state === 'refused' ? (
        <>
          <p className="field-refused">
            {kept.refusal?.[language].text} {kept.refusal?.[language].fix}
          </p>
          <Button size="small" onClick={() => void save(queue.photos.bytesOf(kept), name)}>
            {t.save}
          </Button>
          <Button size="small" onClick={() => void queue.photos.again(kept).then(async () => queue.send())}>
            {t.again}
          </Button>
        </>
      ) : null}
      {isShown && file_id !== null ? <Shown file_id={file_id} name={name} onClose={() => setShown(false)} /> : null}
    </li>
  );
}

interface ShownProps {
  readonly file_id: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** Asks for the purpose first: it stands in the log before the picture leaves. */
function Shown({ file_id, name, onClose }: ShownProps) {
  const t = useText(fieldText);
  const { text } = useLanguage();
  const [purpose, setPurpose] = useState<string | null>(null);
  return (
    <Dialog title={purpose === null ? t.purpose : name} onClose={onClose}>
      {purpose === null ? (
        <Form<{ purpose: string }>
          layout="vertical"
          requiredMark={false}
          onFinish={({ purpose: stated }) => setPurpose(stated.trim())}
        >
          <Form.Item
            name="purpose"
            label={t.what}
            extra={t.purposeHint}
            rules={[{ required: true, whitespace: true, min: 2, max: 200, message: t.purposeNeeded }]}
          >
            <Input autoFocus maxLength={200} autoComplete="off" />
          </Form.Item>
          <div className="step-acts">
            <Button type="primary" htmlType="submit">
              {t.show}
            </Button>
            <Button onClick={onClose}>{text.leads.cancel}</Button>
          </div>
        </Form>
      ) : (
        <>
          <img className="field-picture" src={address(`/api/files/${file_id}`, { purpose })} alt={name} />
          <div className="step-acts">
            <Button onClick={onClose}>{text.leads.close}</Button>
          </div>
        </>
      )}
    </Dialog>
  );
}

/** Gives the picture to the device's own files. */
async function save(reading: Promise<ArrayBuffer | undefined>, name: string): Promise<void> {
  const bytes = await reading;
  if (bytes === undefined) return;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes]));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
