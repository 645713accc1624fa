// Rows of cells as aligned columns, as the loader's tables are (loader/grid.c): the first row is the head, names stand
// left and what is counted right.

export function printGrid(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row, index) => width(row, index, column))));
  return rows.map((row, index) => `${row.map((cell, column) =>
    (column === 0 ? `${indent(index)}${cell}`.padEnd(widths[0]!) : `  ${cell.padStart(widths[column]!)}`)).join('')}\n`).join('');
}

function width(row: readonly string[], index: number, column: number): number {
  return row[column]!.length + (column === 0 ? indent(index).length : 0);
}

function indent(row: number): string {
  return row === 0 ? '' : '  ';
}
