import { GetOpenIdTokenForDeveloperIdentityCommand } from '@aws-sdk/client-cognito-identity';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import type { PlayerClients } from '../clients';
import type { SmokeTestEnvironment } from '../settings';
import type { ClaimTable } from './claim';

/** What the claims about what only the backend may do need to know. */
export interface BackendOnlyContext {
  readonly clients: PlayerClients;
  readonly environment: SmokeTestEnvironment;
  /** The developer provider's name where the deployment has one; IAM refuses before Cognito looks at it. */
  readonly developerProvider: string;
}

/** What only the game's backend may do: with any of it a player could be anyone. */
export const backendOnlyClaims: ClaimTable<BackendOnlyContext> = {
  refusedBy: ['AccessDeniedException'],
  claims: [
    {
      does: 'vouch for a player as the developer provider does',
      may: 'nobody',
      run: ({ clients, environment, developerProvider }) =>
        clients.cognito.send(
          new GetOpenIdTokenForDeveloperIdentityCommand({
            IdentityPoolId: environment.identityPoolId,
            Logins: { [developerProvider]: 'smoke-test-impostor' },
          }),
        ),
    },
    {
      does: 'read the players secret',
      may: 'nobody',
      run: ({ clients, environment }) =>
        clients.secrets.send(new GetSecretValueCommand({ SecretId: environment.playersSecretArn })),
    },
  ],
};
