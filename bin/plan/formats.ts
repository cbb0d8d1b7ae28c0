import type { Format } from './formats/format';
import { githubText } from './formats/github';
import { readerText } from './formats/text';

/** The ways to write a plan, by their names. */
export const formats = {
  text: readerText,
  json: (plan) => JSON.stringify(plan, undefined, 2),
  github: githubText,
} as const satisfies Readonly<Record<string, Format>>;

export type FormatName = keyof typeof formats;

/** Their names. */
export const formatNames = Object.keys(formats) as readonly FormatName[];
