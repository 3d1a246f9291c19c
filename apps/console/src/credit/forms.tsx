/** Points and listings begin: whom they are about, and what they rest on. */
import { useRef } from 'react';
import { Form, Input, Select } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { mattersQuery } from '../api/queries.ts';
import { requestIds } from '../api/request-id.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { nameOf, procedureName } from '../language/law.ts';
import { DayField } from '../matters/day-field.tsx';
import { FormDialog, within } from '../parts/form-dialog.tsx';
import { InstitutionPicker } from '../parts/institution-picker.tsx';
import { creditText } from './text.ts';

interface Props {
  readonly onClose: () => void;
}

/** A matter as the choice of grounds names it. */
interface Ground {
  readonly matter_id: string;
  readonly procedure: string;
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
}

/** Procedures in which something is decided that others rest on. */
const GROUNDS = new Set(['review', 'penalty', 'summary-penalty', 'measure', 'inspection']);

/** Matters that points or a listing may rest on. */
function useGrounds() {
  const { say } = useLanguage();
  const rows = useInfiniteQuery(mattersQuery({})).data?.pages.flat() ?? [];
  return rows
    .filter(({ procedure }) => GROUNDS.has(procedure))
    .map(({ matter_id, procedure, state, fixmedins_code, fixmedins_name }) => ({
      value: matter_id,
      fixmedins_code,
      label: `${fixmedins_name} · ${say(procedureName(procedure))} · ${say(nameOf('states', procedure, state))}`,
    }));
}

interface PointsStated {
  readonly name: string;
  readonly code: string;
  readonly nature: string;
  readonly responsibility: string;
  readonly found_on: string;
  readonly parent_id?: string | null;
  readonly fixmedins_code?: string;
}

/** @param ground the matter that points rest on; absent: one is chosen, or none */
export function PointsForm({ ground, onClose }: Props & { readonly ground?: Ground }) {
  const { text } = useLanguage();
  const t = useText(creditText);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const ids = useRef(requestIds());
  const { say } = useLanguage();
  const chosen = useGrounds();
  const grounds =
    ground === undefined
      ? chosen
      : [
          {
            value: ground.matter_id,
            fixmedins_code: ground.fixmedins_code,
            label: `${ground.fixmedins_name} · ${say(procedureName(ground.procedure))}`,
          },
        ];
  const needed = (label: string) => ({ required: true, whitespace: true, message: text.matter.needed(label) });
  const send = async ({ name, code, parent_id = null, fixmedins_code = '', ...stated }: PointsStated) => {
    const place = grounds.find(({ value }) => value === parent_id)?.fixmedins_code ?? fixmedins_code;
    const wanted = { ...stated, parent_id, fixmedins_code: place, person: { name, code } };
    const { matter_id } = await ask<{ matter_id: string }>('POST', '/api/points', {
      matter_id: ids.current(wanted),
      ...wanted,
    });
    void queries.invalidateQueries({ queryKey: ['points'] });
    await navigate({ to: '/matters/$matter_id', params: { matter_id } });
  };
  return (
    <FormDialog<PointsStated>
      title={t.openTitle}
      submit={t.save}
      initial={{
        nature: 'light',
        responsibility: 'general',
        ...(ground === undefined ? {} : { parent_id: ground.matter_id }),
      }}
      send={send}
      onClose={onClose}
    >
      <div className="fields">
        <Form.Item name="name" label={t.name} rules={[needed(t.name)]}>
          <Input maxLength={50} autoComplete="off" />
        </Form.Item>
        <Form.Item name="code" label={t.code} rules={[{ required: true, min: 4, message: t.wrongCode }]}>
          <Input maxLength={40} autoComplete="off" />
        </Form.Item>
        <Form.Item name="nature" label={t.nature}>
          <Select getPopupContainer={within} options={optionsOf(t.natures)} />
        </Form.Item>
        <Form.Item name="responsibility" label={t.responsibility}>
          <Select getPopupContainer={within} options={optionsOf(t.responsibilities)} />
        </Form.Item>
        <Form.Item name="parent_id" label={`${t.parent}${text.matter.optional}`} className="field-wide">
          <Select
            allowClear={ground === undefined}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t.noParent}
            getPopupContainer={within}
            options={grounds}
          />
        </Form.Item>
        <Form.Item noStyle dependencies={['parent_id']}>
          {({ getFieldValue }) =>
            getFieldValue('parent_id') ? null : (
              <Form.Item name="fixmedins_code" label={t.institution} rules={[needed(t.institution)]}>
                <InstitutionPicker />
              </Form.Item>
            )
          }
        </Form.Item>
        <Form.Item name="found_on" label={t.found} rules={[needed(t.found)]}>
          <DayField past />
        </Form.Item>
      </div>
    </FormDialog>
  );
}

interface EntryStated {
  readonly subject: string;
  readonly name?: string;
  readonly code?: string;
  readonly parent_id: string;
  readonly grounds: string;
}

export function EntryForm({ onClose }: Props) {
  const { text } = useLanguage();
  const t = useText(creditText);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const ids = useRef(requestIds());
  const grounds = useGrounds();
  const needed = (label: string) => ({ required: true, whitespace: true, message: text.matter.needed(label) });
  const send = async ({ name = '', code = '', ...stated }: EntryStated): Promise<void> => {
    const fixmedins_code = grounds.find(({ value }) => value === stated.parent_id)?.fixmedins_code ?? '';
    const person = stated.subject === 'institution' ? null : { name, code };
    const wanted = { ...stated, fixmedins_code, person };
    const { matter_id } = await ask<{ matter_id: string }>('POST', '/api/credit', {
      matter_id: ids.current(wanted),
      ...wanted,
    });
    void queries.invalidateQueries({ queryKey: ['credit'] });
    await navigate({ to: '/matters/$matter_id', params: { matter_id } });
  };
  return (
    <FormDialog<EntryStated>
      title={t.proposeTitle}
      submit={t.propose}
      initial={{ subject: 'institution' }}
      send={send}
      onClose={onClose}
    >
      <Form.Item name="parent_id" label={t.parent} rules={[{ required: true, message: text.matter.needed(t.parent) }]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t.choose}
          getPopupContainer={within}
          options={grounds}
        />
      </Form.Item>
      <Form.Item name="subject" label={t.subject}>
        <Select getPopupContainer={within} options={optionsOf(t.subjects)} />
      </Form.Item>
      <Form.Item noStyle dependencies={['subject']}>
        {({ getFieldValue }) =>
          getFieldValue('subject') === 'institution' ? null : (
            <div className="fields">
              <Form.Item name="name" label={t.name} rules={[needed(t.name)]}>
                <Input maxLength={50} autoComplete="off" />
              </Form.Item>
              <Form.Item name="code" label={t.personCode} rules={[{ required: true, min: 4, message: t.wrongCode }]}>
                <Input maxLength={40} autoComplete="off" />
              </Form.Item>
            </div>
          )
        }
      </Form.Item>
      <Form.Item name="grounds" label={t.grounds} rules={[needed(t.grounds)]}>
        <Input.TextArea rows={3} maxLength={1_000} />
      </Form.Item>
    </FormDialog>
  );
}

function optionsOf(names: Readonly<Record<string, string>>) {
  return Object.entries(names).map(([value, label]) => ({ value, label }));
}
