// The files of a command line: in go their names, out come the files that can be read, each once, and what is wrong with
// the others.

import { realpathSync, statSync } from 'node:fs';
import { decode } from '../source/decode.js';
import { diagnostic, type Diagnostic } from '../source/diagnostic.js';
import type { SourceFile } from '../source/file.js';
import { maxFileLength } from '../syntax/limits.js';
import { mostBytes, readBounded } from './read-bounded.js';

export interface Sources {
  readonly files: readonly SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
}

export function readSources(names: readonly string[]): Sources {
  const files: SourceFile[] = [];
  const diagnostics: Diagnostic[] = [];
  const known = new Set<string>();
  for (const name of names) {
    try {
      if (statSync(name).isDirectory()) {
        diagnostics.push(diagnostic('unreadable-file', `'${name}' is a directory, expected a file of rules`, null, {
          hint: `to compile all rules in it: ${name.replace(/\/+$/, '')}/*.wmk`,
        }));
        continue;
      }
      const path = realpathSync(name);
      if (!known.has(path)) {
        known.add(path);
        const bytes = readBounded(path, { devices: true });
        if (bytes.length > mostBytes) {
          diagnostics.push(diagnostic('file-too-large',
            `'${name}' is larger than what is read, ${maxFileLength} characters`, null));
        } else {
          files.push(decode(name, bytes));
        }
      }
    } catch (error) {
      diagnostics.push(diagnostic('unreadable-file', `cannot read '${name}': ${systemReason(error)}`, null));
    }
  }
  return { files, diagnostics };
}

/** For headers and lists that a rule file names. */
export function readNamedFile(path: string): string | null {
  try {
    return decode(path, readBounded(path, { devices: false })).text;
  } catch {
    return null;
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  ENOTDIR: 'a part of the path is not a directory',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'the name is too long',
  EISDIR: 'it is a directory',
  ENOSPC: 'no space is left',
  EROFS: 'the file system is read-only',
  EEXIST: 'a file is in the way',
};

/** What Node throws, in the words of the system. */
export function systemReason(error: unknown): string {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  return reasons[code] ?? (code === '' ? String(error instanceof Error ? error.message : error) : code);
}
