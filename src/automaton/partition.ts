// Partitions of states: in go names that tell some states apart and what each does in terms of classes, out
// comes the coarsest partition in which the states of a class have one name and do the same (Moore,
// "Gedanken-experiments on Sequential Machines", 1956). It takes as many rounds as the longest path has moves,
// which is short: machines here have no cycles but self-loops.

export interface Partition {
  /** Per state its class; classes are in the order of their first states. */
  readonly of: readonly number[];
  /** Per class its first state. */
  readonly firsts: readonly number[];
}

export function refine(
  names: readonly string[], behaviour: (state: number, classOf: readonly number[]) => string,
): Partition {
  let classes = byName(names);
  for (;;) {
    const { of } = classes;
    const finer = byName(of.map((own, state) => `${own}: ${behaviour(state, of)}`));
    if (finer.firsts.length === classes.firsts.length) {
      return classes;
    }
    classes = finer;
  }
}

function byName(names: readonly string[]): Partition {
  const classOf = new Map<string, number>();
  const firsts: number[] = [];
  const of = names.map((name, state) => {
    const known = classOf.get(name);
    if (known !== undefined) {
      return known;
    }
    classOf.set(name, firsts.length);
    firsts.push(state);
    return firsts.length - 1;
  });
  return { of, firsts };
}
