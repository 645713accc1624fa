// IPv4 and IPv6 addresses and prefixes: in goes their text, out come the bytes and the length of the prefix, or null.

export interface Address {
  /** 4 or 16, in network order. */
  readonly bytes: Uint8Array;
  /** Bits of the prefix; all of them where none is written. */
  readonly prefix: number;
}

export function readAddress(text: string): Address | null {
  const [host = '', length, ...rest] = text.split('/');
  const bytes = host.includes(':') ? readIpv6(host) : readIpv4(host);
  if (bytes === null || rest.length > 0) {
    return null;
  }
  const bits = bytes.length * 8;
  if (length === undefined) {
    return { bytes: Uint8Array.from(bytes), prefix: bits };
  }
  if (!/^(?:0|[1-9][0-9]{0,2})$/.test(length) || Number(length) > bits) {
    return null;
  }
  return { bytes: Uint8Array.from(bytes), prefix: Number(length) };
}

function readIpv4(text: string): readonly number[] | null {
  const parts = text.split('.');
  // a leading zero is refused: some programs read such a part as octal, others do not
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9][0-9]{0,2})$/.test(part) && Number(part) <= 255)
    ? parts.map(Number)
    : null;
}

function readIpv6(text: string): readonly number[] | null {
  const halves = text.split('::');
  if (halves.length > 2) {
    return null;
  }
  const [before, after] = [readGroups(halves[0] ?? ''), readGroups(halves[1] ?? '')];
  if (before === null || after === null) {
    return null;
  }
  const missing = 16 - before.length - after.length;
  if (halves.length === 1 ? missing !== 0 : missing < 2) {
    return null;
  }
  return [...before, ...new Array<number>(missing).fill(0), ...after];
}

/** Groups of hex digits; the last may be an IPv4 address. */
function readGroups(text: string): readonly number[] | null {
  if (text === '') {
    return [];
  }
  const bytes: number[] = [];
  const groups = text.split(':');
  for (const [index, group] of groups.entries()) {
    if (/^[0-9A-Fa-f]{1,4}$/.test(group)) {
      const value = parseInt(group, 16);
      bytes.push(value >> 8, value & 255);
    } else {
      const last = index === groups.length - 1 ? readIpv4(group) : null;
      if (last === null) {
        return null;
      }
      bytes.push(...last);
    }
  }
  return bytes;
}

/** The first 12 bytes of an IPv4 address as IPv6 has it. */
const mapped: readonly number[] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];

/** 16 bytes and their prefix: an IPv4 address is mapped into ::ffff:0:0/96. */
export function toIpv6({ bytes, prefix }: Address): Address {
  return bytes.length === 16 ? { bytes, prefix } : { bytes: Uint8Array.from([...mapped, ...bytes]), prefix: prefix + 96 };
}

/** Of 16 bytes; `bits` of the prefix, 128 for a whole address. The longest run of zero groups is left out, as RFC 5952 has it. */
export function printAddress(bytes: Uint8Array, bits: number): string {
  if (bits >= 96 && mapped.every((byte, index) => bytes[index] === byte)) {
    return `${[...bytes.slice(12)].join('.')}${bits === 128 ? '' : `/${bits - 96}`}`;
  }
  const groups = Array.from({ length: 8 }, (_, index) => (((bytes[2 * index] ?? 0) << 8) | (bytes[2 * index + 1] ?? 0)).toString(16));
  const { start, length } = longestZeros(groups);
  const host = length < 2 ? groups.join(':')
    : `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`;
  return `${host}${bits === 128 ? '' : `/${bits}`}`;
}

/** Of equal runs the first. */
function longestZeros(groups: readonly string[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  let length = 0;
  groups.forEach((group, index) => {
    length = group === '0' ? length + 1 : 0;
    if (length > best.length) {
      best = { start: index + 1 - length, length };
    }
  });
  return best;
}
