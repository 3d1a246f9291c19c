/** The documents that belong before a step: made, delivered or missing, with the way to the paper file. */
import { Alert } from 'antd';
import { Link } from '@tanstack/react-router';
import type { Paper } from '../api/answers.ts';
import { useLanguage, useText } from '../language/language.tsx';
import { documentText } from '../documents/text.ts';
import { documentTitles } from '../language/law.ts';
import { stepText } from './text.ts';

interface Props {
  readonly matter_id: string;
  readonly papers: readonly Paper[];
  /** Whether the step serves what was made: then it is to say to whom it went. */
  readonly serves: boolean;
}

export function Papers({ matter_id, papers, serves }: Props) {
  const { say } = useLanguage();
  const t = useText(stepText);
  const { ways } = useText(documentText);
  if (papers.length === 0) return null;
  const wayName = (way: string): string => ways[documentText.zh.ways.indexOf(way)] ?? way;
  const isDone = (paper: Paper): boolean => paper.made && (!serves || !paper.given || paper.delivered !== null);
  const words = ({ made, must, given, delivered, number }: Paper): string => {
    if (!made) return must ? t.missingNeeded : t.missing;
    const way = delivered === null ? null : t.delivered(wayName(delivered.way), delivered.on);
    return [t.made, number, way ?? (serves && given ? t.undelivered : null)]
      .filter((each) => each !== null)
      .join(' · ');
  };
  return (
    <Alert
      type={papers.every(isDone) ? 'success' : 'warning'}
      showIcon
      className="spaced papers-before"
      title={t.wanted}
      description={
        <>
          <ul>
            {papers.map((paper) => (
              <li key={paper.kind}>
                <strong>{say(documentTitles[paper.kind] ?? { zh: paper.name, en: paper.name })}</strong> {words(paper)}
              </li>
            ))}
          </ul>
          <Link to="/matters/$matter_id/file" params={{ matter_id }}>
            {t.toFile}
          </Link>
        </>
      }
    />
  );
}
