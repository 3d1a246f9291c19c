/** What an institution says of its clearing: that it is right, or what is wrong; and what it is answered. */
import { useRef, useState } from 'react';
import { Button, Form, Input } from 'antd';
import { ask } from '../api/ask.ts';
import { requestIds } from '../api/request-id.ts';
import { daysLeft } from '../format/day.ts';
import { textOfInstant } from '../format/instant.ts';
import { yuan } from '../format/money.ts';
import { useText } from '../language/language.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Mark } from '../parts/marks.tsx';
import { Panel } from '../parts/panel.tsx';
import { usePersonName } from '../parts/person.tsx';
import { useMay } from '../session/me.tsx';
import type { ClearingLines, ClearingView, Objection } from './answers.ts';
import { useCleared } from './queries.ts';
import { clearingText } from './text.ts';

/** Confirms, or objects while there is time. */
export function OwnActs({ month, clearing }: { readonly month: string; readonly clearing: ClearingView }) {
  const t = useText(clearingText);
  const may = useMay()('clearing.confirm');
  const [act, setAct] = useState<'confirm' | 'object' | null>(null);
  const { state, objected, confirm_due } = clearing;
  if (!may || state !== 'computed') return null;
  const close = (): void => setAct(null);
  const inTime = confirm_due === null || (daysLeft(confirm_due) ?? 0) >= 0;
  return (
    <div className="lead-acts">
      {inTime && !objected ? <Button onClick={() => setAct('object')}>{t.object}</Button> : null}
      <Button type="primary" onClick={() => setAct('confirm')}>
        {t.confirm}
      </Button>
      {act === 'confirm' ? <Confirm month={month} clearing={clearing} onClose={close} /> : null}
      {act === 'object' ? <ObjectTo month={month} onClose={close} /> : null}
    </div>
  );
}

interface ActProps {
  readonly month: string;
  readonly onClose: () => void;
}

function Confirm({ month, clearing, onClose }: ActProps & { readonly clearing: ClearingView }) {
  const t = useText(clearingText);
  const cleared = useCleared();
  return (
    <FormDialog
      title={t.confirmTitle(yuan(clearing.pay_fen))}
      submit={t.confirm}
      onClose={onClose}
      send={async () => {
        await ask('POST', '/api/clearing/confirm', { month });
        await cleared();
      }}
    >
      <p className="hint spaced">{t.confirmHint}</p>
    </FormDialog>
  );
}

interface Typed {
  readonly words: string;
}

function ObjectTo({ month, onClose }: ActProps) {
  const t = useText(clearingText);
  const cleared = useCleared();
  const ids = useRef(requestIds());
  return (
    <FormDialog<Typed>
      title={t.objectTitle}
      submit={t.object}
      onClose={onClose}
      send={async ({ words }) => {
        const wanted = { month, words: words.trim() };
        await ask('POST', '/api/clearing/objections', { objection_id: ids.current(wanted), ...wanted });
        await cleared();
      }}
    >
      <p className="hint spaced">{t.objectHint}</p>
      <Words label={t.objectWords} />
    </FormDialog>
  );
}

function Words({ label }: { readonly label: string }) {
  const t = useText(clearingText);
  return (
    <Form.Item name="words" label={label} rules={[{ required: true, whitespace: true, min: 2, message: t.needed }]}>
      <Input.TextArea rows={4} maxLength={500} />
    </Form.Item>
  );
}

export function Objections({ lines: { objections } }: { readonly lines: ClearingLines }) {
  const t = useText(clearingText);
  const may = useMay()('clearing.compute');
  const nameOf = usePersonName();
  const [answering, setAnswering] = useState<Objection | null>(null);
  return (
    <Panel title={t.objections} flush>
      {objections.length === 0 ? <p className="padded faint">{t.noObjections}</p> : null}
      <ul className="rows">
        {objections.map((row) => (
          <li key={row.objection_id} className="till-refusal">
            <div className="till-links">
              {row.answered_at === null ? <Mark tone="red">{t.waits}</Mark> : <Mark tone="green">{t.answered}</Mark>}
              <span className="faint figures">{t.objectedBy(nameOf(row.made_by), textOfInstant(row.made_at))}</span>
              {may && row.answered_at === null ? (
                <Button size="small" className="till-end" onClick={() => setAnswering(row)}>
                  {t.answer}
                </Button>
              ) : null}
            </div>
            <span>{row.words}</span>
            {row.answered_at === null || row.answered_by === null ? null : (
              <>
                <span className="strong">{row.answer}</span>
                <span className="faint figures">
                  {t.answeredBy(nameOf(row.answered_by), textOfInstant(row.answered_at))}
                </span>
              </>
            )}
          </li>
        ))}
      </ul>
      {answering === null ? null : <Answer objection={answering} onClose={() => setAnswering(null)} />}
    </Panel>
  );
}

function Answer({ objection, onClose }: { readonly objection: Objection; readonly onClose: () => void }) {
  const t = useText(clearingText);
  const cleared = useCleared();
  return (
    <FormDialog<Typed>
      title={t.answerTitle}
      submit={t.answer}
      onClose={onClose}
      send={async ({ words }) => {
        await ask('POST', `/api/clearing/objections/${objection.objection_id}/answer`, { words: words.trim() });
        await cleared();
      }}
    >
      <p className="spaced">{objection.words}</p>
      <p className="hint spaced">{t.answerHint}</p>
      <Words label={t.answerWords} />
    </FormDialog>
  );
}
