import { type Figure, isMet, ratioOf } from './figure';

const columns = ['what', 'median', 'goal', 'ratio', 'met?'];

/** The figures as an aligned table: ratio is median ÷ goal, so what a goal bounds from above is good below 1. */
export function table(figures: readonly Figure[]): string {
  const rows = [columns, ...figures.map(row)];
  const widths = columns.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  return rows.map((cells) => cells.map((cell, column) => aligned(cell, column, widths)).join('  ')).join('\n');
}

function row(figure: Figure): string[] {
  const { what, unit, median, goal } = figure;
  const met = isMet(figure);
  return [
    what,
    `${readable(median)} ${unit}`,
    goal === undefined ? '' : `${goal.at === 'most' ? '≤' : '≥'} ${readable(goal.value)}`,
    ratioOf(figure)?.toFixed(2) ?? '',
    met === undefined ? '' : met ? 'yes' : 'NO',
  ];
}

function aligned(cell: string, column: number, widths: readonly number[]): string {
  const width = widths[column] ?? 0;
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

/** Three digits that matter; large numbers whole, with their thousands told apart. */
function readable(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}
