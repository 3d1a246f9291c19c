/** Something that is shown once and then known to nobody but its reader. */
import { App, Button } from 'antd';
import { useText } from '../language/language.tsx';
import './once.css';

const zh = { copy: '复制', copied: '已复制', failed: '无法复制，请抄写', once: '只显示这一次，请立即记下。' };
const en: typeof zh = {
  copy: 'Copy',
  copied: 'Copied',
  failed: 'Copying is not possible here: write it down',
  once: 'This is its only showing: note it now.',
};
const onceText = { zh, en };

/** @param lines one secret, or several */
export function Once({ lines }: { readonly lines: readonly string[] }) {
  const t = useText(onceText);
  const { message } = App.useApp();
  // Browsers copy over https and from their own machine only.
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(lines.join('\n'));
      void message.success(t.copied);
    } catch {
      void message.warning(t.failed);
    }
  };
  return (
    <div className="once">
      <p className="hint">{t.once}</p>
      <ul>
        {lines.map((line) => (
          <li key={line}>
            <code>{line}</code>
          </li>
        ))}
      </ul>
      <Button size="small" onClick={() => void copy()}>
        {t.copy}
      </Button>
    </div>
  );
}
