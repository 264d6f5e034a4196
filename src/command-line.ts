import process from 'node:process';
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** How a command is asked for. */
export interface CommandForm<Options extends ParseArgsOptionsConfig> {
  /** What it does and each way to ask, as lines to print. */
  readonly help: string;
  readonly options?: Options;
  /** How many arguments it takes that are not options; none by default. */
  readonly positionals?: number;
}

/** Why a command line is refused, with nothing of it: what is typed there may be an address with its password. */
export const UNREADABLE = 'These arguments are not valid.';

/** Reads a command line as it is meant to be, or not at all: no option that does not exist, none without its value, no argument too many. */
export function readCommandLine<Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  { options, positionals = 0 }: Pick<CommandForm<Options>, 'options' | 'positionals'>,
) {
  if (args.includes('--help') || args.includes('-h')) return { is: 'help' } as const;
  try {
    // Arguments that are too many are counted below: an option that came apart would be one, too.
    const read = parseArgs({
      args: [...args],
      options: options ?? ({} as Options),
      allowPositionals: true,
      strict: true,
    });
    if (read.positionals.length > positionals || read.positionals.includes('')) return { is: 'wrong' } as const;
    return { is: 'given', values: read.values, positionals: read.positionals } as const;
  } catch {
    return { is: 'wrong' } as const;
  }
}

/** The same for this process: prints the help where that is asked for, or what is wrong and the help, and ends the process then. */
export function commandLine<Options extends ParseArgsOptionsConfig>(form: CommandForm<Options>) {
  const read = readCommandLine(process.argv.slice(2), form);
  if (read.is === 'given') return read;
  if (read.is === 'help') {
    process.stdout.write(form.help);
    process.exit(0);
  }
  return refuseCommand(UNREADABLE, form.help);
}

/** Says what is wrong with a command line and how it is meant to be, and ends the process. */
export function refuseCommand(problem: string, help: string): never {
  process.stderr.write(`${problem}\n\n${help}`);
  process.exit(1);
}
