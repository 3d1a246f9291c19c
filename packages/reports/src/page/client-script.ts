/** The page's own script: modules of `client/` with their types blanked, one after the other in one scope. */
import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';

/** Each after what it uses. */
const MODULES = [
  'text',
  'format',
  'dom',
  'table',
  'charts',
  'parts',
  'overview',
  'lists',
  'groups',
  'lead',
  'details',
  'indicators',
  'background',
  'main',
] as const;

const IMPORT = /^import\s[^;]*;\s*$/gm;
const EXPORT = /^export (?=(?:async )?(?:const|let|function|class)\b)/gm;

/** @returns a classic script; names of all modules share its scope, so a clash is a syntax error */
export async function clientScript(): Promise<string> {
  const texts = await Promise.all(
    MODULES.map(async (name) => readFile(new URL(`../../client/${name}.ts`, import.meta.url), 'utf8')),
  );
  const plain = quietly(() => texts.map((text) => stripTypeScriptTypes(text)));
  const bodies = plain.map((text) =>
    text
      .replaceAll(IMPORT, '')
      .replaceAll(EXPORT, '')
      .replaceAll(/[ \t]+$/gm, ''),
  );
  return `(() => {\n'use strict';\n${bodies.join('\n').replaceAll(/\n{2,}/g, '\n')}\n})();`;
}

/** Node says of this function that it may change; the pinned Node does not. */
function quietly<Result>(work: () => Result): Result {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => undefined;
  try {
    return work();
  } finally {
    process.emitWarning = emitWarning;
  }
}
