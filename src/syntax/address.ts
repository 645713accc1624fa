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
