/** Evidence and other files of a matter, and the way to bring another. */
import { Input } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Refused } from '../api/ask.ts';
import { address } from '../api/address.ts';
import { requestIds } from '../api/request-id.ts';
import { dayOfInstant } from '../format/instant.ts';
import { useText } from '../language/language.tsx';
import { FileButton } from '../parts/file-button.tsx';
import { Mark } from '../parts/marks.tsx';
import { Panel } from '../parts/panel.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import type { PaperFile } from './answers.ts';
import { upload } from './queries.ts';
import { documentText } from './text.ts';

interface Props {
  readonly file: PaperFile;
  readonly purpose: string;
}

export function EvidenceList({ file: { matter_id, evidence }, purpose }: Props) {
  const t = useText(documentText);
  return (
    <Panel title={t.evidence} beside={<span className="figures faint">{evidence.length}</span>} flush>
      {evidence.length === 0 ? <p className="padded faint">{t.noEvidence}</p> : null}
      <ol className="papers">
        {evidence.map(({ file_id, title, type, size, digest, from_party, stored_at }) => (
          <li key={file_id} className="paper">
            <div className="paper-what">
              <strong>{title}</strong>
              <span className="faint figures">
                {type.toUpperCase()} · {sizeText(size)} · {dayOfInstant(stored_at)}
              </span>
              {from_party ? <Mark tone="blue">{t.fromParty}</Mark> : null}
              <code className="paper-digest">SM3 {digest}</code>
            </div>
            <span className="paper-acts">
              <a href={address(`/api/files/${file_id}`, { purpose })} download>
                {type.toUpperCase()}
              </a>
            </span>
          </li>
        ))}
      </ol>
      <Bring matter_id={matter_id} />
    </Panel>
  );
}

function Bring({ matter_id }: { readonly matter_id: string }) {
  const t = useText(documentText);
  const queries = useQueryClient();
  const ids = useRef(requestIds());
  const [title, setTitle] = useState('');
  const bringing = useMutation({
    mutationFn: (file: File) => {
      const { name, size, lastModified } = file;
      return upload({ file_id: ids.current({ name, size, lastModified, title }), matter_id, title, file });
    },
    onSuccess: async () => {
      setTitle('');
      await queries.invalidateQueries({ queryKey: ['paper-file', matter_id] });
    },
  });
  return (
    <div className="padded bring">
      {bringing.error instanceof Refused ? <RefusedAlert error={bringing.error} /> : null}
      <Input
        aria-label={t.uploadTitle}
        placeholder={t.uploadTitle}
        maxLength={200}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      <FileButton
        label={t.upload}
        disabled={title.trim() === ''}
        loading={bringing.isPending}
        onFiles={([file]) => file !== undefined && bringing.mutate(file)}
      />
    </div>
  );
}

function sizeText(size: number): string {
  if (size < 1_024) return `${size} B`;
  return size < 1_048_576 ? `${(size / 1_024).toFixed(1)} KB` : `${(size / 1_048_576).toFixed(1)} MB`;
}
