#!/usr/bin/env node
// The command line: in goes argv, out comes one call of a command and the exit code that it returns. Commands are
// imported when they are called, so that none waits for what another needs.

import { once } from 'node:events';
import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError, Option } from 'commander';
import type { Sizes } from './commands/compile-files.js';
import { exitCodes } from './commands/exit-code.js';
import { findPackage, type Package } from './commands/package.js';
import { parseKeys, parseMonitorName, parsePending, parseRingBuffer } from './commands/parse-option.js';
import { parseCount, parseSince } from './commands/parse-replay-option.js';
import type { ReplayOptions } from './commands/replay.js';
import type { Format } from './commands/report.js';
import type { Form } from './commands/show.js';
import type { Terminal } from './commands/terminal.js';
import { showText } from './source/display.js';

interface GenerateFlags extends Sizes {
  readonly target: 'bpf' | 'stap';
  readonly output: string;
  readonly name?: string;
  readonly ringBuffer: number;
  readonly budgets: boolean;
  readonly object: boolean;
  readonly runtime: boolean;
  readonly quiet: boolean;
}

interface DrawFlags {
  readonly rule?: string;
  readonly svg: boolean;
  readonly output?: string;
  readonly dead: boolean;
}

interface EventsFlags {
  readonly fromKernel?: string;
  readonly btf?: string;
  readonly catalogue: readonly string[];
  readonly format: Format;
}

interface ReplayFlags extends Sizes {
  readonly format: Format;
  readonly json: boolean;
  readonly count?: number;
  readonly since?: NonNullable<ReplayOptions['since']>;
  readonly strict: boolean;
  readonly quiet: boolean;
}

interface ExplainFlags extends Sizes {
  readonly format: Format;
  readonly json?: boolean;
  readonly verify: boolean;
}

interface RunFlags extends Sizes {
  readonly target: 'bpf' | 'stap';
  readonly format: Format;
  readonly record?: string;
  readonly recordBuffer?: number;
  readonly count?: string;
  readonly duration?: string;
  readonly maxMemory?: string;
  readonly runTime: boolean;
  readonly sample?: string;
  readonly budget: readonly string[];
  readonly resumeAfter?: string;
  /** Rules of each; empty: all. */
  readonly enforce: readonly string[];
  readonly lease?: string | false;
  readonly reactionRate: readonly string[];
  readonly spare: readonly string[];
  readonly reactTo: readonly string[];
  readonly verbose: boolean;
  readonly ringBuffer: number;
}

export async function main(argv: readonly string[], home: Package, terminal: Terminal): Promise<number> {
  let code: number = exitCodes.done;
  const program: Command = new Command('wmkgen')
    .description('Compiles rules about sequences of kernel events to eBPF programs that match them inside the kernel.')
    .version(`wmkgen ${home.version}`, '--version', 'print the version')
    .helpOption('-h, --help', 'print this, or help for a command')
    .helpCommand('help [command]', 'print this, or help for a command')
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: terminal.print,
      writeErr: terminal.complain,
      outputError: (text, write) => write(`wmkgen: ${inOurWords(text)}`),
    })
    .showHelpAfterError('wmkgen: see wmkgen --help');

  program
    .argument('[FILE...]', 'files of rules, which become one monitor')
    .addOption(targetOption('what to generate: eBPF, or a script of SystemTap\'s'))
    .option('-o, --output <directory>', 'where to write NAME.bpf.c and NAME.bpf.o, or NAME.stp', 'out')
    .option('--name <name>', 'name of the monitor (default: that of the first file)', parseMonitorName)
    .addOption(keysOption())
    .addOption(pendingOption())
    .addOption(ringBufferOption())
    .option('--budgets', 'let wmkload time each rule and hold it to a budget, which takes more code', false)
    .option('--no-object', 'write only the C, which needs no clang')
    .option('--no-runtime', 'let a script of SystemTap\'s name the headers of its runtime, to be read: it can be built only with them in it')
    .option('-q, --quiet', 'do not print what was written', false)
    .action(async (files: string[], flags: GenerateFlags) => {
      const [first] = files;
      if (first === undefined) {
        program.error('no rule file given: expected wmkgen --target bpf FILE... -o DIRECTORY');
      }
      if (/^[a-z]+$/.test(first) && !existsSync(first)) {
        const { didYouMean } = await import('./check/nearest.js');
        const hint = didYouMean(first, program.commands.map((command) => command.name()));
        program.error(`there is no command and no file '${first}'${hint === null ? '' : `: ${hint}`}`);
      }
      const { generate } = await import('./commands/generate.js');
      code = await generate(files, {
        ...flags, name: flags.name ?? null, sizes: sizesOf(flags), kept: true,
      }, home, terminal);
    });

  program.command('check')
    .description('say what is wrong with files of rules, and nothing where they are fine')
    .argument('<FILE...>', 'files of rules')
    .addOption(formatOption())
    .action(async (files: string[], flags: { readonly format: Format }) => {
      const { checkFiles } = await import('./commands/check.js');
      code = checkFiles(files, flags.format, home, terminal);
    });

  program.command('dot')
    .description('draw the automata of rules')
    .argument('<FILE...>', 'files of rules')
    .option('--rule <name>', 'only this one')
    .option('--svg', 'pictures, where else it is text for Graphviz', false)
    .option('-o, --output <path>', 'a file, or a directory for several (default: text to standard output, pictures here)')
    .option('--no-dead', 'leave out what ends a run without a match')
    .action(async (files: string[], flags: DrawFlags) => {
      const { draw } = await import('./commands/draw.js');
      code = await draw(files, { ...flags, rule: flags.rule ?? null, output: flags.output ?? null }, home, terminal);
    });

  program.command('events')
    .description('list the kinds of events, or all that is known of one')
    .argument('[KIND]', 'one of them')
    .option('--catalogue <header>', 'read this header, not the shipped one; may be repeated', collect, [])
    .option('--from-kernel <place>', 'print a kind for a catalogue of your own: of a tracepoint (sched:sched_switch), a function '
      + '(do_unlinkat, fexit/do_unlinkat) or an LSM hook (lsm:file_open); or list those that match (tp_btf/sched_*)')
    .option('--btf <file>', 'of the kernel whose BTF this is, or that is in this ELF file; not of the running one')
    .addOption(formatOption())
    .action(async (kind: string | undefined, flags: EventsFlags) => {
      if (flags.fromKernel !== undefined) {
        if (kind !== undefined || flags.catalogue.length > 0 || flags.format === 'json') {
          program.error('--from-kernel prints C of a place in the kernel: KIND, --catalogue and --format=json do not go with it');
        }
        const { showKernelEvents } = await import('./commands/events-of-kernel.js');
        code = showKernelEvents(flags.fromKernel, flags.btf ?? null, home, terminal);
        return;
      }
      if (flags.btf !== undefined) {
        program.error('--btf goes with --from-kernel PLACE');
      }
      const { showEvents } = await import('./commands/events.js');
      code = showEvents({ kind: kind ?? null, catalogues: flags.catalogue, format: flags.format }, home, terminal);
    });

  program.command('probe')
    .description('say what this kernel can do for each kind of events, and for each reaction; as root it is tried')
    .option('--catalogue <header>', 'of this header, not the shipped one; may be repeated', collect, [])
    .addOption(formatOption())
    .action(async (flags: { readonly catalogue: readonly string[]; readonly format: Format }) => {
      const { probe } = await import('./commands/probe.js');
      code = await probe({ catalogues: flags.catalogue, format: flags.format }, home, terminal);
    });

  program.command('replay')
    .description('print the matches that rules have in a trace: what wmkload --record wrote, JSON lines, as it is or .gz')
    .usage('[options] FILE... TRACE')
    .argument('<FILE...>', 'files of rules, and last the trace, - for standard input')
    .addOption(formatOption())
    .option('--json', 'short for --format json', false)
    .addOption(new Option('--count <number>', 'end after so many matches').argParser(parseCount))
    .addOption(new Option('--since <time>', 'activate the rules only then: a duration after the first event (5s), a time '
      + '(2026-01-02T03:04:05Z), or a time stamp in ns').argParser(parseSince))
    .option('--strict', 'end at a line that is no line of a trace, which else is skipped', false)
    .addOption(keysOption())
    .addOption(pendingOption())
    .option('-q, --quiet', 'print the matches alone: no progress, no statistics', false)
    .action(async (paths: string[], flags: ReplayFlags) => {
      const [files, trace] = [paths.slice(0, -1), paths.at(-1)!];
      if (files.length === 0) {
        program.error(`no trace given beside '${showText(trace)}': expected wmkgen replay FILE... TRACE`);
      }
      const { replay } = await import('./commands/replay.js');
      code = await replay(files, trace, {
        format: flags.json ? 'json' : flags.format, sizes: sizesOf(flags), count: flags.count ?? null,
        since: flags.since ?? null, strict: flags.strict, quiet: flags.quiet,
      }, home, terminal);
    });

  program.command('run')
    .description('compile rules, load them into this kernel, and print a line for each match until interrupted')
    .argument('<FILE...>', 'files of rules, which become one monitor')
    .addOption(targetOption('as what: eBPF, or a module of the kernel that SystemTap builds'))
    .addOption(formatOption())
    .option('--record <file>', 'write the events that the rules read to a file, which wmkgen replay reads')
    .addOption(new Option('--record-buffer <bytes>', '... of the events on their way there: a power of two, K and M allowed (4M)')
      .argParser(parseRingBuffer))
    .option('--count <number>', 'end after so many matches')
    .option('--duration <time>', 'end after this time: a number and ns, us, ms, s, min or h')
    .option('--max-memory <bytes>', 'load nothing if it could take more of the kernel\'s memory; K, M and G allowed')
    .option('--run-time', 'measure what programs and rules take of CPUs', false)
    .option('--sample <number>', 'time one of so many events for that (16)')
    .option('--budget <budget>', 'suspend rules that take more within a second: 0.5% of one CPU, or 5ms; or RULE=0.5%, repeatable',
      collect, [])
    .option('--resume-after <time>', 'when a suspended rule comes back (1min), or never')
    .option('--enforce [rules]', 'do what DO of these rules, or of all, asks of the system; otherwise it is only told', collect, [])
    .option('--lease <time>', '... until wmkload has not run for so long (30s)')
    .option('--no-lease', '... whether it runs or not')
    .option('--reaction-rate <rate>', '... so many times a second, a rule: N/s (10/s), RULE=N/s, or none; repeatable', collect, [])
    .option('--spare <whom>', '... not to these: exe=PATH, user=NAME or cgroup=PATH; repeatable', collect, [])
    .option('--react-to <whom>', '... but also to RULE=init,loader,kernel; repeatable', collect, [])
    .option('--verbose', 'show what libbpf says', false)
    .addOption(keysOption())
    .addOption(pendingOption())
    .addOption(ringBufferOption())
    .action(async (files: string[], flags: RunFlags) => {
      const { run } = await import('./commands/run.js');
      code = await run(files, {
        target: flags.target,
        sizes: sizesOf(flags),
        recordBuffer: flags.record === undefined ? null : flags.recordBuffer ?? 4 << 20,
        ringBuffer: flags.ringBuffer,
        budgets: flags.runTime || flags.budget.length > 0,
        loader: [
          `--format=${flags.format}`,
          // it runs elsewhere
          ...(flags.record === undefined ? [] : [`--record=${resolve(flags.record)}`]),
          ...(flags.recordBuffer === undefined ? [] : [`--record-buffer=${flags.recordBuffer}`]),
          ...(flags.count === undefined ? [] : [`--count=${flags.count}`]),
          ...(flags.duration === undefined ? [] : [`--duration=${flags.duration}`]),
          ...(flags.maxMemory === undefined ? [] : [`--max-memory=${flags.maxMemory}`]),
          ...(flags.runTime ? ['--run-time'] : []),
          ...(flags.sample === undefined ? [] : [`--sample=${flags.sample}`]),
          ...flags.budget.map((budget) => `--budget=${budget}`),
          ...(flags.resumeAfter === undefined ? [] : [`--resume-after=${flags.resumeAfter}`]),
          ...flags.enforce.map((rules) => (rules === '' ? '--enforce' : `--enforce=${rules}`)),
          ...(flags.lease === undefined ? [] : [flags.lease === false ? '--no-lease' : `--lease=${flags.lease}`]),
          ...flags.reactionRate.map((rate) => `--reaction-rate=${rate}`),
          ...flags.spare.map((whom) => `--spare=${whom}`),
          ...flags.reactTo.map((whom) => `--react-to=${whom}`),
          ...(flags.verbose ? ['--verbose'] : []),
        ],
      }, home, terminal);
    });

  program.command('explain')
    .description('say in words what rules mean, where each condition is tested, what is kept and why, and what it costs')
    .argument('<FILE...>', 'files of rules, which become one monitor')
    .addOption(formatOption())
    .option('--json', 'the same as --format json')
    .addOption(keysOption())
    .addOption(pendingOption())
    .option('--no-verify', 'do not load it into this kernel to count the instructions that its verifier walks')
    .action(async (files: string[], flags: ExplainFlags) => {
      const { explainFiles } = await import('./commands/explain.js');
      code = await explainFiles(files, {
        format: flags.json === true ? 'json' : flags.format, sizes: sizesOf(flags), verify: flags.verify,
      }, home, terminal);
    });

  program.command('show')
    .description('print what the compiler makes of rules on its way')
    .argument('<FILE...>', 'files of rules')
    .addOption(new Option('--form <form>', 'which: the first is the rules as they were understood, the last the C')
      .choices(['ast', 'rule', 'automaton', 'plan', 'c']).default('automaton'))
    .action(async (files: string[], flags: { readonly form: Form }) => {
      const { show } = await import('./commands/show.js');
      code = show(files, flags.form, home, terminal);
    });

  try {
    await program.parseAsync(argv.map(withValue), { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    }
    const text = error instanceof Error ? error.message : String(error);
    terminal.complain(`wmkgen: internal error: ${text.split('\n')[0] ?? ''}: please report it, with the files\n`);
    if (process.env['WMK_DEBUG'] === '1' && error instanceof Error) {
      terminal.complain(`${error.stack ?? ''}\n`);
    }
    return exitCodes.bug;
  }
  return code;
}

/** What follows --enforce is a file: its rules stand behind a sign of equality. */
function withValue(argument: string): string {
  return argument === '--enforce' ? '--enforce=' : argument;
}

/** Commander's messages, in the form of all others. */
function inOurWords(text: string): string {
  return text
    .replace(/^error: /, '')
    .replace(/^option '(?:-\w, )?(--[\w-]+)[^']*' argument '([^]*)' is invalid\. /, (_, option: string, value: string) =>
      `${option} '${showText(value)}': `)
    .replace(/\n\(Did you mean (.*)\?\)$/m, ": did you mean '$1'?")
    .replace(/Allowed choices are (.*)\.$/m, 'expected one of $1');
}

function targetOption(what: string): Option {
  return new Option('--target <target>', what).choices(['bpf', 'stap']).default('bpf');
}

function keysOption(): Option {
  return new Option('--keys <number>', 'keys that a table is made for, from 1 to 16777216 (default: 65536)')
    .argParser(parseKeys);
}

function pendingOption(): Option {
  return new Option('--pending <number>', 'runs of a key that may await their deadline at once, where a negation stands last in '
    + 'a rule, from 1 to 16 (default: 16)').argParser(parsePending);
}

function sizesOf({ keys, pending }: Sizes): Sizes {
  return { ...(keys === undefined ? {} : { keys }), ...(pending === undefined ? {} : { pending }) };
}

function ringBufferOption(): Option {
  return new Option('--ring-buffer <bytes>', 'size of the buffer of records: a power of two, K and M allowed')
    .argParser(parseRingBuffer).default(1 << 20, '1M');
}

function formatOption(): Option {
  return new Option('--format <format>', 'of what is printed').choices(['text', 'json']).default('text');
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

async function start(): Promise<void> {
  // A reader that has seen enough, such as head, is no error.
  process.stdout.on('error', () => process.exit());
  process.exitCode = await main(process.argv.slice(2), findPackage(import.meta.url), {
    print: (text) => void process.stdout.write(text),
    complain: (text) => void process.stderr.write(text),
    colour: process.stderr.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
    isInteractive: process.stderr.isTTY === true && process.env['TERM'] !== 'dumb',
    taken: async () => {
      if (process.stdout.writableNeedDrain) {
        await once(process.stdout, 'drain');
      }
    },
  });
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await start();
}
