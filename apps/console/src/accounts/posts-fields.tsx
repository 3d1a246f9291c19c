/** For whom somebody works, and with which duties. */
import { Checkbox, Form, Radio } from 'antd';
import { useText } from '../language/language.tsx';
import { InstitutionPicker } from '../parts/institution-picker.tsx';
import { RegionsField } from '../parts/region.tsx';
import { useDutyOptions } from './duties.ts';
import { accountText } from './text.ts';

export interface TypedPosts {
  readonly office: boolean;
  readonly duties?: readonly string[];
  readonly regions?: readonly string[];
  readonly fixmedins_code?: string;
}

/** As the server takes them. */
export function postsOf({ office, duties = [], regions = [], fixmedins_code = '' }: TypedPosts) {
  return office ? { duties: ['institution'], regions: [], fixmedins_code } : { duties, regions, fixmedins_code: null };
}

export function PostsFields() {
  const t = useText(accountText);
  const isOffice = Form.useWatch<boolean | undefined>('office') ?? false;
  const options = useDutyOptions().filter(({ value }) => value !== 'institution');
  const need = (what: string) => [{ required: true, message: t.needed(what) }];
  return (
    <>
      <Form.Item name="office" label={t.kind}>
        <Radio.Group
          options={[
            { value: false, label: t.staff },
            { value: true, label: t.office },
          ]}
        />
      </Form.Item>
      {isOffice ? (
        <Form.Item name="fixmedins_code" label={t.institution} rules={need(t.institution)}>
          <InstitutionPicker />
        </Form.Item>
      ) : (
        <>
          <Form.Item
            name="duties"
            label={t.duty}
            rules={[
              {
                validator: async (_rule, chosen: readonly string[] = []) => {
                  if (chosen.length === 0) throw new Error(t.needed(t.duty));
                },
              },
            ]}
          >
            <Checkbox.Group className="duty-boxes" options={options} />
          </Form.Item>
          <Form.Item name="regions" label={t.regions} extra={t.regionsHint} rules={need(t.regions)}>
            <RegionsField />
          </Form.Item>
        </>
      )}
    </>
  );
}
