import { useLanguage, useText } from '../language/language.tsx';
import type { Fault } from './answers.ts';
import { rulebookText } from './text.ts';

interface Props {
  readonly faults: readonly Fault[];
  readonly notices: readonly Fault[];
  readonly isChecking: boolean;
  readonly onGo: (fault: Fault) => void;
}

/** Everything that is wrong or odd; each leads to its cell. */
export function FaultList({ faults, notices, isChecking, onGo }: Props) {
  const t = useText(rulebookText);
  const { language } = useLanguage();
  const shown = [
    ...faults.map((fault) => ({ fault, wrong: true })),
    ...notices.map((fault) => ({ fault, wrong: false })),
  ];
  const words = faults.length > 0 ? t.faults(faults.length) : t.noFaults;
  return (
    <div className="padded fault-list">
      <p role="status" className={faults.length > 0 ? 'file-wrong' : 'faint'}>
        {isChecking
          ? t.checking
          : [words, notices.length > 0 ? t.noticesCount(notices.length) : ''].filter(Boolean).join(' · ')}
      </p>
      <ul>
        {shown.map(({ fault, wrong }) => (
          <li key={`${fault.file} ${fault.line} ${fault.column} ${fault.code}`}>
            <button type="button" onClick={() => onGo(fault)}>
              <span className={wrong ? 'file-wrong' : ''}>
                {fault.file} {fault.line === null ? '' : t.at(fault.line - 1)} {fault.column ?? ''}
              </span>{' '}
              {fault[language]} <span className="faint">{fault[`fix_${language}`]}</span>{' '}
              <span className="code">{fault.code}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
