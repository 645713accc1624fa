// A tree without its places: in goes any part of a tree, out comes plain data that two sources of one meaning share.

export function withoutSpans(value: unknown): unknown {
  if (typeof value === 'bigint') {
    return `${value}`; // as text, for printing and comparing
  }
  if (value instanceof Uint8Array) {
    return Array.from(value);
  }
  if (Array.isArray(value)) {
    return value.map(withoutSpans);
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  return Object.fromEntries(Object.entries(value)
    .filter(([key]) => !['span', 'keyword', 'operatorSpan'].includes(key))
    .map(([key, child]) => [key, withoutSpans(child)]));
}
