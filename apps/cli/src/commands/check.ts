import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkMessage, compileTill, type HistoryOf } from '@shouhu/audit';
import { fromSystemError } from '@shouhu/errors';
import { namedItems, openEngine, openLake, worldOf } from '@shouhu/lake';
import { currentKnowledge } from '@shouhu/rulebook';
import type { NamedItem } from '@shouhu/rules';
import type { Command } from 'commander';
import { printJson } from '../terminal.ts';
import { runImport } from './import.ts';

interface CheckFlags {
  readonly message: string;
  readonly claims?: string;
  readonly lake?: string;
  readonly knowledge?: string;
}

/** `shouhu check --message FILE`: judges one 3101/3102 message and prints the national result. */
export function addCheck(program: Command): void {
  program
    .command('check')
    .description('审核一条 3101/3102 报文 · judge one 3101/3102 message')
    .requiredOption('--message <file>', '报文文件 · file of the message')
    .option('--claims <dir>', '既往数据 · folder of tables that gives the history')
    .option('--lake <dir>', '既往数据湖 · lake that gives the history')
    .option('--knowledge <dir>', '本地知识文件夹 · folder of local knowledge')
    .action(check);
}

async function check(flags: CheckFlags): Promise<void> {
  const message = await readFile(flags.message, 'utf8').catch((error: unknown) => {
    throw fromSystemError(error, flags.message, 'read') ?? error;
  });
  const { snapshot } = currentKnowledge(flags.knowledge === undefined ? {} : { folder: flags.knowledge });
  const scratch = await mkdtemp(join(tmpdir(), 'shouhu-check-'));
  try {
    const lake = await historyLake(flags, scratch);
    const { historyOf, named } = lake === null ? NO_HISTORY : await readerOf(lake, scratch);
    printJson(await checkMessage(message, compileTill(snapshot.ruleset, named), historyOf));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function historyLake({ claims, lake }: CheckFlags, scratch: string): Promise<string | null> {
  if (claims === undefined) return lake ?? null;
  const own = join(scratch, 'lake');
  await runImport(claims, own, { keyFile: join(scratch, 'key') });
  return own;
}

/** What is known beside the message: of a person, and which codes have which names. */
interface History {
  readonly historyOf: HistoryOf;
  readonly named: readonly NamedItem[];
}

const NO_HISTORY: History = { historyOf: async () => null, named: [] };

async function readerOf(path: string, scratch: string): Promise<History> {
  const lake = await openLake(path);
  const engine = await openEngine({ spill: join(scratch, 'spill') });
  const connection = await engine.connect();
  const named = await namedItems(connection, lake);
  return { historyOf: async (psn_no) => worldOf(connection, lake, [psn_no]), named };
}
