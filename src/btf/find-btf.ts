// The BTF of a file: in go its bytes, which are BTF or an ELF file with a section .BTF, out comes the BTF, or what is
// wrong. ELF: elf(5).

import type { Problem } from './problem.js';

const magic = { btf: 0xeb9f, btfOfOtherEndian: 0x9feb, elf: 0x464c457f, bzImage: 0x53726448 };
const elf = { bits64: 2, littleEndian: 1, headerBytes: 64, sectionBytes: 64, isCompressed: 0x800 };
const bzImageMagicAt = 0x202;

export function findBtf(file: Buffer): Buffer | Problem {
  if (file.length >= 2 && file.readUInt16LE(0) === magic.btf) {
    return file;
  }
  if (file.length >= 2 && file.readUInt16LE(0) === magic.btfOfOtherEndian) {
    return { problem: 'its BTF is big-endian, expected that of x86-64 or arm64' };
  }
  if (file.length >= 4 && file.readUInt32LE(0) === magic.elf) {
    return findSection(file, '.BTF');
  }
  if (file.length >= bzImageMagicAt + 4 && file.readUInt32LE(bzImageMagicAt) === magic.bzImage) {
    return { problem: 'it is a compressed kernel, expected the vmlinux in it: the kernel source has scripts/extract-vmlinux' };
  }
  return { problem: 'it is neither BTF nor an ELF file, expected /sys/kernel/btf/vmlinux, a vmlinux or an object with a section .BTF' };
}

function findSection(file: Buffer, wanted: string): Buffer | Problem {
  if (file.length < elf.headerBytes) {
    return { problem: 'its ELF header is cut short' };
  }
  if (file.readUInt8(4) !== elf.bits64 || file.readUInt8(5) !== elf.littleEndian) {
    return { problem: 'it is not an ELF file of 64 bits, little-endian' };
  }
  const tableAt = file.readBigUInt64LE(40);
  const [entryBytes, nrSections, namesIndex] = [file.readUInt16LE(58), file.readUInt16LE(60), file.readUInt16LE(62)];
  const section = (index: number): Buffer | null =>
    (index < nrSections && entryBytes >= elf.sectionBytes ? slice(file, tableAt + BigInt(index * entryBytes), BigInt(elf.sectionBytes)) : null);
  const contentOf = (header: Buffer): Buffer | null => slice(file, header.readBigUInt64LE(24), header.readBigUInt64LE(32));
  const namesHeader = section(namesIndex);
  const names = namesHeader === null ? null : contentOf(namesHeader);
  if (names === null) {
    return { problem: 'it is an ELF file without names of sections' };
  }
  for (let index = 0; index < nrSections; index++) {
    const header = section(index);
    if (header === null) {
      return { problem: 'its ELF sections are cut short' };
    }
    const at = header.readUInt32LE(0);
    if (names.toString('latin1', at, at + wanted.length + 1) === `${wanted}\0`) {
      if ((header.readBigUInt64LE(8) & BigInt(elf.isCompressed)) !== 0n) {
        return { problem: `its section ${wanted} is compressed` };
      }
      return contentOf(header) ?? { problem: `its section ${wanted} is cut short` };
    }
  }
  return { problem: `it has no section ${wanted}: for a kernel CONFIG_DEBUG_INFO_BTF makes it, for an object clang's -g` };
}

/** Null where it goes beyond the end. */
function slice(file: Buffer, at: bigint, bytes: bigint): Buffer | null {
  return at + bytes <= BigInt(file.length) ? file.subarray(Number(at), Number(at + bytes)) : null;
}
