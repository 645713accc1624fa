// JSON whose integers may be longer than a number holds exactly: in goes a text that JSON.parse takes, out comes what it
// gives, but with an object { "\0": digits } for each such integer.

/** No integer of 64 bits is longer, sign included. */
const mostDigits = 20;

export function parseExactly(text: string): unknown {
  return JSON.parse(text.replace(tokens, (token) => (isRounded(token) ? `{"\\u0000":"${digitsOf(token)}"}` : token)));
}

/** Strings, so that what looks like a number in one is left alone, and numbers. */
const tokens = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

function isRounded(token: string): boolean {
  return /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token));
}

/** Beyond 64 bits it does not matter by how much. */
function digitsOf(token: string): string {
  return token.length <= mostDigits ? token : `${token.slice(0, mostDigits)}0`;
}
