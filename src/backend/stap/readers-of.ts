// What a module needs of a catalogue's header: in goes its text, out comes it without what only the compiler of rules
// reads: kinds, constants, and what is for eBPF.

const comment = '(?:/\\*(?:[^*]|\\*(?!/))*\\*/[ \\t]*\\n)?';
const beginnings = new RegExp(`${comment}[ \\t]*(?:struct\\s+WMK_KIND\\s*\\(\\s*\\w+\\s*\\)\\s*\\{|WMK_CONSTANT_LIST\\s*\\()`, 'g');
const directive = /^[ \t]*#[ \t]*(if|else|elif|endif)/;
const asksForBpf = /^[ \t]*#[ \t]*ifdef[ \t]+__bpf__\b/;
const lexeme = /\/\*[^]*?\*\/|\/\/.*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[({})]/g;

export function readersOf(header: string): string {
  const text = withoutBpf(header);
  let kept = '';
  let from = 0;
  for (const begin of text.matchAll(beginnings)) {
    if (begin.index < from) {
      continue;
    }
    kept += text.slice(from, begin.index);
    from = endOf(text, begin.index + begin[0].length);
  }
  const rest = `${kept}${text.slice(from)}`;
  return isEmpty(rest) ? '' : rest.replace(/\n{3,}/g, '\n\n');
}

/** What has another side than that stays: the compiler of C decides. */
function withoutBpf(header: string): string {
  const lines = header.split('\n');
  const kept: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const end = asksForBpf.test(lines[at]!) ? endOfCondition(lines, at) : null;
    if (end === null) {
      kept.push(lines[at]!);
    } else {
      at = end;
    }
  }
  return kept.join('\n');
}

/** The line of the #endif; null where there is none, or an #else before it. */
function endOfCondition(lines: readonly string[], begin: number): number | null {
  let depth = 0;
  for (let at = begin; at < lines.length; at++) {
    const word = directive.exec(lines[at]!)?.[1];
    depth += word === 'if' ? 1 : word === 'endif' ? -1 : 0;
    if (word === 'endif' && depth === 0) {
      return at;
    }
    if (word?.startsWith('el') === true && depth === 1) {
      return null;
    }
  }
  return null;
}

/** Behind the bracket that closes what was opened right before `at`, and a semicolon. */
function endOf(text: string, at: number): number {
  lexeme.lastIndex = at;
  let depth = 1;
  for (let match = lexeme.exec(text); match !== null; match = lexeme.exec(text)) {
    depth += match[0] === '(' || match[0] === '{' ? 1 : match[0] === ')' || match[0] === '}' ? -1 : 0;
    if (depth === 0) {
      const after = /^[ \t]*;?[ \t]*\n?/.exec(text.slice(lexeme.lastIndex))!;
      return lexeme.lastIndex + after[0].length;
    }
  }
  return text.length;
}

/** But for comments and the guard against being included twice. */
function isEmpty(text: string): boolean {
  return text.replace(/\/\*[^]*?\*\//g, '').split('\n').every((line) => /^\s*(?:#\s*(?:ifndef|define|endif)\b.*)?$/.test(line))
    && (text.match(/#\s*define/g) ?? []).length <= 1;
}
