import type { PlayerCredentials, SmokeTestClients } from '../clients';
import type { SmokeTestFacts } from '../facts';
import type { Mask } from '../mask';
import type { Player } from '../player-tokens/player';
import type { SmokeTestStep } from '../report';
import type { SmokeTestEnvironment } from '../settings';
import type { Try } from '../step';

/** What a flow works with. */
export interface FlowContext {
  readonly clients: SmokeTestClients;
  readonly environment: SmokeTestEnvironment;
  readonly facts: SmokeTestFacts;
  readonly mask: Mask;
  readonly attempt: Try;
  /** Milliseconds since the epoch until which IAM may take to allow what it is to allow. */
  readonly allowUntil: number;
  /** Tries the tables that have this claim alone. Absent: all. */
  readonly only?: string;
}

/** Credentials for a player, as far as they were given. */
export interface SignIn {
  readonly steps: readonly SmokeTestStep[];
  readonly credentials?: PlayerCredentials;
  /** Cognito's token, by the basic flow. */
  readonly openIdToken?: string;
}

/** One way from an identity to credentials. */
export interface Flow {
  readonly name: 'enhanced' | 'basic';
  signIn(player: Player, identityId: string, context: FlowContext): Promise<SignIn>;
}

/** The role that this player is to be given. */
export function expectedRoleArn(player: Pick<Player, 'kind'>, environment: SmokeTestEnvironment): string {
  if (player.kind === 'signed-in') return environment.authenticatedRoleArn;
  if (environment.guestRoleArn === undefined)
    throw new Error('Guests are on, but the guest role is not in the environment.');
  return environment.guestRoleArn;
}
