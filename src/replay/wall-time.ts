// The time of day, in ns since 1970: in goes text as in RFC 3339, out comes the number, and back.

const perSecond = 1_000_000_000n;

/** Null where the text is no time. */
export function toTime(text: string): bigint | null {
  const [, seconds, fraction = '', zone] =
    /^(\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d)(?:\.(\d{1,9})\d*)?([Zz]|[+-]\d\d:\d\d)$/.exec(text) ?? [];
  if (seconds === undefined || zone === undefined) {
    return null;
  }
  const ms = Date.parse(`${seconds.replace(/[t ]/, 'T')}${zone.toUpperCase()}`);
  return Number.isNaN(ms) ? null : BigInt(ms / 1000) * perSecond + BigInt(fraction.padEnd(9, '0'));
}

/** In UTC, with nanoseconds, as the loader prints it. */
export function printTime(ns: bigint): string {
  const time = BigInt.asIntN(64, ns);
  const rest = ((time % perSecond) + perSecond) % perSecond;
  const date = new Date(Number((time - rest) / perSecond) * 1000);
  return `${date.toISOString().slice(0, 19)}.${String(rest).padStart(9, '0')}Z`;
}
