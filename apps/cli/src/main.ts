/** shouhu: the command line (docs/formats.md). Exit status: 0 done, 1 input refused, 2 wrong usage, 3 internal error. */
import { asShouhuError, formatError } from '@shouhu/errors';
import { Command, CommanderError } from 'commander';
import { commandsFor } from './commands/index.ts';
import { asUsageError } from './usage.ts';

const INTERRUPTED = 130;

async function main(args: readonly string[]): Promise<number> {
  const program = new Command('shouhu')
    .description('守护：医保基金智能监管 · supervision of medical-insurance funds')
    .version('0.1.0')
    .helpCommand(false)
    .showSuggestionAfterError(false)
    .configureOutput({ outputError: () => undefined })
    .exitOverride();
  for (const add of await commandsFor(args.find((arg) => !arg.startsWith('-')))) add(program);
  for (const command of program.commands) quiet(command);
  try {
    await program.parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (error instanceof CommanderError && error.code === 'commander.help') {
      process.stderr.write(program.helpInformation());
      return 2;
    }
    const fault = error instanceof CommanderError ? asUsageError(error, args) : asShouhuError(error);
    process.stderr.write(`${formatError(fault, 'zh')}\n${formatError(fault, 'en')}\n`);
    if (process.env.SHOUHU_DEBUG === '1' && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
    return fault.exit;
  }
}

/** Sub-commands throw what is wrong with their usage instead of printing it in their own words. */
function quiet(command: Command): void {
  command.configureOutput({ outputError: () => undefined }).exitOverride();
  for (const child of command.commands) quiet(child);
}

process.on('SIGINT', () => {
  process.stderr.write('\n已中断，原有数据没有改变。 Interrupted; what was there before is unchanged.\n');
  process.exit(INTERRUPTED);
});
/** A reader that has seen enough (`| head`) is no error. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
process.exitCode = await main(process.argv.slice(2));
