import type { Paint } from '../smoke-test/report/paint';

/** What `npm start` ends with. @param explained whether the decisions were printed */
export function verdict(paint: Paint, ok: boolean, milliseconds: number, explained: boolean): string {
  if (!ok) {
    const more = explained ? '.' : '; run again with --explain for every decision behind them.';
    return paint.bad(`Some checks do not hold${more}`);
  }
  return paint.good(`Every check holds (${seconds(milliseconds)} in all). Now what? npm run local keeps the cloud up.`);
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
