// Takes a kind, or its points of one target, and returns them by place: the kind is raised at one point of each.

import type { AttachPoint, EventKind } from './catalogue.js';

export function placesOf({ attach: { bpf } }: EventKind): readonly (readonly AttachPoint[])[] {
  return byPlace(bpf);
}

export function byPlace<Point extends { readonly place: number }>(all: readonly Point[]): readonly (readonly Point[])[] {
  const places = [...new Set(all.map(({ place }) => place))];
  return places.map((place) => all.filter((point) => point.place === place));
}
