/** Sheets of experts: marks by item, the mean without the recused. */
import { useRef, useState } from 'react';
import { Button, Form, Input, Select } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { requestIds } from '../api/request-id.ts';
import { expertsQuery } from '../experts/queries.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { FormDialog, within } from '../parts/form-dialog.tsx';
import { Panel } from '../parts/panel.tsx';
import { useMay, useMe } from '../session/me.tsx';
import type { AssessmentView, Score } from './answers.ts';
import { marksText } from './marks.tsx';
import { assessmentText } from './text.ts';

interface Props {
  readonly assessment: AssessmentView;
  readonly score: Score;
}

export function Sheets({ assessment, score }: Props) {
  const { say } = useLanguage();
  const t = useText(assessmentText);
  const may = useMay();
  const me = useMe();
  const [entering, setEntering] = useState(false);
  const { year_end_items, least_sheets, now, matter_id } = assessment;
  const items = Object.entries(year_end_items);
  const counted = score.sheets.filter(({ recused }) => recused === null).length;
  return (
    <Panel
      title={t.sheets}
      flush
      beside={
        <>
          <span className="faint">{t.sheetsOf(counted, least_sheets)}</span>
          {now !== null && may('assessment.score') ? (
            <Button size="small" onClick={() => setEntering(true)}>
              {t.enter}
            </Button>
          ) : null}
        </>
      }
    >
      {score.sheets.length === 0 ? <p className="padded faint">{t.noSheets}</p> : null}
      <ul className="rows sheet-rows">
        {score.sheets.map(({ sheet_id, name, marks, score: sum, recused }) => (
          <li key={sheet_id} className={recused === null ? '' : 'deduction-struck'}>
            <strong>{me.fixmedins_code === null ? name : t.anonymous(name)}</strong>
            <span className="sheet-marks">
              {items.map(([id, item]) => (
                <span key={id}>
                  <span className="faint">{say(item)}</span>{' '}
                  <span className="figures">{marksText(marks[id] ?? 0)}</span>
                </span>
              ))}
              {recused === null ? null : <span className="faint">{t.recused(recused)}</span>}
            </span>
            <span className="figures strong sheet-sum">{marksText(sum)}</span>
          </li>
        ))}
      </ul>
      {entering ? <Enter assessment={assessment} key={matter_id} onClose={() => setEntering(false)} /> : null}
    </Panel>
  );
}

type Values = Readonly<Record<string, string | undefined>>;

function Enter({ assessment, onClose }: { readonly assessment: AssessmentView; readonly onClose: () => void }) {
  const { text, say } = useLanguage();
  const t = useText(assessmentText);
  const queries = useQueryClient();
  const ids = useRef(requestIds());
  const { matter_id, year_end_items } = assessment;
  const experts = useQuery(expertsQuery).data ?? [];
  const items = Object.entries(year_end_items);
  const send = async ({ expert_id, recused = '', ...typed }: Values): Promise<void> => {
    const marks = Object.fromEntries(items.map(([id]) => [id, hundredths(typed[id] ?? '') ?? 0]));
    const sheet = { expert_id, marks, recused: recused.trim() === '' ? null : recused.trim() };
    await ask('POST', `/api/assessments/${matter_id}/sheets`, { sheet_id: ids.current(sheet), ...sheet });
    await queries.invalidateQueries({ queryKey: ['assessment'] });
  };
  return (
    <FormDialog<Values> title={t.enterTitle} submit={t.save} send={send} onClose={onClose}>
      <Form.Item name="expert_id" label={t.expert} rules={[{ required: true, message: t.chooseExpert }]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t.chooseExpert}
          getPopupContainer={within}
          options={experts
            .filter(({ kind, left_on }) => kind === 'expert' && left_on === null)
            .map(({ expert_id, name, field, unit }) => ({ value: expert_id, label: `${name} · ${field} · ${unit}` }))}
        />
      </Form.Item>
      <div className="fields">
        {items.map(([id, item]) => (
          <Form.Item
            key={id}
            name={id}
            label={t.marks(say(item), String(item.full / 100))}
            rules={[
              { required: true, message: text.matter.needed(say(item)) },
              {
                validator: async (_rule, value: unknown) => {
                  const marks = typeof value === 'string' && value !== '' ? hundredths(value) : 0;
                  if (marks === undefined || marks > item.full) throw new Error(t.notMarks(String(item.full / 100)));
                },
              },
            ]}
          >
            <Input inputMode="decimal" className="figures" autoComplete="off" maxLength={6} />
          </Form.Item>
        ))}
      </div>
      <Form.Item name="recused" label={`${t.recusal}${text.matter.optional}`} extra={t.recusalHint}>
        <Input maxLength={200} />
      </Form.Item>
    </FormDialog>
  );
}

/** `18.5` is 1850; undefined for what is no mark of two decimals at most. */
function hundredths(typed: string): number | undefined {
  const [, whole = '', part = ''] = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(typed.trim()) ?? [];
  return whole === '' ? undefined : Number(whole) * 100 + Number(part.padEnd(2, '0'));
}
