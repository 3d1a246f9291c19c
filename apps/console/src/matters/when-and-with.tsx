import { Form } from 'antd';
import type { MatterView } from '../api/answers.ts';
import { useLanguage } from '../language/language.tsx';
import { DayField } from './day-field.tsx';
import { PeopleField } from './people-field.tsx';

interface Props {
  readonly matter: MatterView;
  /** Whether several officers must act together. */
  readonly together: boolean;
}

/** With whom, and on which day. */
export function WhenAndWith({ matter, together }: Props) {
  const { text } = useLanguage();
  const t = text.matter;
  // No deed may precede the one before.
  const earliest = matter.deeds.at(-1)?.on;
  return (
    <>
      {together ? (
        <Form.Item name="with" label={t.together}>
          <PeopleField matter={matter} />
        </Form.Item>
      ) : null}
      <Form.Item name="on" label={t.on} extra={t.onHint}>
        <DayField past {...(earliest === undefined ? {} : { earliest })} />
      </Form.Item>
    </>
  );
}
