/** Takes the text of a case document and returns its cases; cases/README.md says what a document looks like. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseExactly } from '../feed/parse-exactly.js';
import { isTwin, LIMITS, mustMatch, type Case, type CaseFile, type LimitName, type Limits, type Scenario } from './case.js';
import { readSections, type Block, type Section } from './case-markdown.js';
import { checkoutDirectory } from './checkout.js';
import { readRecordLine, type RecordLine } from './case-records.js';
import { readStatisticCheck, type StatisticCheck } from './case-statistics.js';
import { readTrigger } from './case-trigger.js';

export interface CaseDocument {
  readonly cases: readonly Case[];
  readonly scenarios: readonly Scenario[];
  /** "FILE:LINE: what is wrong"; with any of them no case is to be run. */
  readonly problems: readonly string[];
}

/** What a section hands down to those below it. */
interface Given {
  readonly path: readonly string[];
  readonly why: string;
  readonly rule: string | undefined;
  readonly files: readonly CaseFile[];
  readonly happens: Happening;
  readonly absent: ReadonlyMap<string, string>;
  readonly limits: Limits;
}

type Happening = Pick<Case, 'trigger' | 'trace' | 'run'>;

interface Expected {
  readonly records: readonly RecordLine[];
  readonly anyOrder: boolean;
  readonly statistics: readonly StatisticCheck[];
}

const NO_EVENTS: Happening = { trigger: null, trace: null, run: null };
const NOTHING: Given = { path: [], why: '', rule: undefined, files: [], happens: NO_EVENTS, absent: new Map(), limits: {} };
type Report = (line: number, message: string) => void;

export function readCaseDocument(file: string, text: string): CaseDocument {
  const problems: string[] = [];
  const report: Report = (line, message) => void problems.push(`${file}:${line}: ${message}`);
  const given: Given[] = [NOTHING];
  const cases: Case[] = [];
  const scenarios: Scenario[] = [];
  for (const section of readSections(text)) {
    const above = given[Math.min(section.depth, given.length) - 1] ?? NOTHING;
    const here = take(section, above, report);
    given.splice(section.depth, given.length, here);
    const expected = readExpected(section, report);
    if (expected !== undefined) cases.push(...makeCase(file, section, here, expected, report));
    const script = section.blocks.find((block) => block.words[0] === 'sh');
    if (script !== undefined) scenarios.push(...makeScenario(file, section, here, script, report));
  }
  checkTwins(cases, report);
  checkNames([...cases, ...scenarios], report);
  return { cases, scenarios, problems };
}

function take(section: Section, above: Given, report: Report): Given {
  let { rule, files, happens, absent, limits } = above;
  const traces: string[] = [];
  for (const block of section.blocks) {
    const [language = '', name] = block.words;
    switch (language) {
      case 'wmk':
        rule = name === undefined ? block.text : readShipped(name, block, report);
        break;
      case 'c':
        if (name === undefined) report(block.line, 'a catalogue needs a name: ```c NAME');
        else files = [...files.filter((file) => file.name !== name), { name, text: block.text }];
        break;
      case 'trigger': {
        const trigger = readTrigger(block.text, (line, message) => report(block.line + line, message));
        happens = { ...NO_EVENTS, trigger };
        break;
      }
      case 'trace':
        traces.push(...readTraceBlock(block, report));
        break;
      case 'run':
        happens = { ...NO_EVENTS, run: block.text };
        break;
      case 'absent':
        absent = new Map([...absent, ...readAbsent(block, report)]);
        break;
      case 'limits':
        limits = { ...limits, ...readLimits(block, report) };
        break;
      case 'records':
      case 'statistics':
      case 'sh':
        break;
      default:
        report(block.line, `unknown kind of block '${language}'`);
    }
  }
  // Those of a section are one trace.
  if (traces.length > 0) happens = { ...NO_EVENTS, trace: traces };
  const path = [...above.path, section.title.toLowerCase()];
  return { path, why: section.prose, rule, files, happens, absent, limits };
}

/** The text of a rule file of the repository. */
function readShipped(name: string, block: Block, report: Report): string | undefined {
  try {
    return readFileSync(join(checkoutDirectory(), name), 'utf8');
  } catch {
    report(block.line, `there is no rule file '${name}'`);
    return undefined;
  }
}

/** "absent 6.1 6.12", and the reason. */
function readAbsent(block: Block, report: Report): ReadonlyMap<string, string> {
  const series = block.words.slice(1);
  const reason = block.text.trim();
  if (series.length === 0 || reason === '') report(block.line, 'expected ```absent KERNEL..., and in the block the reason');
  return new Map(series.map((name) => [name, reason]));
}

/** What is expected is never handed down; undefined where a section is no case. */
function readExpected(section: Section, report: Report): Expected | undefined {
  const records = section.blocks.find((block) => block.words[0] === 'records');
  const statistics = section.blocks.find((block) => block.words[0] === 'statistics');
  const script = section.blocks.find((block) => block.words[0] === 'run');
  if (script !== undefined && records !== undefined) report(records.line, 'a script prints the records that are expected');
  const source = script ?? records;
  if (source === undefined) {
    if (statistics !== undefined) report(statistics.line, 'statistics without records');
    return undefined;
  }
  const order = source.words.slice(1).join(' ');
  if (order !== '' && order !== 'in any order') {
    report(source.line, `expected "in any order", found "${order}"`);
  }
  return {
    records: records === undefined ? [] : readLines(records, readRecordLine, 'NAME #NUMBER { VALUE... }', report),
    anyOrder: order !== '',
    statistics:
      statistics === undefined
        ? []
        : readLines(statistics, readStatisticCheck, 'COUNTER [+ COUNTER]... >= NUMBER', report),
  };
}

function readLines<T>(
  block: Block,
  read: (line: string) => T | undefined,
  form: string,
  report: Report,
): readonly T[] {
  return block.text.split('\n').flatMap((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    const value = read(line);
    if (value !== undefined) return [value];
    report(block.line + index + 1, `expected ${form}, found '${line}'`);
    return [];
  });
}

/** "trace repeat 5": five times, with the number of the time for each "%". What the lines mean is the catalogue's to say. */
function readTraceBlock(block: Block, report: Report): readonly string[] {
  const [, word = 'repeat', count = '1', ...more] = block.words;
  if (word !== 'repeat' || !/^[1-9]\d*$/.test(count) || more.length > 0) report(block.line, 'expected ```trace or ```trace repeat NUMBER');
  const isRepeated = block.words.length > 1;
  const read = (text: string): readonly string[] =>
    readLines({ ...block, text }, (line) => (parseExactly(line) === null ? undefined : line), 'an event as JSON', report);
  if (!isRepeated) return read(block.text);
  return Array.from({ length: Number(count) }, (_, index) => read(block.text.replaceAll('%', String(index + 1)))).flat();
}

function readLimits(block: Block, report: Report): Limits {
  const limits = readLines(block, readLimit, `NAME = NUMBER with one of ${LIMITS.join(', ')}`, report);
  return Object.fromEntries(limits);
}

function readLimit(line: string): readonly [LimitName, number] | undefined {
  const [, word, value] = /^([\w-]+)\s*=\s*(\d+)$/.exec(line.trim()) ?? [];
  const name = LIMITS.find((limit) => limit === word);
  return name === undefined ? undefined : [name, Number(value)];
}

function makeCase(
  file: string,
  section: Section,
  given: Given,
  expected: Expected,
  report: Report,
): readonly Case[] {
  const { happens, absent } = given;
  const common = readCommon(file, section, given, report);
  const hasEvents = happens.trigger !== null || happens.trace !== null || happens.run !== null;
  if (!hasEvents) report(section.line, 'a case without a trigger, a trace or a script');
  return common === undefined || !hasEvents ? [] : [{ ...common, ...happens, ...expected, absent }];
}

function makeScenario(
  file: string,
  section: Section,
  given: Given,
  script: Block,
  report: Report,
): readonly Scenario[] {
  const common = readCommon(file, section, given, report);
  const [, ...words] = script.words;
  const engine = words[0] === 'engine' ? words[1] ?? '' : null;
  const order = engine === null ? words : words.slice(2);
  const isBooted = order.length > 2 && order[0] === 'booted' && order[1] === 'with';
  if ((order.length > 0 && !isBooted) || !['bpf', 'stap', null].includes(engine)) {
    report(script.line, 'expected ```sh or ```sh booted with ARGUMENT..., and behind sh perhaps engine bpf or engine stap');
  }
  return common === undefined ? [] : [{ ...common, script: script.text, boot: order.slice(2).join(' '), engine }];
}

function readCommon(
  file: string,
  section: Section,
  { path, why, rule, files, limits }: Given,
  report: Report,
): Omit<Scenario, 'script' | 'boot' | 'engine'> | undefined {
  const [construct = '', title = ''] = path;
  if (why === '') report(section.line, 'a case without a sentence that says why');
  if (rule === undefined) {
    report(section.line, 'a case without a rule');
    return undefined;
  }
  const condition = (title.split(':')[0] ?? '').trim();
  const place = { file, line: section.line };
  return { id: path.join('/'), place, construct, condition, why, rule, files, limits };
}

/** Each case that must match has a twin that differs in what matters and must not; a script may have its twin in itself. */
function checkTwins(cases: readonly Case[], report: Report): void {
  for (const one of cases) {
    if (isTwin(one) && mustMatch(one)) report(one.place.line, `'${one.id}' expects records`);
    if (isTwin(one) || !mustMatch(one)) continue;
    const has = cases.some((other) => isTwin(other) && other.id.startsWith(`${one.id}/`));
    if (!has) report(one.place.line, `'${one.id}' has no twin that must not match`);
  }
}

function checkNames(cases: readonly Pick<Case, 'id' | 'place'>[], report: Report): void {
  const seen = new Set<string>();
  for (const { id, place } of cases) {
    if (seen.has(id)) report(place.line, `there already is a case '${id}'`);
    seen.add(id);
  }
}
