/** Writes one structured line: what happened to a request, and never whose it was. */
export type Log = (level: 'INFO' | 'ERROR', message: string, details: Details) => void;

/**
 * All that a line may say. No identity ID (a guest's is a bearer secret), no `sub`, no public ID, no name and no score: who reads the log
 * learns how the service does and not what anybody did. So the fields are named here, and nothing is passed through.
 */
export interface Details {
  /** API Gateway's, by which the line is found that a player's report is about. */
  readonly requestId?: string | undefined;
  readonly route?: string | undefined;
  readonly statusCode?: number;
  /** The refusal's. */
  readonly error?: string;
  readonly milliseconds?: number;
}

/** A log of one JSON object per line, past `console`, which Lambda's JSON format would wrap once more. */
export function jsonLog(write: (line: string) => void = (line) => process.stdout.write(line)): Log {
  return (level, message, { requestId, route, statusCode, error, milliseconds }) => {
    const line = { timestamp: new Date().toISOString(), level, message };
    write(`${JSON.stringify({ ...line, requestId, route, statusCode, error, milliseconds })}\n`);
  };
}
