/** A close relative, registered after the papers were seen at a window. */
import { useRef } from 'react';
import { Form, Input, Select } from 'antd';
import { ask } from '../api/ask.ts';
import { requestIds } from '../api/request-id.ts';
import { useText } from '../language/language.tsx';
import { FormDialog, within } from '../parts/form-dialog.tsx';
import { walletText } from './text.ts';

interface Related {
  readonly relative: string;
  readonly kind: string;
  readonly papers: string;
}

export function Relate({
  psn_no,
  onDone,
  onClose,
}: {
  readonly psn_no: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}) {
  const t = useText(walletText);
  const ids = useRef(requestIds());
  const needed = [{ required: true, whitespace: true, min: 2, message: t.needed }];
  return (
    <FormDialog<Related>
      title={t.relate}
      submit={t.relate}
      onClose={onClose}
      send={async ({ relative, kind, papers }) => {
        const wanted = { psn_no, relative: relative.trim(), kind, papers: papers.trim() };
        await ask('POST', '/api/wallets/relations', { relation_id: ids.current(wanted), ...wanted });
        onDone();
      }}
    >
      <p className="hint spaced">{t.relateHint}</p>
      <div className="fields">
        <Form.Item name="relative" label={t.relative} rules={needed}>
          <Input maxLength={30} autoComplete="off" />
        </Form.Item>
        <Form.Item name="kind" label={t.kinship} rules={[{ required: true, message: t.needed }]}>
          <Select
            getPopupContainer={within}
            options={Object.entries(t.kinships).map(([value, label]) => ({ value, label }))}
          />
        </Form.Item>
        <Form.Item name="papers" label={t.papers} extra={t.papersHint} className="field-wide" rules={needed}>
          <Input.TextArea rows={2} maxLength={300} />
        </Form.Item>
      </div>
    </FormDialog>
  );
}
