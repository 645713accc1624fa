/** Takes arguments of wmkgen and calls it in this process, as one of its own needs longer to begin than most rules take; returns its exit code and what it said. */

import { main } from '../../src/cli.js';
import { findPackage } from '../../src/commands/package.js';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export async function callWmkgen(...argv: readonly string[]): Promise<Said> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await main(argv, findPackage(import.meta.url), {
    print: (text) => void out.push(text), complain: (text) => void err.push(text), colour: false,
  });
  return { code, out: out.join(''), err: err.join('') };
}
