/** Takes in a file of institutions, and says which rows were not taken and why. */
import { useState } from 'react';
import { Alert, Button } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask, Refused } from '../api/ask.ts';
import { uuid } from '../api/uuid.ts';
import { useText } from '../language/language.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { FileButton } from '../parts/file-button.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import type { Imported } from './answers.ts';
import { importText } from './import-text.ts';
import { wordOf } from './text.ts';

export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useText(importText);
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [import_id, setId] = useState(uuid);
  const importing = useMutation({
    mutationFn: (bytes: File) => ask<Imported>('POST', `/api/institutions/import?import_id=${import_id}`, bytes),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['institutions'] }),
  });
  const done = importing.data;
  return (
    <Dialog title={t.importTitle} onClose={onClose}>
      {importing.error instanceof Refused ? <RefusedAlert error={importing.error} /> : null}
      {done === undefined ? (
        <>
          <p>{t.importHint}</p>
          <p className="faint spaced">{t.importColumns}</p>
          <p className="spaced">
            <FileButton
              label={t.choose}
              accept=".csv,.xlsx"
              onFiles={([chosen]) => {
                setFile(chosen ?? null);
                setId(uuid());
                importing.reset();
              }}
            />{' '}
            {file?.name}
          </p>
        </>
      ) : (
        <Outcome done={done} />
      )}
      <div className="step-acts">
        {done === undefined ? (
          <>
            <Button
              type="primary"
              disabled={file === null}
              loading={importing.isPending}
              onClick={() => {
                if (file !== null) importing.mutate(file);
              }}
            >
              {t.upload}
            </Button>
            <Button onClick={onClose}>{t.back}</Button>
          </>
        ) : (
          <Button type="primary" onClick={onClose}>
            {t.close}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

function Outcome({ done: { added, changed, unchanged, rejects } }: { readonly done: Imported }) {
  const t = useText(importText);
  return (
    <>
      <Alert
        type={rejects.length === 0 ? 'success' : 'warning'}
        role="status"
        className="spaced"
        title={t.imported(added, changed, unchanged)}
      />
      {rejects.length === 0 ? null : (
        <>
          <p>{t.rejected(rejects.length)}</p>
          {/* A list that scrolls is reached by the keyboard. */}
          <div className="rejects" tabIndex={0} role="region" aria-label={t.rejected(rejects.length)}>
            <table className="table">
              <thead>
                <tr>
                  <th>{t.line}</th>
                  <th>{t.field}</th>
                  <th>{t.why}</th>
                </tr>
              </thead>
              <tbody>
                {rejects.map(({ line, field, reason }) => (
                  <tr key={line}>
                    <td className="figures">{line}</td>
                    <td>{wordOf(t.importFields, field)}</td>
                    <td>{wordOf(t.rejects, reason)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </>
  );
}
