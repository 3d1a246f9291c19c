/** The parser's complaints as errors of the catalogue. */
import { shouhuError, type ShouhuError } from '@shouhu/errors';
import type { CommanderError } from 'commander';

export function asUsageError(error: CommanderError, args: readonly string[]): ShouhuError {
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  const command = args.filter((arg) => !arg.startsWith('-'))[0] ?? '';
  switch (error.code) {
    case 'commander.unknownCommand':
      return shouhuError('SH-U001', { command: quoted });
    case 'commander.unknownOption':
      return shouhuError('SH-U002', { command, option: quoted });
    case 'commander.optionMissingArgument':
      return shouhuError('SH-U003', { option: quoted.split(' ')[0] ?? quoted, example: quoted });
    case 'commander.missingArgument':
    case 'commander.missingMandatoryOptionValue':
      return shouhuError('SH-U004', { argument: quoted, command });
    case 'commander.excessArguments':
      return shouhuError('SH-U007', { argument: args.at(-1) ?? '' });
    default:
      return shouhuError('SH-U005', { option: quoted, value: args.join(' '), expected: error.message });
  }
}
