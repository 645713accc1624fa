// The hash of a key: in go its parts, out come 32 bits, mixed as MurmurHash3 does.

import type { Value } from './value.js';

export function hashOf(parts: readonly Value[]): number {
  let hash = 0;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    if (typeof part === 'number') {
      hash = mix(mix(hash, part), part / 2 ** 32);
    } else if (typeof part === 'string') {
      for (let at = 0; at < part.length; at++) {
        hash = Math.imul(hash ^ part.charCodeAt(at), 0x01000193);
      }
      hash = mix(hash, part.length);
    } else {
      hash = mix(mix(hash, Number(BigInt.asIntN(32, part))), Number(BigInt.asIntN(32, part >> 32n)));
    }
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

function mix(hash: number, part: number): number {
  const word = Math.imul(part | 0, 0xcc9e2d51);
  return Math.imul(hash ^ (word << 15 | word >>> 17), 0x1b873593) + 0xe6546b64 | 0;
}
