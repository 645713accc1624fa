/** Takes files and directories and returns a cpio archive ("newc") that a kernel unpacks as an initramfs. */

export interface CpioEntry {
  /** Without a leading slash; a directory comes before what is in it. */
  readonly path: string;
  /** Null for a directory. */
  readonly data: Uint8Array | null;
  readonly executable?: boolean;
}

const DIRECTORY = 0o040755;
const FILE = 0o100644;
const EXECUTABLE = 0o100755;

/** Archives may be concatenated if each is a multiple of 4 bytes; 512 is what cpio itself pads to. */
const BLOCK_BYTES = 512;

export function cpioArchive(entries: readonly CpioEntry[]): Buffer {
  const parts = entries.flatMap((entry, index) =>
    record(entry.path, modeOf(entry), entry.data ?? new Uint8Array(), index + 1),
  );
  parts.push(...record('TRAILER!!!', 0, new Uint8Array(), 0));
  const bytes = Buffer.concat(parts);
  return Buffer.concat([bytes, padding(bytes.length, BLOCK_BYTES)]);
}

function modeOf(entry: CpioEntry): number {
  if (entry.data === null) return DIRECTORY;
  return entry.executable === true ? EXECUTABLE : FILE;
}

function record(path: string, mode: number, data: Uint8Array, inode: number): Buffer[] {
  const name = Buffer.from(`${path}\0`);
  const links = 1;
  // ino mode uid gid nlink mtime size dev(2) rdev(2) namesize check
  const fields = [inode, mode, 0, 0, links, 0, data.length, 0, 0, 0, 0, name.length, 0];
  const header = Buffer.from(
    `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`,
  );
  return [
    header,
    name,
    padding(header.length + name.length, 4),
    Buffer.from(data),
    padding(data.length, 4),
  ];
}

function padding(length: number, unit: number): Buffer {
  return Buffer.alloc((unit - (length % unit)) % unit);
}
