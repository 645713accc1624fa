/** Takes a directory of case documents and returns all that is in them. */

import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { readCaseDocument, type CaseDocument } from './read-case-document.js';

export async function readDocuments(checkout: string, directory: string): Promise<CaseDocument> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.md') && name !== 'README.md');
  const documents = await Promise.all(
    names.sort().map(async (name) => {
      const path = join(directory, name);
      return readCaseDocument(relative(checkout, path), await readFile(path, 'utf8'));
    }),
  );
  return {
    cases: documents.flatMap((document) => document.cases),
    scenarios: documents.flatMap((document) => document.scenarios),
    problems: documents.flatMap((document) => document.problems),
  };
}
