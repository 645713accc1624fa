// Puts headers where C includes them: in go C, and what finds a header by its name, out comes C that needs no file of ours.

export interface Header {
  /** By which it is known to be there already. */
  readonly path: string;
  readonly text: string;
}

/** `from`: the header that includes it, or null. Null: there is none, and the line stays. */
export type FindHeader = (name: string, from: Header | null) => Header | null;

const include = /^[ \t]*#[ \t]*include[ \t]+"([^"]+)"[ \t]*(?:\/\/.*|\/\*.*\*\/[ \t]*)?\r?$/;

/** Each header stands once, where it is first included. */
export function inlineHeaders(text: string, find: FindHeader): string {
  const seen = new Set<string>();
  const inline = (of: string, from: Header | null): string => of.split('\n').flatMap((line) => {
    const name = include.exec(line)?.[1];
    const header = name === undefined ? null : find(name, from);
    if (header === null) {
      return [line];
    }
    if (seen.has(header.path)) {
      return [];
    }
    seen.add(header.path);
    return [inline(withoutLicense(header.text), header).trim()];
  }).join('\n');
  return inline(text, null).replace(/\n{3,}/g, '\n\n');
}

/** The whole has one. */
function withoutLicense(header: string): string {
  return header.replace(/^\/\* SPDX-License-Identifier: .*\*\/\n/, '');
}
