// The bytes of a file as text: in go a name and bytes, out comes a SourceFile, without its byte-order mark and with
// U+FFFD for what is not UTF-8 (the lexer complains about that character wherever it would matter).

import type { SourceFile } from './file.js';

export function decode(name: string, bytes: Uint8Array): SourceFile {
  return { name, text: new TextDecoder('utf-8').decode(bytes) };
}
