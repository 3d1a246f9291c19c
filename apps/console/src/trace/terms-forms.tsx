/** Sets from when a region needs codes, and what is known of a drug there. */
import { Checkbox, Form, Input } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { parseQuantity } from '@shouhu/codes';
import { ask } from '../api/ask.ts';
import { dayOf } from '../format/day.ts';
import { useText } from '../language/language.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { RegionField } from '../parts/region.tsx';
import { useMe } from '../session/me.tsx';
import type { Item, Setting, TermsSet } from './answers.ts';
import { termsQuery } from './queries.ts';
import { traceText } from './text.ts';

/** Scale of counts: one smallest pricing unit. */
export const UNIT = 10_000;

interface Closing {
  readonly onClose: () => void;
}

function useKeep(): (path: string, body: object) => Promise<void> {
  const client = useQueryClient();
  return async (path, body) => {
    client.setQueryData(termsQuery.queryKey, await ask<TermsSet>('POST', path, body));
  };
}

const dayOrNull = (typed: string | undefined): string | null => {
  const day = typed?.trim() ?? '';
  return day === '' ? null : day;
};

function DayItem({ name, label, hint }: { readonly name: string; readonly label: string; readonly hint: string }) {
  const t = useText(traceText);
  return (
    <Form.Item
      name={name}
      label={label}
      validateTrigger="onBlur"
      rules={[
        {
          validator: (_rule, value: string = '') =>
            value.trim() === '' || dayOf(value.trim()) !== undefined
              ? Promise.resolve()
              : Promise.reject(new Error(t.dayFault)),
        },
      ]}
    >
      <Input maxLength={10} placeholder={hint} autoComplete="off" />
    </Form.Item>
  );
}

interface TypedRegion {
  readonly admdvs: string;
  readonly codes_from?: string;
  readonly below_zero?: boolean;
}

export function RegionForm({ setting, onClose }: Closing & { readonly setting?: Setting }) {
  const t = useText(traceText);
  const keep = useKeep();
  const [own] = useMe().regions;
  const { admdvs = own, codes_from = null, below_zero = false } = setting ?? {};
  return (
    <FormDialog<TypedRegion>
      title={t.setRegion}
      submit={t.save}
      initial={{
        ...(admdvs === undefined ? {} : { admdvs }),
        ...(codes_from === null ? {} : { codes_from }),
        below_zero,
      }}
      onClose={onClose}
      send={async (typed) =>
        keep('/api/trace/settings', {
          admdvs: typed.admdvs,
          codes_from: dayOrNull(typed.codes_from),
          below_zero: typed.below_zero ?? false,
        })
      }
    >
      <Form.Item name="admdvs" label={t.region} rules={[{ required: true, message: t.needed }]}>
        <RegionField />
      </Form.Item>
      <DayItem name="codes_from" label={t.codesFrom} hint={t.dayFormat} />
      <Form.Item name="below_zero" valuePropName="checked">
        <Checkbox>{t.belowZero}</Checkbox>
      </Form.Item>
    </FormDialog>
  );
}

interface TypedItem {
  readonly admdvs: string;
  readonly med_list_codg: string;
  readonly needs_code?: boolean;
  readonly pack?: string;
  readonly no_code_until?: string;
}

/** As it is kept; null for nothing, undefined for what is no count. */
function packOf(typed: string | undefined): number | null | undefined {
  if ((typed ?? '').trim() === '') return null;
  const parsed = parseQuantity((typed ?? '').trim());
  return parsed.ok && parsed.value > 0 ? parsed.value : undefined;
}

export function ItemForm({ item, onClose }: Closing & { readonly item?: Item }) {
  const t = useText(traceText);
  const keep = useKeep();
  const [own] = useMe().regions;
  const { admdvs = own, med_list_codg = '', needs_code = true, pack_cnt = null, no_code_until = null } = item ?? {};
  return (
    <FormDialog<TypedItem>
      title={t.setItem}
      submit={t.save}
      initial={{
        ...(admdvs === undefined ? {} : { admdvs }),
        med_list_codg,
        needs_code,
        ...(pack_cnt === null ? {} : { pack: String(pack_cnt / UNIT) }),
        ...(no_code_until === null ? {} : { no_code_until }),
      }}
      onClose={onClose}
      send={async (typed) =>
        keep('/api/trace/items', {
          admdvs: typed.admdvs,
          med_list_codg: typed.med_list_codg,
          needs_code: typed.needs_code ?? false,
          pack_cnt: packOf(typed.pack) ?? null,
          no_code_until: dayOrNull(typed.no_code_until),
        })
      }
    >
      <Form.Item name="admdvs" label={t.region} rules={[{ required: true, message: t.needed }]}>
        <RegionField />
      </Form.Item>
      <Form.Item name="med_list_codg" label={t.drug} rules={[{ required: true, whitespace: true, message: t.needed }]}>
        <Input maxLength={50} autoComplete="off" disabled={item !== undefined} />
      </Form.Item>
      <Form.Item name="needs_code" valuePropName="checked">
        <Checkbox>{t.needsCode}</Checkbox>
      </Form.Item>
      <Form.Item
        name="pack"
        label={t.pack}
        validateTrigger="onBlur"
        rules={[
          {
            validator: (_rule, value: string | undefined) =>
              packOf(value) === undefined ? Promise.reject(new Error(t.packFault)) : Promise.resolve(),
          },
        ]}
      >
        <Input maxLength={20} placeholder={t.packHint} autoComplete="off" />
      </Form.Item>
      <DayItem name="no_code_until" label={t.noCodeUntil} hint={t.dayOrNone} />
    </FormDialog>
  );
}
