import { useRef, useState } from 'react';
import { Button, Input, Select } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Refused } from '../api/ask.ts';
import { requestIds } from '../api/request-id.ts';
import { paperFileQuery, upload } from '../documents/queries.ts';
import { useText } from '../language/language.tsx';
import { FileButton } from '../parts/file-button.tsx';
import { RefusedAlert } from '../parts/refused-alert.tsx';
import { stepText } from './text.ts';

interface Props {
  /** The matter that an uploaded file becomes evidence of. */
  readonly matter_id: string;
  /** Given by the form around it. */
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (value: string | undefined) => void;
}

/** A file of the matter, held as its digest: chosen, or uploaded here. Of one that is kept elsewhere the digest is typed. */
export function FileField({ matter_id, id, value, onChange }: Props) {
  const t = useText(stepText);
  const queries = useQueryClient();
  const files = useQuery(paperFileQuery(matter_id)).data?.evidence ?? [];
  const [isElsewhere, setElsewhere] = useState(false);
  const ids = useRef(requestIds());
  const bringing = useMutation({
    mutationFn: (file: File) => {
      const { name, size, lastModified } = file;
      return upload({ file_id: ids.current({ name, size, lastModified }), matter_id, title: name.slice(0, 200), file });
    },
    onSuccess: async ({ digest }) => {
      await queries.invalidateQueries({ queryKey: ['paper-file', matter_id] });
      setElsewhere(false);
      onChange?.(digest);
    },
  });
  const given = id === undefined ? {} : { id };
  return (
    <>
      {bringing.error instanceof Refused ? <RefusedAlert error={bringing.error} /> : null}
      {isElsewhere ? (
        <Input
          {...given}
          className="digest"
          spellCheck={false}
          maxLength={64}
          value={value ?? ''}
          onChange={(event) => onChange?.(event.target.value.trim().toLowerCase())}
        />
      ) : (
        <Select
          {...given}
          placeholder={t.chooseFile}
          value={value ?? null}
          onChange={(digest: string | null) => onChange?.(digest ?? undefined)}
          options={files.map(({ digest, title }) => ({ value: digest, label: `${title} · ${digest.slice(0, 8)}…` }))}
        />
      )}
      <FileButton
        label={t.uploadFile}
        size="small"
        type="link"
        loading={bringing.isPending}
        onFiles={([file]) => file !== undefined && bringing.mutate(file)}
      />
      <Button
        size="small"
        type="link"
        onClick={() => {
          onChange?.(undefined);
          setElsewhere(!isElsewhere);
        }}
      >
        {isElsewhere ? t.here : t.elsewhere}
      </Button>
    </>
  );
}
