import type { Paint } from '../../../local/smoke-test/report/paint';
import type { Plan } from '../plan';

/** What a format may be told beside the plan. */
export interface FormatOptions {
  readonly paint: Paint;
  /** The file of the stage's configuration, as whoever reads the output knows it. Undefined: it lies outside of what they see. */
  readonly file: string | undefined;
}

/** Writes a plan, without a line break at the end. */
export type Format = (plan: Plan, options: FormatOptions) => string;
