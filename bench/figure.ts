/** What a figure is compared with: at most so much of a time or size, at least so much of a rate. */
export interface Goal {
  readonly at: 'most' | 'least';
  readonly value: number;
}

/** One line of the result. */
export interface Figure {
  readonly what: string;
  /** Of every number in it: `ms`, `s`, `requests/s`, `times` … */
  readonly unit: string;
  readonly median: number;
  /** What the median is of, in the order in which it was measured. */
  readonly samples: readonly number[];
  /** Absent: told for its own sake, or to explain another figure. */
  readonly goal?: Goal;
}

/** One file of measurements that belong together; `npm run bench -- <name>` runs it alone. */
export interface Measurement {
  readonly name: string;
  /** What is measured, in a few words, shown while it runs. */
  readonly about: string;
  measure(): Promise<readonly Figure[]>;
}

export const atMost = (value: number): Goal => ({ at: 'most', value });
export const atLeast = (value: number): Goal => ({ at: 'least', value });

/** A figure with its median. @throws Error without samples */
export function figure(what: string, unit: string, samples: readonly number[], goal?: Goal): Figure {
  return { what, unit, median: median(samples), samples, ...(goal === undefined ? {} : { goal }) };
}

/** The middle one, or the mean of the two in the middle. @throws Error without values */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('there is no median of nothing');
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
  return (lower + upper) / 2;
}

/** Median ÷ goal; undefined without a goal. */
export function ratioOf({ median, goal }: Figure): number | undefined {
  return goal === undefined ? undefined : median / goal.value;
}

/** Undefined without a goal. */
export function isMet({ median, goal }: Figure): boolean | undefined {
  if (goal === undefined) return undefined;
  return goal.at === 'most' ? median <= goal.value : median >= goal.value;
}
