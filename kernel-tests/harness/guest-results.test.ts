/** Checks that what several cases of one monitor made it say is read as if each had had one of its own. */

import { describe, expect, it } from 'vitest';
import { readGuestResults } from './guest-results.js';

function told(id: string, lines: readonly string[]): string {
  return lines.map((line) => `${id}\t${line}\n`).join('');
}

const one = told('one', ['begin\t', 'record\tr #1 { 1 }', 'record\tr #2 { 2 }', 'record\ts #1 { 3 }', 'recorded\t1 0 500 9', 'ended\tcase trigger=0 loader=0']);
const two = told('two', ['begin\t', 'record\tr #3 { 4 }', 'record\tr gap { 1 records lost: ring buffer full }', 'recorded\t1 500 900 19', 'ended\tcase trigger=0 loader=0']);
const three = told('three', ['begin\t', 'record\tr #5 { 5 }', 'record\ts #2 { 6 }', 'recorded\t1 900', 'ended\tcase trigger=0 loader=0']);

function recordsOf(output: string, id: string): readonly string[] | undefined {
  return readGuestResults(output).cases.get(id)?.records;
}

describe('cases of one monitor', () => {
  it('each begin with the first record', () => {
    const output = `${one}${two}${three}done\t3\t\n`;
    expect(recordsOf(output, 'one')).toEqual(['r #1 { 1 }', 'r #2 { 2 }', 's #1 { 3 }']);
    expect(recordsOf(output, 'two')).toEqual(['r #1 { 4 }', 'r gap { 1 records lost: ring buffer full }']);
    expect(readGuestResults(output).done).toBe(true);
  });

  it('show where a number was left out', () => {
    expect(recordsOf(one + two + three, 'three')).toEqual(['r #2 { 5 }', 's #1 { 6 }']);
  });

  it('are told from those of the next one', () => {
    const next = told('next', ['begin\t', 'record\tr #2 { 1 }', 'recorded\t1 0', 'ended\tcase trigger=0 loader=0']);
    expect(recordsOf(one + next, 'next')).toEqual(['r #2 { 1 }']);
  });

  it('have a part of its file of events each', () => {
    const { cases } = readGuestResults(one + two + three);
    expect(cases.get('one')?.recorded).toEqual({ run: 1, from: 0, end: { to: 500, until: 9n } });
    expect(cases.get('two')?.recorded).toEqual({ run: 1, from: 500, end: { to: 900, until: 19n } });
    expect(cases.get('three')?.recorded).toEqual({ run: 1, from: 900 });
  });
});

describe('a case that is run again', () => {
  it('counts as it was the last time', () => {
    const again = told('one', ['begin\t', 'record\tr #1 { 7 }', 'recorded\t2 0', 'ended\tcase trigger=0 loader=0']);
    expect(readGuestResults(one + again).cases.get('one')).toMatchObject({ records: ['r #1 { 7 }'], recorded: { run: 2, from: 0 } });
  });
});
