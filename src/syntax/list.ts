// Lists while they are being parsed: a parser that tries several ways at once cannot append to an array in place, and
// copying it for each element would be quadratic, so a list is a chain of its elements, last first, until it is whole.

export interface List<T> {
  readonly before: List<T> | null;
  readonly last: T;
  readonly length: number;
}

export function append<T>(before: List<T> | null, last: T): List<T> {
  return { before, last, length: (before?.length ?? 0) + 1 };
}

export function elements<T>(list: List<T> | null): readonly T[] {
  const array = new Array<T>(list?.length ?? 0);
  for (let rest = list; rest !== null; rest = rest.before) {
    array[rest.length - 1] = rest.last;
  }
  return array;
}
