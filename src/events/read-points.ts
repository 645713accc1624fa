// Where a kind is raised on one target: in go its markers, out come the points in their order, with places and conditions.

import type { PlacedPoint } from './check-parameters.js';
import type { Complain } from './complain.js';
import { textOf } from './cursor.js';
import type { Marker } from './read-marker.js';

export interface PointWords<Point> {
  /** WMK_BPF or WMK_STAP, before _AT, _ALSO_AT and _WHEN. */
  readonly prefix: string;
  readonly read: (marker: Marker, place: number, complain: Complain) => Point | null;
  /** A point as messages name it; two with the same name are one. */
  readonly spell: (point: Point) => string;
}

export function readPoints<Point>(
  markers: readonly Marker[], { prefix, read, spell }: PointWords<Point>, complain: Complain,
): readonly PlacedPoint<Point>[] {
  const points: PlacedPoint<Point>[] = [];
  /** Whether the last point may get a condition. */
  let isOpen = false;
  let wasBad = false;
  let place = -1;
  for (const marker of markers) {
    if (marker.name === `${prefix}_AT` || marker.name === `${prefix}_ALSO_AT`) {
      if (place < 0 && marker.name === `${prefix}_ALSO_AT`) {
        complain(`'${prefix}_ALSO_AT' belongs behind a ${prefix}_AT`, marker.word.span);
      }
      place = place < 0 || marker.name === `${prefix}_ALSO_AT` ? place + 1 : place;
      const point = read(marker, place, complain);
      wasBad = point === null;
      isOpen = point !== null;
      if (point !== null) {
        if (points.some((other) => spell(other.point) === spell(point))) {
          complain(`${spell(point)} stands here twice`, marker.word.span);
        }
        points.push({ point, when: [] });
      }
    } else if (marker.name === `${prefix}_WHEN`) {
      const last = points[points.length - 1];
      if (isOpen && last !== undefined) {
        const when = (marker.arguments ?? []).map(textOf).join(', ');
        points[points.length - 1] = { point: { ...last.point, when }, when: (marker.arguments ?? []).flat() };
        isOpen = false;
      } else if (!wasBad) {
        complain(`'${prefix}_WHEN' belongs behind a ${prefix}_AT, one behind each at most`, marker.word.span);
      }
    }
  }
  return points;
}
