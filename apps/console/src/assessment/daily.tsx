/** Daily checks: each item with its deductions, each deduction with the deed it follows from. */
import { useRef, useState } from 'react';
import { Button, Form, Input } from 'antd';
import { Link } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { requestIds } from '../api/request-id.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { procedureName } from '../language/law.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Panel } from '../parts/panel.tsx';
import { useMay } from '../session/me.tsx';
import type { AssessmentView, Deduction, Score } from './answers.ts';
import { marksText } from './marks.tsx';
import { assessmentText } from './text.ts';

interface Props {
  readonly assessment: AssessmentView;
  readonly score: Score;
}

export function Daily({ assessment, score }: Props) {
  const { say } = useLanguage();
  const t = useText(assessmentText);
  const may = useMay();
  const [striking, setStriking] = useState<Deduction | null>(null);
  const { daily_items, now } = assessment;
  const strikes = now !== null && may('assessment.score');
  return (
    <Panel title={t.daily} beside={<span className="figures">{marksText(score.daily)}</span>} flush>
      {score.items.map(({ item, full, score: marks }) => {
        const deductions = score.deductions.filter((one) => one.item === item);
        return (
          <section key={item} className="daily-item">
            <h3>
              {say(daily_items[item] ?? { zh: item, en: item })}
              <span className="figures">
                {marksText(marks)} <span className="faint">{t.full(marksText(full))}</span>
              </span>
            </h3>
            {deductions.length === 0 ? <p className="faint">{t.noDeductions}</p> : null}
            <ul>
              {deductions.map((one) => (
                <li
                  key={`${one.cause_matter} ${one.cause_seq} ${one.zh}`}
                  className={one.struck === null ? 'deduction' : 'deduction deduction-struck'}
                >
                  <span className="figures deduction-marks">−{marksText(one.marks)}</span>
                  <span>
                    {say(one)}
                    {one.struck === null ? null : <span className="faint"> · {t.struck(one.struck)}</span>}
                  </span>
                  <span className="faint">
                    <time className="figures" dateTime={one.on}>
                      {one.on}
                    </time>{' '}
                    <Cause deduction={one} />
                  </span>
                  {strikes && one.struck === null ? (
                    <Button size="small" type="text" onClick={() => setStriking(one)}>
                      {t.strike}
                    </Button>
                  ) : null}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {striking === null ? null : (
        <Strike matter_id={assessment.matter_id} deduction={striking} onClose={() => setStriking(null)} />
      )}
    </Panel>
  );
}

const READ = {
  review: 'review.read',
  penalty: 'case.read',
  measure: 'measure.read',
  inspection: 'inspection.read',
} as const;

/** The matter it follows from, open to those who may read it. */
function Cause({ deduction: { procedure, cause_matter, cause_seq } }: { readonly deduction: Deduction }) {
  const { say } = useLanguage();
  const t = useText(assessmentText);
  const may = useMay();
  const right = Object.entries(READ).find(([name]) => name === procedure)?.[1];
  const words = `${say(procedureName(procedure))} ${t.cause(cause_seq)}`;
  if (right === undefined || !may(right)) return words;
  return (
    <Link to="/matters/$matter_id" params={{ matter_id: cause_matter }}>
      {words}
    </Link>
  );
}

interface StrikeProps {
  readonly matter_id: string;
  readonly deduction: Deduction;
  readonly onClose: () => void;
}

function Strike({ matter_id, deduction, onClose }: StrikeProps) {
  const { text, say } = useLanguage();
  const t = useText(assessmentText);
  const queries = useQueryClient();
  const ids = useRef(requestIds());
  const { cause_matter, cause_seq } = deduction;
  const send = async ({ reason }: { readonly reason: string }): Promise<void> => {
    const wanted = { cause_matter, cause_seq, reason: reason.trim() };
    await ask('POST', `/api/assessments/${matter_id}/strikes`, { strike_id: ids.current(wanted), ...wanted });
    await queries.invalidateQueries({ queryKey: ['assessment'] });
  };
  return (
    <FormDialog title={t.strikeTitle} submit={t.strike} send={send} onClose={onClose}>
      <p className="spaced">
        {say(deduction)} <span className="figures">−{marksText(deduction.marks)}</span>
      </p>
      <Form.Item
        name="reason"
        label={t.reason}
        rules={[{ required: true, whitespace: true, message: text.matter.needed(t.reason) }]}
      >
        <Input.TextArea autoFocus rows={3} maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}
