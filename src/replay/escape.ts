// Strings of a trace as text that does no harm, as the loader prints them (loader/escape.c): in go bytes, a character
// each, out comes text.

/** In double quotes; \xNN for each byte of what is not UTF-8 or would move, hide or reorder text on a terminal. */
export function quote(bytes: string): string {
  if (/^[\x20\x21\x23-\x5b\x5d-\x7e]*$/.test(bytes)) {
    return `"${bytes}"`;
  }
  return `"${decode(bytes).map(({ text, bytes: its }) => (text === null || isHarmful(text) ? named.get(its) ?? hexEscapes(its)
    : text === '"' || text === '\\' ? `\\${text}` : text)).join('')}"`;
}

const named = new Map([['\n', '\\n'], ['\t', '\\t'], ['\r', '\\r']]);

function hexEscapes(bytes: string): string {
  return Array.from(bytes, (byte) => `\\x${hex(byte)}`).join('');
}

/** As a JSON string, with U+FFFD for each byte that is not UTF-8. */
export function quoteJson(bytes: string): string {
  if (/^[\x20\x21\x23-\x5b\x5d-\x7e]*$/.test(bytes)) {
    return `"${bytes}"`;
  }
  return `"${decode(bytes).map(({ text }) => (text === null ? '\\ufffd' : isHarmful(text) ? named.get(text) ?? unicodeEscapes(text)
    : text === '"' || text === '\\' ? `\\${text}` : text)).join('')}"`;
}

function unicodeEscapes(text: string): string {
  return Array.from({ length: text.length }, (_, index) =>
    `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`).join('');
}

export function isUtf8(bytes: string): boolean {
  return decode(bytes).every(({ text }) => text !== null);
}

export function hexOf(bytes: string): string {
  return Array.from(bytes, hex).join('');
}

function hex(byte: string): string {
  return byte.charCodeAt(0).toString(16).padStart(2, '0');
}

/** A code point, or null and one byte that begins none. */
interface Piece {
  readonly text: string | null;
  readonly bytes: string;
}

function decode(bytes: string): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < bytes.length;) {
    const its = bytes.slice(at, at + lengthOf(bytes.charCodeAt(at)));
    const text = textOf(its);
    pieces.push({ text, bytes: text === null ? bytes[at]! : its });
    at += text === null ? 1 : its.length;
  }
  return pieces;
}

function lengthOf(first: number): number {
  return first < 0xc2 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 1;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Null where it is no UTF-8. */
function textOf(bytes: string): string | null {
  if (bytes < '\x80') {
    return bytes;
  }
  try {
    return decoder.decode(Buffer.from(bytes, 'latin1'));
  } catch {
    return null;
  }
}

/** [first, last] of controls, and of formats that hide or reorder (general categories Cc, Cf, Zl, Zp). */
const harmful: readonly (readonly [number, number])[] = [
  [0x0000, 0x001f], [0x007f, 0x009f], [0x00ad, 0x00ad], [0x0600, 0x0605], [0x061c, 0x061c], [0x06dd, 0x06dd],
  [0x070f, 0x070f], [0x0890, 0x0891], [0x08e2, 0x08e2], [0x115f, 0x1160], [0x180b, 0x180f], [0x200b, 0x200f],
  [0x2028, 0x202e], [0x2060, 0x206f], [0x3164, 0x3164], [0xfeff, 0xfeff], [0xffa0, 0xffa0], [0xfff0, 0xfffb],
  [0x110bd, 0x110bd], [0x110cd, 0x110cd], [0x13430, 0x1343f], [0x1bca0, 0x1bca3], [0x1d173, 0x1d17a], [0xe0000, 0xe0fff],
];

function isHarmful(text: string): boolean {
  const code = text.codePointAt(0)!;
  return harmful.some(([first, last]) => code >= first && code <= last);
}
