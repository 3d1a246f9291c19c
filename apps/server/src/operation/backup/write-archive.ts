import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { syncPath } from '../durable.ts';

/** What went into an archive, or came out of it. */
export interface Measured {
  readonly bytes: number;
  readonly sm3: string;
}

export interface ArchiveWriter {
  /** Adds a member as its bytes come; one at a time. */
  readonly add: (name: string, content: Readable, compress: boolean) => Promise<Measured>;
}

/** Writes an archive whole or not at all: under its name it stands when `work` has ended well. */
export async function writeArchive<Result>(
  path: string,
  work: (writer: ArchiveWriter) => Promise<Result>,
): Promise<Result> {
  const draft = `${path}.tmp`;
  const zip = new ZipFile();
  const file = await open(draft, 'w', 0o600);
  const failure = Promise.withResolvers<never>();
  // Whoever waits for a member, or for the end, is told.
  failure.promise.catch(() => undefined);
  zip.on('error', failure.reject);
  const written = pipeline(Readable.from(zip.outputStream), file.createWriteStream({ flush: true }));
  written.catch(failure.reject);
  try {
    const result = await work({
      add: async (name, content, compress) => {
        const { through, measured } = measuring();
        zip.addReadStream(through, name, { compress, mode: 0o100600 });
        await Promise.race([pipeline(content, through), failure.promise]);
        return measured();
      },
    });
    zip.end();
    await Promise.race([written, failure.promise]);
    await rename(draft, path);
    await syncPath(dirname(path));
    return result;
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(draft, { force: true });
    throw error;
  }
}

/** Passes bytes on, counts them and makes their SM3. */
export function measuring(): { readonly through: Transform; readonly measured: () => Measured } {
  const hash = createHash('sm3');
  let bytes = 0;
  const through = new Transform({
    transform(piece: Buffer, _encoding, done) {
      bytes += piece.length;
      hash.update(piece);
      done(null, piece);
    },
  });
  return { through, measured: () => ({ bytes, sm3: hash.digest('hex') }) };
}
