import type { Problem } from '../../changes/problem';
import type { GameFederationInput } from '../../lib/config/schema';

/** What it costs, and what to do about it. */
export interface Cost {
  /** Every problem of every deployment after the first, as `<verdict>: <sentence>`. None: there is none. */
  readonly problems?: readonly `${Problem['verdict']}: ${string}`[];
  /** What to do instead, or what to know. There where there are problems. */
  readonly wayOut?: string;
}

/** A change of a stage's configuration, and all that is known of it before it is deployed. */
export interface Change extends Cost {
  /** What an adopter does, in their words. */
  readonly change: string;
  /** The configurations that are deployed, one after the other. */
  readonly deployments: readonly [GameFederationInput, GameFederationInput, ...GameFederationInput[]];
  /** Why the local cloud can't run it. Absent: it does. */
  readonly notRun?: string;
}

/** Changes of one kind, as the table shows them. */
export interface Chapter {
  readonly title: string;
  readonly changes: readonly Change[];
}

/** A change and its reverse, and what the reverse costs. */
export function bothWays(
  [on, off]: readonly [on: string, off: string],
  without: GameFederationInput,
  with_: GameFederationInput,
  costOfReverse: Cost = {},
): Change[] {
  return [
    { change: on, deployments: [without, with_] },
    { change: off, deployments: [with_, without], ...costOfReverse },
  ];
}
