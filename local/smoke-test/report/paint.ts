import { styleText } from 'node:util';

/** Colours a text, or leaves it alone. */
export interface Paint {
  good(text: string): string;
  bad(text: string): string;
  faint(text: string): string;
  strong(text: string): string;
}

/** Colours on a terminal that has them, none elsewhere: into a file or a CI log, or where `NO_COLOR` is set. */
export function paintFor(stream: { isTTY?: boolean }, environment: { NO_COLOR?: string | undefined }): Paint {
  const coloured = stream.isTTY === true && !environment.NO_COLOR;
  const paint = (style: Parameters<typeof styleText>[0]) => (text: string) =>
    coloured ? styleText(style, text) : text;
  return { good: paint('green'), bad: paint(['red', 'bold']), faint: paint('dim'), strong: paint('bold') };
}
