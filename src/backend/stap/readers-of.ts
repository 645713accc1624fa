// What a module needs of a catalogue's header: in goes its text, out comes it without what only the compiler of rules
// reads: kinds, constants, and what is for eBPF.

const comment = '(?:/\\*(?:[^*]|\\*(?!/))*\\*/[ \\t]*\\n)?';
const beginnings = new RegExp(`${comment}[ \\t]*(?:struct\\s+WMK_KIND\\s*\\(\\s*\\w+\\s*\\)\\s*\\{|WMK_CONSTANT_LIST\\s*\\()`, 'g');
const ofBpf = /^[ \t]*#[ \t]*ifdef[ \t]+__bpf__[^]*?^[ \t]*#[ \t]*endif.*\n/gm;
const lexeme = /\/\*[^]*?\*\/|\/\/.*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[({})]/g;

export function readersOf(header: string): string {
  const text = header.replace(ofBpf, '');
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
