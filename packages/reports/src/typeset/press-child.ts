/** The other end of press.ts: loads typesetter and fonts once, and answers every order with a page or a refusal. */
import { readFile } from 'node:fs/promises';
import { asShouhuError, shouhuError } from '@shouhu/errors';
import type { ShouhuError } from '@shouhu/errors';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { lettersFonts } from '../letters/fonts.ts';

export interface Typeset {
  readonly pdf: Buffer;
  readonly pages: number;
}

/** A page as it is told to the process that makes it. */
export interface Order {
  readonly name: string;
  readonly template: string;
  /** JSON. */
  readonly data: string;
  readonly creationTimestamp: number;
  readonly fonts?: string;
}

export type Answer =
  | { readonly pdf: Uint8Array; readonly pages: number }
  | { readonly refused: Pick<ShouhuError, 'code' | 'params' | 'place'> };

/** Pages kept between documents, in compilations: nothing of another is needed again. */
const CACHE_AGE = 0;

const compilers = new Map<string | undefined, NodeCompiler>();

async function compilerWith(fonts: string | undefined): Promise<NodeCompiler> {
  const before = compilers.get(fonts);
  if (before !== undefined) return before;
  const { blobs, folders } = await lettersFonts(fonts === undefined ? {} : { folder: fonts });
  const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs: [...blobs] }, { fontPaths: [...folders] }] });
  compilers.set(fonts, compiler);
  return compiler;
}

async function typeset({ name, template, data, creationTimestamp, fonts }: Order): Promise<Typeset> {
  const failed = (detail: string): Error => shouhuError('SH-X004', { document: name, detail: detail.slice(0, 300) });
  const compiler = await compilerWith(fonts);
  const outcome = compiler.compile({ mainFileContent: await readFile(template, 'utf8'), inputs: { data } });
  const { result } = outcome;
  if (result === null) throw failed(JSON.stringify(outcome.takeError()?.shortDiagnostics ?? ''));
  try {
    const pdf = compiler.pdf(result, { pdfStandard: 'a-2b', pdfTags: false, creationTimestamp });
    return { pdf, pages: result.numOfPages };
  } catch (error) {
    throw failed(error instanceof Error ? error.message : String(error));
  } finally {
    compiler.evictCache(CACHE_AGE);
  }
}

process.on('disconnect', () => process.exit(0));
// Told to everybody of a terminal or service: what was asked is answered first, and the parent's end ends this.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
process.on('message', (order: Order) => {
  void typeset(order).then(
    (made) => process.send?.(made satisfies Answer),
    (error: unknown) => {
      const { code, params, place } = asShouhuError(error);
      process.send?.({ refused: { code, params, place } } satisfies Answer);
    },
  );
});
