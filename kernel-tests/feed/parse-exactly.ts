/** Takes the text of JSON and returns its value, with every integer as it stands, also beyond 2^53; null: it is no JSON. */

export type Json = null | boolean | string | bigint | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

/** Strings first: what is in them is no number. */
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g;
/** No string of a trace begins so. */
const MARK = '\u0001int:';

export function parseExactly(text: string): Json {
  const marked = text.replace(STRING_OR_NUMBER, (piece) => (/^-?\d+$/.test(piece) ? JSON.stringify(MARK + piece) : piece));
  try {
    return JSON.parse(marked, (_, value: unknown) =>
      typeof value === 'string' && value.startsWith(MARK) ? BigInt(value.slice(MARK.length)) : value,
    ) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
