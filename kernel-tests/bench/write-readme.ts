/** Takes the checkout, the name of a place in its README, and what was measured, and puts that there: only this writes there. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function writeReadme(checkout: string, place: string, text: string): void {
  const file = join(checkout, 'README.md');
  const [begin, end] = [`<!-- ${place} writes this -->`, '<!-- to here -->'];
  const readme = readFileSync(file, 'utf8');
  const from = readme.indexOf(`${begin}\n`);
  const to = readme.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`${file} has no place for the table: "${begin}" ... "${end}"`);
  writeFileSync(file, `${readme.slice(0, from)}${begin}\n${text}\n${readme.slice(to)}`);
}

export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
