// Lays the nodes of texts out as a double array (J.-I. Aoe, An Efficient Digital Search Algorithm, 1989): in go nodes, out
// come cells, the first node's first, such that a node's edge by a byte leads to the cell at its base plus the byte.

import type { TextNode } from '../../plan/plan.js';

export interface Cell {
  readonly base: number;
  /** The cell that leads here; null: the first node's, and cells of no node. */
  readonly from: number | null;
  /** Null: of no node. */
  readonly node: number | null;
}

export function packTrie(nodes: readonly TextNode[]): readonly Cell[] {
  const cellOf: number[] = [0];
  const taken: (boolean | undefined)[] = [true];
  const cells: { base: number; from: number | null; node: number | null }[] = [{ base: 0, from: null, node: 0 }];
  let firstFree = 1;
  nodes.forEach(({ edges }, node) => {
    if (edges.size === 0) {
      return;
    }
    const bytes = [...edges.keys()];
    const least = Math.min(...bytes);
    while (taken[firstFree]) {
      firstFree++;
    }
    let base = Math.max(0, firstFree - least);
    while (bytes.some((byte) => taken[base + byte])) {
      base++;
    }
    const from = cellOf[node]!;
    cells[from]!.base = base;
    for (const [byte, next] of edges) {
      taken[base + byte] = true;
      cellOf[next] = base + byte;
      cells[base + byte] = { base: 0, from, node: next };
    }
  });
  return Array.from(cells, (cell) => cell ?? { base: 0, from: null, node: null });
}
