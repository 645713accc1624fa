import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkoutDirectory } from './checkout.js';
import { readDocuments } from './read-documents.js';

const checkout = checkoutDirectory();

/** What the table of targets names as examples: the last cell of each row. */
function examples(): readonly string[] {
  const language = readFileSync(join(checkout, 'rules/LANGUAGE.md'), 'utf8');
  const section = /^## Targets$([^]*?)^## /m.exec(language)?.[1] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('|')).slice(2);
  return rows.flatMap((row) => [...(row.split(' | ').at(-1) ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name!));
}

describe('the table of targets', () => {
  let ids: readonly string[] = [];
  beforeAll(async () => {
    const { cases, scenarios } = await readDocuments(checkout, join(checkout, 'kernel-tests/cases'));
    ids = [...cases, ...scenarios].map(({ id }) => id);
  });

  it('names examples', () => {
    expect(examples().length).toBeGreaterThan(15);
  });

  it.each(examples())('names %s, which is there', (name) => {
    expect(ids.filter((id) => id === name || id.startsWith(`${name}/`) || (name.includes('/') && id.startsWith(name)))).not.toEqual([]);
  });
});
