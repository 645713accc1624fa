// Puts the user's text into C without letting it out again: string literals and comments.

/** A C string literal of these bytes, without a terminator of its own; it may stand inside a block comment too. */
export function quoteC(bytes: Uint8Array | string): string {
  const source = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
  let text = '';
  for (const [at, byte] of source.entries()) {
    const joinsComment = byte === 0x2f && (source[at - 1] === 0x2a || source[at + 1] === 0x2a);
    const plain = byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c && byte !== 0x3f && !joinsComment;
    // Three octal digits end by themselves, where \x would swallow a following digit; '?' could begin a trigraph.
    text += plain ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`;
  }
  return `"${text}"`;
}

/** One line that can stand inside a block comment. */
export function quoteComment(line: string): string {
  return line
    .replace(/\t/g, '        ')
    .replace(/\\/g, '\\\\')
    .replace(/[^\x20-\x7e]/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`)
    .replace(/\*\//g, '*\\/')
    .replace(/\/\*/g, '/\\*')
    .replace(/\?\?/g, '?\\?');
}
