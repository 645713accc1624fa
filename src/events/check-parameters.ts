// Attach points of one kind are alternatives, so each must give what the expressions use: in go the points and the
// expressions, out come complaints only.

import type { AttachPoint } from './catalogue.js';
import type { Complain } from './complain.js';
import type { HeaderToken } from './tokenize-header.js';

export interface PlacedPoint {
  readonly point: AttachPoint;
  /** Of its WMK_BPF_WHEN. */
  readonly when: readonly HeaderToken[];
}

export function checkParameters(
  points: readonly PlacedPoint[], readers: readonly (readonly HeaderToken[])[], complain: Complain,
): void {
  const known = new Set(points.flatMap(({ point }) => point.parameters.map((parameter) => parameter.name)));
  const reported = new Set<string>();
  const look = (tokens: readonly HeaderToken[], { point }: PlacedPoint): void => {
    for (const [index, token] of tokens.entries()) {
      const before = tokens[index - 1]?.text;
      if (token.type !== 'name' || before === '.' || before === '->' || !known.has(token.text)) {
        continue;
      }
      if (!point.parameters.some((parameter) => parameter.name === token.text) && !reported.has(token.text)) {
        reported.add(token.text);
        complain(`attach point "${point.section}" has no parameter '${token.text}'`, token.span);
      }
    }
  };
  for (const point of points) {
    look(point.when, point);
    readers.forEach((tokens) => look(tokens, point));
  }
}
