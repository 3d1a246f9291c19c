/** The steps that the caller may take now, and why others must wait. */
import { useRef, useState } from 'react';
import { Link } from '@tanstack/react-router';
import { RightOutlined } from '@ant-design/icons';
import type { MatterOffer, MatterView } from '../api/answers.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { basisOf, nameOf } from '../language/law.ts';
import { wordsOf } from '../language/refusal.ts';
import { Panel } from '../parts/panel.tsx';
import { Leaving } from './leaving.tsx';
import { stepText } from './text.ts';
import { TurnLine } from './turn-line.tsx';
import type { Values } from './values.ts';
import { StepForm } from './step-form.tsx';

interface Props {
  readonly matter: MatterView;
  /** Name of the institution. */
  readonly place: string;
}

/** A list of steps; one is opened at a time, and what was typed into it stays when it is folded up or is offered no more. */
export function Steps({ matter, place }: Props) {
  const { text, say } = useLanguage();
  const t = text.matter;
  const [open, setOpen] = useState<MatterOffer | null>(null);
  const drafts = useRef(new Map<string, Values>());
  const { procedure, offers, over } = matter;
  const possible = offers.filter(({ refusal }) => refusal === null);
  const blocked = offers.filter(({ refusal }) => refusal !== null);
  const name = (action: string): string => say(nameOf('steps', procedure, action));
  const frame = useRef<HTMLDivElement>(null);
  const close = (): void => {
    setOpen(null);
    frame.current?.focus();
  };

  if (open !== null) {
    return (
      <div ref={frame} id="steps" tabIndex={-1}>
        <Leaving isFilled={() => drafts.current.size > 0} />
        <Panel title={name(open.action)} beside={<span className="faint">{say(basisOf(open.basis))}</span>}>
          <StepForm
            key={open.action}
            matter={matter}
            offer={open}
            place={place}
            draft={drafts.current.get(open.action) ?? {}}
            onDraft={(values) => drafts.current.set(open.action, values)}
            onClose={close}
            onDone={() => {
              drafts.current.delete(open.action);
              close();
            }}
          />
        </Panel>
      </div>
    );
  }
  return (
    <div ref={frame} id="steps" tabIndex={-1}>
      <Leaving isFilled={() => drafts.current.size > 0} />
      <Panel title={t.steps} flush>
        <TurnLine matter={matter} />
        {offers.length === 0 && !over ? (
          <p className="padded">
            {t.noSteps}
            <br />
            <span className="faint">{t.noStepsHint}</span>
          </p>
        ) : null}
        <ul className="offers">
          {possible.map((offer) => (
            <li key={offer.action}>
              <button type="button" className="offer" onClick={() => setOpen(offer)}>
                <span className="offer-name">{name(offer.action)}</span>
                <span className="faint">{say(basisOf(offer.basis))}</span>
                <RightOutlined aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
        {blocked.length === 0 ? null : (
          <details className="folded" open={possible.length === 0}>
            <summary>{t.blocked(blocked.length)}</summary>
            <ul className="offers">
              {blocked.map((offer) => (
                <Blocked key={offer.action} name={name(offer.action)} offer={offer} matter_id={matter.matter_id} />
              ))}
            </ul>
          </details>
        )}
      </Panel>
    </div>
  );
}

interface BlockedProps {
  readonly name: string;
  readonly offer: MatterOffer;
  readonly matter_id: string;
}

function Blocked({ name, offer: { refusal, basis }, matter_id }: BlockedProps) {
  const { language, say } = useLanguage();
  const words = useText(stepText);
  if (refusal === null) return null;
  const { text, fix } = wordsOf(refusal, language);
  return (
    <li className="offer offer-blocked">
      <span className="offer-name">{name}</span>
      <span className="faint">{say(basisOf(basis))}</span>
      <p>
        {text}
        {language === 'zh' ? '。' : '. '}
        {fix} <span className="code">{refusal.code}</span>
        {refusal.code === 'SH-C022' ? (
          <>
            {' '}
            <Link to="/matters/$matter_id/file" params={{ matter_id }}>
              {words.toFile}
            </Link>
          </>
        ) : null}
      </p>
    </li>
  );
}
