/**
 * How much of a request is read, and how long is waited for it. How large a body may be is each service's own to say
 * (`Service.largestBody`).
 */
export interface Limits {
  /** The request line and all headers together, in bytes. A larger head answers a bare 431. */
  readonly headBytes: number;
  /** How many headers one request may have. More answer a bare 431: what is cut off unseen could not be judged. */
  readonly headers: number;
  /** How long a client may take to send its head, in milliseconds. A slower one gets a bare 408. */
  readonly headMilliseconds: number;
  /**
   * How long a body may pause, in milliseconds. **Observed**: S3 waits 20 seconds (ncri/s3_uploader_example#3). Whoever is slower is
   * answered by the service.
   */
  readonly pauseMilliseconds: number;
  /** How long a whole body may take, in milliseconds, so that a trickle ends too. */
  readonly bodyMilliseconds: number;
  /** How long a client may leave an answer unread, in milliseconds; its connection is then closed. */
  readonly unreadMilliseconds: number;
}

/** The largest body of a service whose requests are a few parameters, in bytes. What AWS reads of one is **unconfirmed**. */
export const parametersOnly = 1024 * 1024;

/** The limits of the local cloud. */
export const limits: Limits = {
  headBytes: 16 * 1024,
  headers: 256,
  headMilliseconds: 10_000,
  pauseMilliseconds: 20_000,
  bodyMilliseconds: 60_000,
  unreadMilliseconds: 60_000,
};
