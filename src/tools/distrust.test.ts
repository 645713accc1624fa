// Whose directories are trusted.

import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { distrust } from './distrust.js';

const me = process.getuid!();

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wmkgen-distrust-'));
  mkdirSync(join(folder, 'a/b'), { recursive: true });
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('a directory', () => {
  it('of mine, below sticky ones, is trusted, and so is what is not there yet', () => {
    expect(distrust(join(folder, 'a/b'))).toBeNull();
    expect(distrust(join(folder, 'a/b/c/d'))).toBeNull();
  });

  it.each([0o777, 0o775, 0o757])('that others can write to is not: %o', (mode) => {
    chmodSync(join(folder, 'a'), mode);
    expect(distrust(join(folder, 'a/b'))).toBe(`'${folder}/a' can be written to by others`);
    expect(distrust(join(folder, 'a/new'))).toBe(`'${folder}/a' can be written to by others`);
  });

  it('is what a link leads to', () => {
    symlinkSync(join(folder, 'a'), join(folder, 'link'));
    chmodSync(join(folder, 'a'), 0o777);
    expect(distrust(join(folder, 'link/b'))).toBe(`'${folder}/a' can be written to by others`);
  });

  it('is also where the link is', () => {
    mkdirSync(join(folder, 'theirs'));
    symlinkSync('../a/b', join(folder, 'theirs/link'));
    expect(distrust(join(folder, 'theirs/link/new'))).toBeNull();
    chmodSync(join(folder, 'theirs'), 0o777);
    expect(distrust(join(folder, 'theirs/link/new'))).toBe(`'${folder}/theirs' can be written to by others`);
  });

  it('that links never lead to is not', () => {
    symlinkSync('two', join(folder, 'one'));
    symlinkSync('one', join(folder, 'two'));
    expect(distrust(join(folder, 'one/a'))).toBe(`'${folder}/one/a' leads through too many links`);
  });

  it('of root is trusted by all, of somebody else by nobody', () => {
    expect(distrust('/usr/share', me + 1)).toBeNull();
    expect(distrust('/', 12345)).toBeNull();
  });

  it('of a user is not trusted by root', () => {
    if (me === 0) {
      chownSync(join(folder, 'a'), 12345, 12345);
    }
    expect(distrust(join(folder, 'a/b'), 0)).toMatch(/^'.*' belongs to user \d+$/);
  });
});
