// Whether a name is this process's alone: in goes the name, out comes a claim that ends with it, or null where another process
// of this machine has it.

import { createServer } from 'node:net';

export interface Claim {
  readonly release: () => void;
}

/** An abstract socket has one owner, and leaves no file behind, however that one ends. */
export async function claimName(name: string): Promise<Claim | null> {
  return new Promise((resolve) => {
    const server = createServer((connection) => connection.destroy()).unref();
    server.once('error', () => resolve(null));
    server.listen(`\0wmkgen/${name}`, () => resolve({ release: () => void server.close() }));
  });
}
