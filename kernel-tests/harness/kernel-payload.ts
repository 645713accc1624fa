/** Takes a vmlinuz (bzImage) and returns where and how the kernel's ELF is compressed in it. */

export type PayloadFormat = 'gzip' | 'xz' | 'zstd' | 'lz4';

export interface KernelPayload {
  readonly format: PayloadFormat;
  readonly bytes: Uint8Array;
  /** What it unpacks to. */
  readonly elfBytes: number;
}

// Offsets in the setup header: Documentation/arch/x86/boot.rst
const SETUP_SECTORS = 0x1f1;
const MAGIC = 0x202;
const PAYLOAD_OFFSET = 0x248;
const PAYLOAD_LENGTH = 0x24c;
const SECTOR_BYTES = 512;
/** The build appends the unpacked size, little-endian; gzip's own last field is the same. */
const TRAILER_BYTES = 4;

const SIGNATURES: readonly (readonly [PayloadFormat, string])[] = [
  ['gzip', '1f8b'],
  ['xz', 'fd377a585a00'],
  ['zstd', '28b52ffd'],
  ['lz4', '02214c18'],
];

/** Undefined if this is no bzImage or its compression is none of the known ones. */
export function kernelPayload(vmlinuz: Buffer): KernelPayload | undefined {
  if (vmlinuz.length < PAYLOAD_LENGTH + 4) return undefined;
  if (vmlinuz.toString('latin1', MAGIC, MAGIC + 4) !== 'HdrS') return undefined;
  const setupBytes = (vmlinuz.readUInt8(SETUP_SECTORS) + 1) * SECTOR_BYTES;
  const start = setupBytes + vmlinuz.readUInt32LE(PAYLOAD_OFFSET);
  const end = start + vmlinuz.readUInt32LE(PAYLOAD_LENGTH);
  if (end > vmlinuz.length || end - start < TRAILER_BYTES) return undefined;

  const head = vmlinuz.toString('hex', start, start + 8);
  const format = SIGNATURES.find(([, signature]) => head.startsWith(signature))?.[0];
  if (format === undefined) return undefined;
  const trailer = end - TRAILER_BYTES;
  return {
    format,
    bytes: vmlinuz.subarray(start, format === 'gzip' ? end : trailer),
    elfBytes: vmlinuz.readUInt32LE(trailer),
  };
}
