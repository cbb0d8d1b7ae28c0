import { stripVTControlCharacters } from 'node:util';

/** Lines of cells, each column as wide as its widest cell; colours do not count. */
export function alignColumns(rows: readonly (readonly string[])[], gap = '  '): string[] {
  const width = (cell: string) => stripVTControlCharacters(cell).length;
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, width(cell));
  }
  return rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - width(cell)))
      .join(gap)
      .trimEnd(),
  );
}
