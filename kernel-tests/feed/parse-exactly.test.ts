import { describe, expect, it } from 'vitest';
import { parseExactly } from './parse-exactly.js';

describe('JSON, read exactly', () => {
  it('has integers in full', () => {
    expect(parseExactly('{"a":18446744073709551615,"b":[-1,0],"c":true}')).toEqual({
      a: 18446744073709551615n,
      b: [-1n, 0n],
      c: true,
    });
  });

  it('leaves what is in strings alone', () => {
    expect(parseExactly('{"12":"a 7: \\"8\\" , 9"}')).toEqual({ 12: 'a 7: "8" , 9' });
  });

  it('says what is no JSON', () => {
    expect(parseExactly('{"a":}')).toBeNull();
    expect(parseExactly('event')).toBeNull();
  });
});
