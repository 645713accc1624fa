/** Takes how a monitor is started, and runs something while it is attached. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Monitor {
  readonly name: string;
  readonly command: readonly string[];
}

const READY_SECONDS = 60;

/** Throws what the monitor said if it does not become ready; its programs are detached in any case. */
export async function whileAttached<T>({ name, command: [program, ...rest] }: Monitor, work: () => T): Promise<T> {
  const child = spawn(program!, rest, { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = once(child, 'exit');
  let said = '';
  try {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${name}: not ready after ${READY_SECONDS} s\n${said}`)), READY_SECONDS * 1000);
      const listen = (bytes: Buffer): void => {
        said += bytes.toString();
        if (!/^(wmkload: )?ready/m.test(said)) return;
        clearTimeout(timer);
        resolve();
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      child.on('exit', () => {
        clearTimeout(timer);
        reject(new Error(`${name}: ${said.trim().split('\n').at(-1)}`));
      });
    });
    return work();
  } finally {
    child.stdin.end();
    child.kill('SIGINT');
    await ended;
  }
}
