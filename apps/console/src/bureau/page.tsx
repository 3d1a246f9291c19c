/** What documents say of the bureau: read by who makes them, set by administrators and heads. */
import { Alert, App, Button, Form, Input } from 'antd';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask, Refused } from '../api/ask.ts';
import { useText } from '../language/language.tsx';
import { Panel } from '../parts/panel.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import { useRegionName } from '../parts/region.tsx';
import { NoRight, Trouble, Waiting } from '../parts/states.tsx';
import { useMay } from '../session/me.tsx';
import type { Bureau } from './answers.ts';
import { bureauText } from './text.ts';

const bureauQuery = queryOptions({ queryKey: ['bureau'], queryFn: () => ask<Bureau>('GET', '/api/bureau') });

export function BureauPage() {
  const t = useText(bureauText);
  const may = useMay();
  const bureau = useQuery({ ...bureauQuery, enabled: may('bureau.read') });
  if (!may('bureau.read')) return <NoRight />;
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t.title}</h1>
        <p className="hint">{t.hint}</p>
      </div>
      {bureau.isPending ? <Waiting rows={8} /> : null}
      {bureau.isError ? <Trouble error={bureau.error} retry={() => void bureau.refetch()} /> : null}
      {bureau.data === undefined ? null : <Settings bureau={bureau.data} />}
    </div>
  );
}

/** In the order of the page, with the most that each takes. */
const MOST = {
  name: 200,
  abbreviation: 20,
  address: 200,
  telephone: 200,
  reconsideration: 200,
  court: 200,
  refund_account: 200,
  fine_account: 200,
} as const satisfies Record<Exclude<keyof Bureau, 'admdvs'>, number>;

type Field = keyof typeof MOST;

const FIELDS = keysOf(MOST);

function keysOf<Name extends string>(of: Readonly<Record<Name, number>>): readonly Name[];
function keysOf(of: Readonly<Record<string, number>>): readonly string[] {
  return Object.keys(of);
}

/** What the server writes in the place of what nobody set. */
const isUnset = (value: string): boolean => value.includes('待设置');

function Settings({ bureau }: { readonly bureau: Bureau }) {
  const t = useText(bureauText);
  const may = useMay();
  const region = useRegionName();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<Record<Field, string>>();
  const abbreviation = Form.useWatch('abbreviation', form) ?? bureau.abbreviation;
  const saving = useMutation({
    mutationFn: (typed: Record<Field, string>) =>
      ask<Bureau>('POST', '/api/bureau', { admdvs: bureau.admdvs, ...typed }),
    onSuccess: (after) => {
      queries.setQueryData(bureauQuery.queryKey, after);
      void message.success(t.saved);
    },
  });
  const initial = Object.fromEntries(FIELDS.map((name) => [name, isUnset(bureau[name]) ? '' : bureau[name]]));
  const isReadOnly = !may('bureau.set');
  return (
    <Panel title={region(bureau.admdvs)} beside={isReadOnly ? <span className="faint">{t.readOnly}</span> : null}>
      {FIELDS.some((name) => isUnset(bureau[name])) ? (
        <Alert type="warning" showIcon title={t.unset} className="spaced" />
      ) : null}
      {saving.error instanceof Refused ? <RefusedAlert error={saving.error} /> : null}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        disabled={isReadOnly}
        initialValues={initial}
        onFinish={saving.mutate}
      >
        <div className="fields">
          {FIELDS.map((name) => (
            <Form.Item
              key={name}
              name={name}
              label={t.fields[name]}
              rules={[{ required: true, whitespace: true, message: t.needed(t.fields[name]) }]}
              {...(name === 'abbreviation' ? { extra: t.number(abbreviation) } : {})}
            >
              <Input maxLength={MOST[name]} autoComplete="off" />
            </Form.Item>
          ))}
        </div>
        {isReadOnly ? null : (
          <div className="step-acts">
            <Button type="primary" htmlType="submit" loading={saving.isPending}>
              {t.save}
            </Button>
          </div>
        )}
      </Form>
    </Panel>
  );
}
