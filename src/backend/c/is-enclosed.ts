// Parentheses around C text: in goes the text, out comes whether another pair would say nothing new.

/** The first parenthesis is closed by the last character. */
export function isEnclosed(text: string): boolean {
  if (!text.startsWith('(')) {
    return false;
  }
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (quoted && character === '\\') {
      at++;
    } else if (character === '"') {
      quoted = !quoted;
    } else if (!quoted && (character === '(' || character === ')')) {
      depth += character === '(' ? 1 : -1;
      if (depth === 0) {
        return at === text.length - 1;
      }
    }
  }
  return false;
}
