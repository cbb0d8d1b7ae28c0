/** What time is and how it passes, so that a test can play it. */
export interface Time {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}
