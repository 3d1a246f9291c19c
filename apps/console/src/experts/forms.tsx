/** Forms of the pool: somebody comes, leaves, is drawn. */
import { useRef } from 'react';
import { AutoComplete, Form, Input, InputNumber, Select } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { requestIds } from '../api/request-id.ts';
import { textOfDay, today } from '../format/day.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { FormDialog, within } from '../parts/form-dialog.tsx';
import { InstitutionPicker } from '../parts/institution-picker.tsx';
import { RegionField } from '../parts/region.tsx';
import { useMe } from '../session/me.tsx';
import type { ExpertRow } from './answers.ts';
import { drawsQuery, expertsQuery } from './queries.ts';
import { expertText } from './text.ts';

interface Props {
  readonly onClose: () => void;
}

interface Stated {
  readonly kind: ExpertRow['kind'];
  readonly name: string;
  readonly field: string;
  readonly unit: string;
  readonly fixmedins_code?: string;
  readonly admdvs: string;
  readonly phone: string;
  readonly tie_code?: string;
  readonly tie_reason?: string;
}

export function AddForm({ onClose }: Props) {
  const { text } = useLanguage();
  const t = useText(expertText);
  const me = useMe();
  const queries = useQueryClient();
  const ids = useRef(requestIds());
  const fields = [...new Set((useQuery(expertsQuery).data ?? []).map(({ field }) => field))];
  const send = async ({ tie_code = '', tie_reason = '', fixmedins_code = '', ...stated }: Stated): Promise<void> => {
    const ties = tie_code === '' ? [] : [{ fixmedins_code: tie_code, reason: tie_reason }];
    const expert = { ...stated, fixmedins_code: fixmedins_code === '' ? null : fixmedins_code, ties };
    await ask('POST', '/api/experts', { expert_id: ids.current(expert), ...expert });
    await queries.invalidateQueries({ queryKey: expertsQuery.queryKey });
  };
  const needed = (label: string) => ({ required: true, whitespace: true, message: text.matter.needed(label) });
  return (
    <FormDialog<Stated>
      title={t.addTitle}
      submit={t.save}
      initial={{ kind: 'expert', admdvs: me.regions[0] ?? '' }}
      send={send}
      onClose={onClose}
    >
      <div className="fields">
        <Form.Item name="name" label={t.name} rules={[needed(t.name)]}>
          <Input maxLength={50} autoComplete="off" />
        </Form.Item>
        <Form.Item name="kind" label={t.kind}>
          <Select
            getPopupContainer={within}
            options={(['expert', 'supervisor'] as const).map((value) => ({ value, label: t.kinds[value] }))}
          />
        </Form.Item>
        <Form.Item name="field" label={t.field} rules={[needed(t.field)]}>
          <AutoComplete getPopupContainer={within} options={fields.map((value) => ({ value }))} />
        </Form.Item>
        <Form.Item
          name="phone"
          label={t.phone}
          rules={[{ required: true, pattern: /^\+?\d[\d-]{5,18}\d$/, message: t.wrongPhone }]}
        >
          <Input inputMode="tel" autoComplete="off" />
        </Form.Item>
        <Form.Item name="unit" label={t.unit} rules={[needed(t.unit)]}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        <Form.Item name="admdvs" label={t.region} rules={[needed(t.region)]}>
          <RegionField />
        </Form.Item>
        <Form.Item
          name="fixmedins_code"
          label={`${t.unitCode}${text.matter.optional}`}
          extra={t.unitHint}
          className="field-wide"
        >
          <InstitutionPicker />
        </Form.Item>
        <Form.Item name="tie_code" label={`${t.tieCode}${text.matter.optional}`}>
          <InstitutionPicker />
        </Form.Item>
        <Form.Item
          name="tie_reason"
          label={t.tieReason}
          dependencies={['tie_code']}
          rules={[
            ({ getFieldValue }) => ({
              required: Boolean(getFieldValue('tie_code')),
              message: text.matter.needed(t.tieReason),
            }),
          ]}
        >
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
      </div>
    </FormDialog>
  );
}

export function LeaveForm({ expert, onClose }: Props & { readonly expert: ExpertRow }) {
  const t = useText(expertText);
  const queries = useQueryClient();
  const { expert_id, version: seen, left_on: _left, phone_masked: _phone, ...stated } = expert;
  const send = async (): Promise<void> => {
    const change = { ...stated, seen, left_on: textOfDay(today()) };
    try {
      await ask('POST', `/api/experts/${expert_id}`, change);
    } finally {
      await queries.invalidateQueries({ queryKey: expertsQuery.queryKey });
    }
  };
  return (
    <FormDialog title={t.leaveTitle(expert.name)} submit={t.leave} send={send} onClose={onClose}>
      <p className="spaced">{t.leaveHint}</p>
    </FormDialog>
  );
}

interface DrawStated {
  readonly purpose: string;
  readonly kind: ExpertRow['kind'];
  readonly field?: string | null;
  readonly fixmedins_code?: string;
  readonly count: number;
}

export function DrawForm({ onClose }: Props) {
  const { text } = useLanguage();
  const t = useText(expertText);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const ids = useRef(requestIds());
  const fields = [...new Set((useQuery(expertsQuery).data ?? []).map(({ field }) => field))];
  const send = async ({ field, fixmedins_code = '', ...stated }: DrawStated): Promise<void> => {
    const draw = { ...stated, field: field ?? null, fixmedins_code: fixmedins_code === '' ? null : fixmedins_code };
    await ask('POST', '/api/draws', { draw_id: ids.current(draw), ...draw });
    await queries.invalidateQueries({ queryKey: drawsQuery.queryKey });
    await navigate({ to: '/experts', search: { view: 'draws' } });
  };
  return (
    <FormDialog<DrawStated>
      title={t.drawTitle}
      submit={t.draw}
      initial={{ kind: 'expert', count: 3 }}
      send={send}
      onClose={onClose}
    >
      <Form.Item
        name="purpose"
        label={t.purpose}
        rules={[{ required: true, whitespace: true, min: 2, message: text.matter.needed(t.purpose) }]}
      >
        <AutoComplete getPopupContainer={within} maxLength={200} options={t.purposeUsual.map((value) => ({ value }))} />
      </Form.Item>
      <div className="fields">
        <Form.Item name="kind" label={t.kind}>
          <Select
            getPopupContainer={within}
            options={(['expert', 'supervisor'] as const).map((value) => ({ value, label: t.kinds[value] }))}
          />
        </Form.Item>
        <Form.Item name="count" label={t.count} rules={[{ required: true, message: text.matter.needed(t.count) }]}>
          <InputNumber min={1} max={50} precision={0} className="wide" />
        </Form.Item>
        <Form.Item name="field" label={`${t.field}${text.matter.optional}`}>
          <Select
            getPopupContainer={within}
            allowClear
            placeholder={t.anyField}
            options={fields.map((value) => ({ value, label: value }))}
          />
        </Form.Item>
        <Form.Item name="fixmedins_code" label={`${t.about}${text.matter.optional}`} extra={t.aboutHint}>
          <InstitutionPicker />
        </Form.Item>
      </div>
    </FormDialog>
  );
}
