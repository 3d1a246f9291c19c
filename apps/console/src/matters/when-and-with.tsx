import { Form } from 'antd';
import type { MatterView } from '../api/answers.ts';
import { textOfDay, today } from '../format/day.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { useMe } from '../session/me.tsx';
import { DayField } from './day-field.tsx';
import { PeopleField } from './people-field.tsx';
import { stepText } from './text.ts';
import { dayRule } from './typed-day.ts';

interface Props {
  readonly matter: MatterView;
  /** Whether several officers must act together. */
  readonly together: boolean;
}

/** With whom, and on which day: an institution's steps bear the day on which the bureau has them. */
export function WhenAndWith({ matter, together }: Props) {
  const { text } = useLanguage();
  const t = text.matter;
  const words = useText(stepText);
  const me = useMe();
  // No deed may precede the one before.
  const earliest = matter.deeds.at(-1)?.on;
  return (
    <>
      {together ? (
        <Form.Item name="with" label={t.together}>
          <PeopleField matter={matter} />
        </Form.Item>
      ) : null}
      {me.fixmedins_code === null ? (
        <Form.Item
          name="on"
          label={t.on}
          extra={t.onHint}
          rules={[dayRule('day', words, { earliest, past: true })]}
          validateTrigger={['onBlur', 'onSubmit']}
        >
          <DayField past {...(earliest === undefined ? {} : { earliest })} />
        </Form.Item>
      ) : (
        <p className="hint field-wide">{words.received(textOfDay(today()))}</p>
      )}
    </>
  );
}
