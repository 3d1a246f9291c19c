/** Starts an import: files of this computer, or a folder of the inbox. */
import { useState } from 'react';
import { Button, Checkbox, Select, Segmented } from 'antd';
import { DeleteOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ask, Refused } from '../api/ask.ts';
import { uuid } from '../api/uuid.ts';
import { useText } from '../language/language.tsx';
import { FileButton } from '../parts/file-button.tsx';
import { Panel } from '../parts/panel.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import type { TaskView } from './answers.ts';
import { sizeText } from './parts.tsx';
import { inboxQuery } from './queries.ts';
import { sendFile } from './send-file.ts';
import { tasksText } from './text.ts';

export function ImportForm() {
  const t = useText(tasksText);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [source, setSource] = useState<'upload' | 'inbox'>('upload');
  const [files, setFiles] = useState<readonly File[]>([]);
  const [sent, setSent] = useState<ReadonlyMap<File, number>>(new Map());
  const [folder, setFolder] = useState<string>();
  const [replace, setReplace] = useState(false);
  // The same for every try: what was sent need not be sent again.
  const [task_id] = useState(uuid);
  const start = useMutation({
    mutationFn: async () => {
      for (const file of source === 'upload' ? files : []) {
        if (sent.get(file) === 1) continue;
        const told = (share: number): void => setSent((before) => new Map(before).set(file, Math.min(share, 0.99)));
        await sendFile(`/api/imports/${task_id}/files/${encodeURIComponent(file.name)}`, file, told).catch((error) => {
          setSent((before) => new Map([...before].filter(([each]) => each !== file)));
          throw error;
        });
        setSent((before) => new Map(before).set(file, 1));
      }
      const from = source === 'upload' ? { files: files.map(({ name }) => name) } : { folder };
      return ask<TaskView>('POST', '/api/imports', { task_id, from, replace });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['tasks', 'import'] });
      await navigate({ to: '/imports/$task_id', params: { task_id } });
    },
  });
  const isReady = source === 'upload' ? files.length > 0 : folder !== undefined;
  return (
    <Panel title={t.newImport}>
      {start.error instanceof Refused ? <RefusedAlert error={start.error} /> : null}
      <Segmented
        block
        aria-label={t.source}
        className="spaced"
        value={source}
        options={(['upload', 'inbox'] as const).map((value) => ({ value, label: t[value] }))}
        onChange={setSource}
      />
      {source === 'upload' ? (
        <Files files={files} sent={sent} onChange={setFiles} />
      ) : (
        <Inbox folder={folder} onChange={setFolder} />
      )}
      <p className="spaced">
        <Checkbox checked={replace} onChange={({ target }) => setReplace(target.checked)}>
          {t.replace}
        </Checkbox>
      </p>
      <Button type="primary" block disabled={!isReady} loading={start.isPending} onClick={() => start.mutate()}>
        {start.isPending && source === 'upload' ? t.sending : t.start}
      </Button>
    </Panel>
  );
}

interface FilesProps {
  readonly files: readonly File[];
  /** Share of each that is on its way, 1 for what has come. */
  readonly sent: ReadonlyMap<File, number>;
  readonly onChange: (files: readonly File[]) => void;
}

function Files({ files, sent, onChange }: FilesProps) {
  const t = useText(tasksText);
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return (
    <>
      <FileButton
        label={t.choose}
        multiple
        block
        onFiles={(chosen) => {
          const others = files.filter(({ name }) => !chosen.some((file) => file.name === name));
          onChange([...others, ...chosen]);
        }}
      />
      <p className="hint task-note">{t.formats}</p>
      {files.length === 0 ? null : (
        <>
          <ul className="task-files">
            {files.map((file) => (
              <li key={file.name}>
                <span className="task-file">{file.name}</span>
                <span className="faint figures">{sent.get(file) === 1 ? t.sent : sizeText(file.size)}</span>
                <Button
                  type="text"
                  size="small"
                  icon={<DeleteOutlined />}
                  aria-label={t.remove(file.name)}
                  onClick={() => onChange(files.filter((each) => each !== file))}
                />
                {sent.has(file) && sent.get(file) !== 1 ? (
                  <progress aria-label={file.name} value={sent.get(file)} max={1} />
                ) : null}
              </li>
            ))}
          </ul>
          <p className="hint figures task-note">{t.chosen(files.length, sizeText(bytes))}</p>
        </>
      )}
    </>
  );
}

interface InboxProps {
  readonly folder: string | undefined;
  readonly onChange: (folder: string) => void;
}

function Inbox({ folder, onChange }: InboxProps) {
  const t = useText(tasksText);
  const folders = useQuery(inboxQuery);
  if (folders.data?.length === 0) return <p className="hint task-note">{t.noInbox}</p>;
  return (
    <Select
      aria-label={t.folder}
      className="wide spaced"
      placeholder={t.folderHint}
      loading={folders.isPending}
      value={folder ?? null}
      options={(folders.data ?? []).map(({ name, files, bytes }) => ({
        value: name,
        label: `${name}（${t.chosen(files, sizeText(bytes))}）`,
      }))}
      onChange={onChange}
    />
  );
}
