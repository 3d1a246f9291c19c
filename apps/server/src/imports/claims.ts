import { join } from 'node:path';

/** Where claims come from and lie, and what their work may take. */
export interface Claims {
  /** The platform's lake. */
  readonly lake: string;
  readonly keyFile: string;
  /** Folder in which others put folders of tables; null where there is none. */
  readonly inbox: string | null;
  /** All files of one upload together, and what each may unpack to. */
  readonly mostBytes: number;
  /** Of the engine that imports and judges. */
  readonly memory_mb: number;
}

export interface ClaimOptions {
  readonly inbox?: string | undefined;
  /** Largest upload, in bytes. */
  readonly mostUploadBytes?: number | undefined;
  /** Memory of imports and runs, in MB. */
  readonly memory?: number | undefined;
}

const MOST_UPLOAD_BYTES = 2 * 2 ** 30;
const MEMORY_MB = 2_048;

/** @param keyFile of the platform: that of the lake lies beside it */
export function claimsOf(folder: string, keyFile: string, options: ClaimOptions): Claims {
  const { inbox = null, mostUploadBytes = MOST_UPLOAD_BYTES, memory = MEMORY_MB } = options;
  const lake = join(folder, 'lake');
  return { lake, keyFile: `${keyFile}-lake`, inbox, mostBytes: mostUploadBytes, memory_mb: memory };
}

/** Bytes as people read them. */
export function sizeText(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  const at = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return `${Number((bytes / 1_024 ** at).toFixed(1))} ${units[at] ?? ''}`;
}
