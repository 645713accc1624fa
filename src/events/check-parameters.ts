// Points of one kind are alternatives, so each must give what the expressions use: in go the points and the
// expressions, out come complaints only.

import type { Complain } from './complain.js';
import type { HeaderToken } from './tokenize-header.js';

/** An attach point of eBPF or a probe of SystemTap, with the tokens of its condition. */
export interface PlacedPoint<Point> {
  readonly point: Point;
  /** Of its WMK_BPF_WHEN or WMK_STAP_WHEN. */
  readonly when: readonly HeaderToken[];
}

interface WithParameters {
  readonly parameters: readonly { readonly name: string }[];
}

/** `spell`: a point as messages name it. `others`: what else a name in an expression may be meant to be. */
export function checkParameters<Point extends WithParameters>(
  points: readonly PlacedPoint<Point>[], others: readonly WithParameters[], spell: (point: Point) => string,
  readers: readonly (readonly HeaderToken[])[], complain: Complain,
): void {
  const known = new Set([...points.map(({ point }) => point), ...others].flatMap(({ parameters }) =>
    parameters.map(({ name }) => name)));
  const reported = new Set<string>();
  const look = (tokens: readonly HeaderToken[], point: Point): void => {
    for (const [index, token] of tokens.entries()) {
      const before = tokens[index - 1]?.text;
      if (token.type !== 'name' || before === '.' || before === '->' || !known.has(token.text)) {
        continue;
      }
      if (!point.parameters.some((parameter) => parameter.name === token.text) && !reported.has(token.text)) {
        reported.add(token.text);
        complain(`${spell(point)} has no parameter '${token.text}'`, token.span);
      }
    }
  };
  for (const { point, when } of points) {
    look(when, point);
    readers.forEach((tokens) => look(tokens, point));
  }
}
