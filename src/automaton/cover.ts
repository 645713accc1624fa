// A short formula for a set of outcomes: in goes, per combination of bits, whether it is in the set, out comes
// an irredundant sum of products (Minato, "Fast Generation of Irredundant Sum-of-Products Forms from BDDs",
// 1993).

/** Bits with the values that they must have; bits left out may have any. */
export type Cube = readonly { readonly bit: number; readonly holds: boolean }[];

/** `included` has 2^n entries; entry i is of the combination with bit b at (i >> b) & 1. */
export function coverOutcomes(included: readonly boolean[]): readonly Cube[] {
  return cover(included, included, Math.log2(included.length));
}

/** Cubes that cover all of `least` and nothing outside `most`, over the lowest `nrBits` bits. */
function cover(least: readonly boolean[], most: readonly boolean[], nrBits: number): readonly Cube[] {
  if (!least.includes(true)) {
    return [];
  }
  if (!most.includes(false)) {
    return [[]];
  }
  const bit = nrBits - 1;
  const half = 2 ** bit;
  const [least0, least1] = [least.slice(0, half), least.slice(half)];
  const [most0, most1] = [most.slice(0, half), most.slice(half)];
  // What only one half may contain needs the bit; what is left of both may do without it.
  const only0 = cover(least0.map((is, at) => is && !most1[at]!), most0, bit);
  const only1 = cover(least1.map((is, at) => is && !most0[at]!), most1, bit);
  const rest = most0.map((_, at) => (least0[at]! && !covers(only0, at)) || (least1[at]! && !covers(only1, at)));
  return [
    ...cover(rest, most0.map((is, at) => is && most1[at]!), bit),
    ...only1.map((cube) => [...cube, { bit, holds: true }]),
    ...only0.map((cube) => [...cube, { bit, holds: false }]),
  ];
}

function covers(cubes: readonly Cube[], outcome: number): boolean {
  return cubes.some((cube) => cube.every(({ bit, holds }) => ((outcome >> bit) & 1) === (holds ? 1 : 0)));
}
