import { Alert } from 'antd';
import type { Refused } from '../api/ask.ts';
import { useLanguage } from '../language/language.tsx';

/** A refused request over the form that sent it: what stood against it, what to do, and its code. */
export function RefusedAlert({ error }: { readonly error: Refused }) {
  const { language } = useLanguage();
  const { text, fix } = error.said[language];
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      className="spaced"
      title={text}
      description={
        <>
          {fix} <span className="code">{error.code}</span>
        </>
      }
    />
  );
}
