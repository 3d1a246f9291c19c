/** Asks for the kind of a file and the purpose, which is logged; then the file comes. */
import type { ReactNode } from 'react';
import { Button, Form, Input, Radio, Select } from 'antd';
import { address } from '../api/address.ts';
import type { Param } from '../api/address.ts';
import { useText } from '../language/language.tsx';
import { listText } from '../lists/text.ts';
import { Dialog } from './dialog.tsx';
import { within } from './form-dialog.tsx';

interface Props {
  readonly title: string;
  readonly hint: ReactNode;
  /** That answers with the file. */
  readonly path: string;
  readonly filter: Readonly<Record<string, Param>>;
  readonly onClose: () => void;
}

interface Wanted {
  readonly format: 'xlsx' | 'csv';
  readonly ground: keyof (typeof listText)['zh']['grounds'];
  readonly words: string;
}

export function DownloadDialog({ title, hint, path, filter, onClose }: Props) {
  const t = useText(listText);
  const download = ({ words, ...wanted }: Wanted): void => {
    const link = document.createElement('a');
    link.href = address(path, { ...filter, ...wanted, words: words.trim() });
    link.download = '';
    link.click();
    onClose();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <p className="hint spaced">{hint}</p>
      <Form<Wanted>
        layout="vertical"
        requiredMark={false}
        initialValues={{ format: 'xlsx', ground: 'oversight' }}
        onFinish={download}
      >
        <Form.Item name="format" label={t.format}>
          <Radio.Group options={['xlsx', 'csv'].map((value) => ({ value, label: value.toUpperCase() }))} />
        </Form.Item>
        <Form.Item name="ground" label={t.ground}>
          <Select
            getPopupContainer={within}
            options={Object.entries(t.grounds).map(([value, name]) => ({ value, label: name }))}
          />
        </Form.Item>
        <Form.Item
          name="words"
          label={t.words}
          rules={[{ required: true, whitespace: true, min: 2, message: t.wordsHint }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <div className="step-acts">
          <Button type="primary" htmlType="submit">
            {t.download}
          </Button>
          <Button onClick={onClose}>{t.close}</Button>
        </div>
      </Form>
    </Dialog>
  );
}
