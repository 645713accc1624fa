// The package that this program is part of: in goes the place of a module, out come the folder above it that has a
// package.json, which templates and catalogues are looked for in, and the version that it names.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Package {
  readonly root: string;
  readonly version: string;
}

/** Works from src/ and from build/src/ alike. */
export function findPackage(moduleUrl: string): Package {
  let root = dirname(fileURLToPath(moduleUrl));
  while (!existsSync(join(root, 'package.json'))) {
    const above = dirname(root);
    if (above === root) {
      throw new Error('there is no package.json above the program');
    }
    root = above;
  }
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
  return { root, version };
}

/** The shipped event kinds. */
export function catalogueDirectory(of: Package): string {
  return join(of.root, 'rules');
}

export function templateDirectory(of: Package): string {
  return join(of.root, 'templates');
}

/** What generated code says made it. */
export function generatorName(of: Package): string {
  return `wmkgen ${of.version}`;
}
