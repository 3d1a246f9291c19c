import { Button } from 'antd';
import { useText } from '../language/language.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Once } from '../parts/once.tsx';
import { accountText } from './text.ts';

interface Props {
  readonly name: string;
  /** Null where it was shown before. */
  readonly password: string | null;
  readonly onClose: () => void;
}

/** A password that was made for somebody, in its only showing. */
export function FirstPassword({ name, password, onClose }: Props) {
  const t = useText(accountText);
  return (
    <Dialog title={t.firstPassword}>
      {password === null ? (
        <p className="spaced">{t.repeated}</p>
      ) : (
        <>
          <p>{t.firstPasswordHint(name)}</p>
          <Once lines={[password]} />
        </>
      )}
      <Button type="primary" onClick={onClose}>
        {t.close}
      </Button>
    </Dialog>
  );
}
