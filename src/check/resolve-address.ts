// Addresses and prefixes as rules write them: in goes the text, out come 16 bytes, or null where it is wrong, which is
// reported.

import { diagnostic } from '../source/diagnostic.js';
import { printAddress, readAddress, toIpv6 } from '../syntax/address.js';
import type { LiteralAst } from '../syntax/ast.js';
import type { AddressPrefix } from './expression.js';
import type { Report } from './report.js';

type AddressAst = LiteralAst & { readonly kind: 'address' };

/** Where one address is meant. */
export function resolveAddress(literal: AddressAst, report: Report): Uint8Array | null {
  const address = readAddress(literal.text); // what is none was reported where it was read
  if (address !== null && literal.text.includes('/')) {
    report(diagnostic('type-mismatch', `'${literal.text}' is a prefix, expected an address`, literal.span, {
      hint: `a prefix stands behind IN: x IN ${literal.text}`,
    }));
    return null;
  }
  return address === null ? null : toIpv6(address).bytes;
}

/** Where a set of them may be meant; an address alone is a prefix of all its bits. */
export function resolvePrefix(literal: AddressAst, report: Report): AddressPrefix | null {
  const written = readAddress(literal.text);
  if (written === null) {
    return null;
  }
  const { bytes, prefix: bits } = toIpv6(written);
  const network = bytes.map((byte, index) => byte & (0xff00 >> Math.min(8, Math.max(0, bits - 8 * index))));
  if (!network.every((byte, index) => byte === bytes[index])) {
    report(diagnostic('bad-address', `'${literal.text}' has bits set behind its prefix`, literal.span, {
      hint: `the network is ${printAddress(network, bits)}`,
    }));
    return null;
  }
  return { address: bytes, bits };
}
