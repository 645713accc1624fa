// Takes a kind and returns its attach points by place: the kind is raised at one point of each.

import type { AttachPoint, EventKind } from './catalogue.js';

export function placesOf({ attach: { bpf } }: EventKind): readonly (readonly AttachPoint[])[] {
  const places = [...new Set(bpf.map(({ place }) => place))];
  return places.map((place) => bpf.filter((point) => point.place === place));
}
