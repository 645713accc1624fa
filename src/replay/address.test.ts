// Addresses, back and forth, as inet_ntop(3) prints them.

import { describe, expect, it } from 'vitest';
import { hasPrefix, parseAddress, printAddress } from './address.js';

describe('addresses', () => {
  it.each([
    '0.0.0.0', '10.0.0.1', '255.255.255.255', '::', '::1', '::2', '1::', '2001:db8::1', '2001:db8:0:1:1:1:1:1', '::1:0:0:1',
    '1:0:0:2::3', '1::2:0:0:3', 'fe80::a:b:c:d', '0:1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8', '::1.2.3.4', 'ffff:ffff::',
    '64:ff9b::c000:201', '::ffff:0:1.2.3.4',
  ])('%s', (text) => {
    const shown = text === '::ffff:0:1.2.3.4' ? '::ffff:0:102:304' : text;
    expect(printAddress(parseAddress(text)!)).toBe(shown);
  });

  it.each(['', '1', '1.2.3', '1.2.3.4.5', '01.2.3.4', '256.0.0.1', '1.2.3.4/8', ':', ':::', '1:2', '::g', 'a', '1'.repeat(99)])(
    'has none in %j', (text) => {
      expect(parseAddress(text)).toBe(null);
    });

  it.each<[string, string, number, boolean]>([
    ['10.1.2.3', '10.0.0.0', 104, true],
    ['11.1.2.3', '10.0.0.0', 104, false],
    ['10.0.15.255', '10.0.0.0', 116, true],
    ['10.0.16.0', '10.0.0.0', 116, false],
    ['::1', '10.0.0.0', 0, true],
    ['10.0.0.1', '10.0.0.1', 128, true],
    ['10.0.0.1', '10.0.0.0', 128, false],
    ['10.0.0.1', '10.0.0.0', 127, true],
  ])('%s in %s: %i bits', (address, prefix, bits, is) => {
    expect(hasPrefix(parseAddress(address)!, parseAddress(prefix)!, bits)).toBe(is);
  });
});
