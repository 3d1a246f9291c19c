/** Asks before something that was filled in is left behind, by a link, the way back or the closing of the window. */
import { Button } from 'antd';
import { useBlocker } from '@tanstack/react-router';
import { useText } from '../language/language.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { stepText } from './text.ts';

/** @param isFilled asked at the moment of leaving */
export function Leaving({ isFilled }: { readonly isFilled: () => boolean }) {
  const t = useText(stepText);
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && isFilled(),
    enableBeforeUnload: isFilled,
    withResolver: true,
  });
  if (status !== 'blocked') return null;
  return (
    <Dialog title={t.leaveTitle} onClose={reset}>
      <p>{t.leaveHint}</p>
      <div className="step-acts">
        <Button type="primary" onClick={reset}>
          {t.stay}
        </Button>
        <Button onClick={proceed}>{t.leave}</Button>
      </div>
    </Dialog>
  );
}
