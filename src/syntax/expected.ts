// What could have stood at the place of a mistake: in go the symbols that the parser was ready to read there, out come
// a few words for the user.

/** A terminal of the grammar and the grammar rule that asks for it. */
export interface ExpectedSymbol {
  readonly type: string | null; // of a token, where any text of that type will do
  readonly text: string | null; // else the text itself
  readonly rule: string;
}

/** What a message names; the rest is left out. */
const most = 6;

const operators = [
  '||', '&&', '|', '^', '&', '==', '!=', '<', '<=', '>', '>=', '<<', '>>', '+', '-', '*', '/', '%', 'STARTSWITH',
  'ENDSWITH', 'CONTAINS', 'LIKE', 'IN',
];
const operands = ['!', '~', '-', '(', 'name', 'integer', 'string', 'duration', 'address'];
const literals = ['-', 'name', 'integer', 'string', 'duration', 'address'];
const clauses = ['PATTERN', 'WHERE', 'WITHIN', 'SELECT', 'RETURN', 'DO'];
const items = ['EVENTS', 'PROFILE', 'SET', 'VAR', 'TABLE', 'RULE', 'end'];

interface Group {
  readonly word: string;
  /** Whether these symbols mean it; they then count as said. */
  readonly signs: readonly string[];
  readonly members: readonly string[];
}

/** The first whose signs are all expected takes its members. */
const groups: readonly Group[] = [
  { word: 'an expression', signs: ['!', 'integer'], members: operands },
  { word: 'an operator', signs: ['||', '&&'], members: operators },
  { word: 'an assignment', signs: ['++', '+='], members: ['=', '+=', '-=', '++', '--'] },
  { word: 'a statement', signs: ['let', 'if'], members: ['let', 'if', 'delete', 'name'] },
  { word: 'a literal', signs: ['string', 'integer', '-'], members: literals },
  { word: 'a clause (PATTERN, WHERE, WITHIN, SELECT, RETURN or DO)', signs: clauses, members: clauses },
  { word: 'EVENTS, PROFILE, SET, VAR, TABLE or RULE', signs: ['EVENTS', 'RULE'], members: items },
];

const types: ReadonlyMap<string, string> = new Map([
  ['name', 'a name'],
  ['doWord', 'a name'],
  ['integer', 'an integer'],
  ['duration', 'a duration such as 5s'],
  ['string', 'a string'],
  ['address', 'an address'],
  ['end', 'the next declaration or rule'],
]);

/** "a, b or c" */
export function describeExpected(symbols: readonly ExpectedSymbol[]): string {
  const open = new Set(symbols.map((symbol) => symbol.text ?? symbol.type ?? ''));
  const said: string[] = [];
  for (const group of groups) {
    if (group.signs.every((sign) => open.has(sign))) {
      said.push(group.word);
      group.members.forEach((member) => open.delete(member));
    }
  }
  for (const [type, word] of types) {
    if (open.delete(type) && !said.includes(word)) {
      said.push(type === 'name' || type === 'doWord' ? nameOf(symbols) : word);
      open.delete('doWord');
    }
  }
  said.push(...[...open].sort().map((text) => `'${text}'`));
  return enumerate(said);
}

export function expects(symbols: readonly ExpectedSymbol[], text: string): boolean {
  return symbols.some((symbol) => symbol.text === text);
}

export function expectsType(symbols: readonly ExpectedSymbol[], type: string): boolean {
  return symbols.some((symbol) => symbol.type === type);
}

function nameOf(symbols: readonly ExpectedSymbol[]): string {
  const rules = new Set(symbols.filter((symbol) => symbol.type !== null).map((symbol) => symbol.rule));
  return rules.has('kind') ? 'an event kind' : rules.has('fieldName') ? 'a field' : 'a name';
}

function enumerate(words: readonly string[]): string {
  const shown = words.slice(0, most);
  const last = shown.pop() ?? 'nothing more';
  return shown.length === 0 ? last : `${shown.join(', ')} or ${last}`;
}
