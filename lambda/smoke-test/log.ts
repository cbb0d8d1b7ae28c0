import type { Mask } from './mask';
import type { Time } from './time';

/** As CloudWatch Logs' filters know them. */
export type LogLevel = 'INFO' | 'WARN' | 'ERROR';

/** Writes one structured line. */
export type Log = (level: LogLevel, message: string, details?: Readonly<Record<string, unknown>>) => void;

/**
 * A log of one JSON object per line, everything in it masked. Written past `console`, which Lambda's JSON log format wraps once more;
 * a line with `timestamp` and `level` it leaves as it is.
 */
export function jsonLog(
  mask: Mask,
  time: Pick<Time, 'now'>,
  write: (line: string) => void = (line) => process.stdout.write(line),
): Log {
  return (level, message, details = {}) => {
    const timestamp = new Date(time.now()).toISOString();
    write(`${JSON.stringify(mask.json({ timestamp, level, message, ...details }))}\n`);
  };
}
