// Shell globs over bytes: in goes the text of one, out come its parts or what is wrong with it; and whether a string
// matches. The whole string must; '/' and a dot at the beginning are bytes like any other.

/** `run`: any number of any bytes, never two in a row; else one byte of `bytes`, all but NUL where that is null. */
export type GlobPart = { readonly kind: 'run' } | { readonly kind: 'byte'; readonly bytes: ReadonlySet<number> | null };

export type Glob = readonly GlobPart[];

export interface GlobProblem {
  readonly message: string;
  readonly hint: string;
  /** Of the bytes at fault. */
  readonly start: number;
  readonly end: number;
}

const [star, mark, open, close, dash, backslash, not, caret] =
  [...Buffer.from('*?[]-\\!^')] as [number, number, number, number, number, number, number, number];
const ofNames: readonly number[] = [...Buffer.from(':.=')];

export function parseGlob(text: Uint8Array): { readonly glob: Glob } | { readonly problem: GlobProblem } {
  const glob: GlobPart[] = [];
  let at = 0;
  while (at < text.length) {
    const byte = text[at];
    if (byte === star) {
      if (glob[glob.length - 1]?.kind !== 'run') {
        glob.push({ kind: 'run' });
      }
      at++;
    } else if (byte === mark) {
      glob.push({ kind: 'byte', bytes: null });
      at++;
    } else if (byte === open) {
      const set = parseBrackets(text, at);
      if ('message' in set) {
        return { problem: set };
      }
      glob.push({ kind: 'byte', bytes: set.bytes });
      at = set.end;
    } else {
      const one = literalAt(text, at);
      if (one === null) {
        return { problem: trailingBackslash(at) };
      }
      glob.push({ kind: 'byte', bytes: new Set([one.byte]) });
      at = one.end;
    }
  }
  return { glob };
}

/** What a condition on strings looks for, as a glob; null where it is no glob. */
export function globFor(operator: 'STARTSWITH' | 'ENDSWITH' | 'CONTAINS' | 'LIKE', literal: Uint8Array): Glob | null {
  if (operator === 'LIKE') {
    const parsed = parseGlob(literal);
    return 'glob' in parsed ? parsed.glob : null;
  }
  const run: Glob = [{ kind: 'run' }];
  const bytes = Array.from(literal, (byte): GlobPart => ({ kind: 'byte', bytes: new Set([byte]) }));
  const [before, behind] = [operator === 'STARTSWITH' ? [] : run, operator === 'ENDSWITH' ? [] : run];
  return bytes.length === 0 ? run : [...before, ...bytes, ...behind];
}

/** At '['. A ']' that comes first is a member, and so is a '-' that comes first or last. */
function parseBrackets(text: Uint8Array, start: number): { readonly bytes: ReadonlySet<number>; readonly end: number } | GlobProblem {
  const isNegated = text[start + 1] === not;
  if (text[start + 1] === caret) {
    return {
      message: "what '[^' means differs from shell to shell", hint: "other bytes than these are [!...], and '^' itself is \\\\^",
      start, end: start + 2,
    };
  }
  const first = start + (isNegated ? 2 : 1);
  const members = new Set<number>();
  let at = first;
  while (at < text.length && (text[at] !== close || at === first)) {
    if (text[at] === open && ofNames.includes(text[at + 1] ?? 0)) {
      return {
        message: 'there are no named classes of characters', hint: 'write the range: [a-z], [0-9]',
        start: at, end: at + 2,
      };
    }
    const low = literalAt(text, at);
    if (low === null) {
      return trailingBackslash(at);
    }
    const isRange = text[low.end] === dash && low.end + 1 < text.length && text[low.end + 1] !== close;
    const high = isRange ? literalAt(text, low.end + 1) : low;
    if (high === null) {
      return trailingBackslash(low.end + 1);
    }
    if (high.byte < low.byte) {
      return {
        message: `a range from byte ${low.byte} down to ${high.byte}`,
        hint: "a range goes up by the numbers of its bytes, and '-' itself stands first or last",
        start: at, end: high.end,
      };
    }
    for (let byte = low.byte; byte <= high.byte; byte++) {
      members.add(byte);
    }
    at = high.end;
  }
  if (at >= text.length) {
    return {
      message: "a '[' without its ']'", hint: "'[' itself is \\\\[ in a glob in quotes", start, end: text.length,
    };
  }
  const all = Array.from({ length: 255 }, (_, index) => index + 1);
  return { bytes: new Set(all.filter((byte) => members.has(byte) !== isNegated)), end: at + 1 };
}

function literalAt(text: Uint8Array, at: number): { readonly byte: number; readonly end: number } | null {
  const place = text[at] === backslash ? at + 1 : at;
  const byte = text[place];
  return byte === undefined ? null : { byte, end: place + 1 };
}

function trailingBackslash(at: number): GlobProblem {
  return {
    message: 'a backslash with nothing behind it', hint: 'a backslash itself is \\\\\\\\ in a glob in quotes',
    start: at, end: at + 1,
  };
}

/** Bytes that a match has at least. */
export function leastLength(glob: Glob): number {
  return glob.filter((part) => part.kind === 'byte').length;
}

/** The bytes where no other string matches; null where others do. */
export function literalOf(glob: Glob): Uint8Array | null {
  const bytes = glob.flatMap((part) => (part.kind === 'byte' && part.bytes?.size === 1 ? [...part.bytes] : []));
  return bytes.length === glob.length ? Uint8Array.from(bytes) : null;
}

/** What a string is or, where it may go on, begins with; null where a string has to be searched to know whether it matches. */
export function beginningOf(glob: Glob): { readonly text: Uint8Array; readonly goesOn: boolean } | null {
  const goesOn = glob[glob.length - 1]?.kind === 'run';
  const text = literalOf(goesOn ? glob.slice(0, -1) : glob);
  return text === null ? null : { text, goesOn };
}

/** Every string matches. */
export function isAll(glob: Glob): boolean {
  return glob.length > 0 && leastLength(glob) === 0;
}

/** Goes back to the last run only: what an earlier one could take, the last can. */
export function matches(glob: Glob, text: Uint8Array): boolean {
  let [part, at] = [0, 0];
  let lastRun: { readonly part: number; at: number } | null = null;
  while (at < text.length) {
    const here = glob[part];
    if (here?.kind === 'run') {
      lastRun = { part, at };
      part++;
    } else if (here !== undefined && (here.bytes === null || here.bytes.has(text[at] ?? 0))) {
      part++;
      at++;
    } else if (lastRun !== null) {
      lastRun.at++;
      [part, at] = [lastRun.part + 1, lastRun.at];
    } else {
      return false;
    }
  }
  return glob.slice(part).every(({ kind }) => kind === 'run');
}
