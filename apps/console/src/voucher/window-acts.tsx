/** What staff do for a person at a window: enrol, register a telephone, revoke. */
import { useRef, useState } from 'react';
import { App, Button, Checkbox, Form, Input, Select } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { requestIds } from '../api/request-id.ts';
import { useText } from '../language/language.tsx';
import { FormDialog, within } from '../parts/form-dialog.tsx';
import { useMay } from '../session/me.tsx';
import { voucherText } from './text.ts';

type Act = 'enrol' | 'phone' | 'revoke';

export function WindowActs() {
  const t = useText(voucherText);
  const may = useMay();
  const [act, setAct] = useState<Act | null>(null);
  const close = (): void => setAct(null);
  const acts: readonly Act[] = [
    ...(may('voucher.enrol') ? (['enrol', 'phone'] as const) : []),
    ...(may('voucher.revoke') ? (['revoke'] as const) : []),
  ];
  if (acts.length === 0) return null;
  return (
    <div className="step-acts spaced">
      {acts.map((each) => (
        <Button key={each} danger={each === 'revoke'} onClick={() => setAct(each)}>
          {t[each]}
        </Button>
      ))}
      {act === 'enrol' ? <Enrol onClose={close} /> : null}
      {act === 'phone' ? <Phone onClose={close} /> : null}
      {act === 'revoke' ? <Revoke onClose={close} /> : null}
    </div>
  );
}

interface Props {
  readonly onClose: () => void;
}

interface Certificate {
  readonly psn_cert_type: string;
  readonly certno: string;
}

const FIRST_TYPE = { psn_cert_type: '01' };

function CertificateFields() {
  const t = useText(voucherText);
  return (
    <>
      <Form.Item name="psn_cert_type" label={t.certType}>
        <Select
          getPopupContainer={within}
          options={Object.entries(t.certTypes).map(([value, label]) => ({ value, label }))}
        />
      </Form.Item>
      <Form.Item name="certno" label={t.certno} rules={[{ required: true, whitespace: true, message: t.needed }]}>
        <Input maxLength={50} autoComplete="off" />
      </Form.Item>
    </>
  );
}

/** Says that it is done, and has the counts read anew. */
function useDone(): (words: string) => Promise<void> {
  const { message } = App.useApp();
  const queries = useQueryClient();
  return async (words) => {
    void message.success(words);
    await queries.invalidateQueries({ queryKey: ['activations'] });
  };
}

function Enrol({ onClose }: Props) {
  const t = useText(voucherText);
  const done = useDone();
  const ids = useRef(requestIds());
  return (
    <FormDialog<Certificate & { readonly device: string; readonly place: string; readonly reissue?: boolean }>
      title={t.enrol}
      submit={t.enrol}
      initial={FIRST_TYPE}
      onClose={onClose}
      send={async ({ psn_cert_type, certno, device, place, reissue = false }) => {
        const wanted = { psn_cert_type, certno: certno.trim(), device: device.trim(), place: place.trim(), reissue };
        await ask('POST', '/api/vouchers', { voucher_id: ids.current(wanted), ...wanted });
        await done(t.enrolled);
      }}
    >
      <p className="hint spaced">{t.enrolHint}</p>
      <div className="fields">
        <CertificateFields />
        <Form.Item
          name="device"
          label={t.device}
          extra={t.deviceHint}
          rules={[{ required: true, whitespace: true, min: 8, message: t.deviceWrong }]}
        >
          <Input maxLength={200} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="place"
          label={t.place}
          extra={t.placeHint}
          rules={[{ required: true, whitespace: true, min: 2, message: t.needed }]}
        >
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        <Form.Item name="reissue" valuePropName="checked" className="field-wide">
          <Checkbox>{t.reissue}</Checkbox>
        </Form.Item>
      </div>
    </FormDialog>
  );
}

function Phone({ onClose }: Props) {
  const t = useText(voucherText);
  const done = useDone();
  return (
    <FormDialog<Certificate & { readonly phone: string }>
      title={t.phone}
      submit={t.phone}
      initial={FIRST_TYPE}
      onClose={onClose}
      send={async ({ psn_cert_type, certno, phone }) => {
        await ask('POST', '/api/vouchers/phones', { psn_cert_type, certno: certno.trim(), phone: phone.trim() });
        await done(t.phoneKept);
      }}
    >
      <p className="hint spaced">{t.phoneHint}</p>
      <div className="fields">
        <CertificateFields />
        <Form.Item
          name="phone"
          label={t.phoneNo}
          rules={[{ required: true, pattern: /^\s*\+?\d[\d-]{9,18}\d\s*$/, message: t.phoneWrong }]}
        >
          <Input maxLength={22} inputMode="tel" autoComplete="off" />
        </Form.Item>
      </div>
    </FormDialog>
  );
}

function Revoke({ onClose }: Props) {
  const t = useText(voucherText);
  const done = useDone();
  const needed = [{ required: true, whitespace: true, min: 2, message: t.needed }];
  return (
    <FormDialog<{ readonly psn_no: string; readonly reason: string }>
      title={t.revokeTitle}
      submit={t.revoke}
      onClose={onClose}
      send={async ({ psn_no, reason }) => {
        await ask('POST', '/api/vouchers/revoke', { psn_no: psn_no.trim(), reason: reason.trim() });
        await done(t.revoked);
      }}
    >
      <p className="hint spaced">{t.revokeHint}</p>
      <Form.Item name="psn_no" label={t.psnNo} rules={needed}>
        <Input maxLength={30} autoComplete="off" />
      </Form.Item>
      <Form.Item name="reason" label={t.reason} rules={needed}>
        <Input.TextArea rows={3} maxLength={300} />
      </Form.Item>
    </FormDialog>
  );
}
