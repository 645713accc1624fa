// Lines of streams that come in pieces of any size.

import { describe, expect, it } from 'vitest';
import { LineSplitter, mostLineBytes } from './split-lines.js';

function linesOf(pieces: readonly Uint8Array[]): readonly string[] {
  const lines: string[] = [];
  const splitter = new LineSplitter({
    onLine: (text) => void lines.push(text.length > 100 ? `${text.length} characters` : text),
    onTooLong: () => void lines.push('too long'),
  });
  pieces.forEach((piece) => splitter.push(piece));
  splitter.end();
  return lines;
}

function inPieces(text: string, bytes: number): readonly Uint8Array[] {
  const all = Buffer.from(text);
  return Array.from({ length: Math.ceil(all.length / bytes) }, (_, index) => all.subarray(index * bytes, (index + 1) * bytes));
}

describe('the lines of a stream', () => {
  it.each<[string, string, readonly string[]]>([
    ['none', '', []],
    ['one that ends', 'a\n', ['a']],
    ['one that does not end', 'a', ['a']],
    ['empty ones', '\n\na\n\n', ['', '', 'a', '']],
    ['ends of two bytes, whose first one stays', 'a\r\nb\r\n', ['a\r', 'b\r']],
    ['characters of several bytes', 'grün\n→\n𝄞\n', ['grün', '→', '𝄞']],
  ])('%s', (_, text, wanted) => {
    for (const bytes of [1, 2, 3, 5, 100]) {
      expect(linesOf(inPieces(text, bytes))).toEqual(wanted);
    }
  });

  it('does not read lines that are too long, and goes on behind them', () => {
    const [most, more] = ['x'.repeat(mostLineBytes), 'x'.repeat(mostLineBytes + 1)];
    for (const bytes of [1000, 65_536, 10 * mostLineBytes]) {
      expect(linesOf(inPieces(`a\n${most}\nb\n${more}\nc\n${more}`, bytes)))
        .toEqual(['a', `${mostLineBytes} characters`, 'b', 'too long', 'c', 'too long']);
    }
    expect(linesOf(inPieces(`${'ü'.repeat(mostLineBytes / 2 + 1)}\na\n`, 10 * mostLineBytes))).toEqual(['too long', 'a']);
  });

  it('does not keep the memory of pieces, which may be written again', () => {
    const piece = Buffer.from('ab');
    const lines: string[] = [];
    const splitter = new LineSplitter({ onLine: (text) => void lines.push(text), onTooLong: () => undefined });
    splitter.push(piece);
    piece.write('cd');
    splitter.push(Buffer.from('e\n'));
    expect(lines).toEqual(['abe']);
  });
});
