import type { CorsFacts, LeadingKeys } from '../shared/facts';

/** What the configuration says of a board. */
export interface Board {
  /** Which score is the better one. */
  readonly order: 'highest' | 'lowest';
  /** The least and the greatest score that is taken. */
  readonly min: number;
  readonly max: number;
  /** Seconds that a player lets pass between two scores on it. */
  readonly secondsBetween: number;
  /** Whether guests may submit. */
  readonly guests: boolean;
}

/** What the function of the scores is told at synthesis. */
export interface ScoresFacts extends CorsFacts {
  readonly schemaVersion: 1;
  readonly leadingKeys: LeadingKeys;
  /** By name. */
  readonly boards: Readonly<Record<string, Board>>;
  /** The attribute by which DynamoDB forgets what has had its time. */
  readonly timeToLiveAttribute: string;
}
