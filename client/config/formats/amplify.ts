import { type Format, jsonText } from '../format';
import type { GameConfig } from '../game-config';

/**
 * The `ResourcesConfig` of Amplify JS v6, for `Amplify.configure`. A pool without a user pool is one of its forms
 * (`AuthIdentityPoolConfig`), which `amplify_outputs.json` does not have.
 *
 * @see https://aws-amplify.github.io/amplify-js/api/interfaces/aws_amplify.index.ResourcesConfig.html (documented)
 */
export const amplify: Format = {
  name: 'amplify',
  readBy: 'Amplify JS v6: Amplify.configure(config)',
  platforms: ['Web'],
  write: (config) => ({
    text: jsonText({
      Auth: { Cognito: cognito(config) },
      Storage: { S3: storage(config) },
      ...(config.scores && { API: { REST: { scores: { endpoint: config.scores.url, region: config.aws.region } } } }),
    }),
    lacks: {
      // Amplify's own switch is there for tests and fails in 6.22.1: the resolver refuses the very address that it was given.
      endpoint: 'the address of the local cloud for Storage, whose calls client/local-cloud.ts sends there',
      table: true,
      roles: true,
      samlProviders: true,
    },
  }),
};

function cognito({ aws: { endpoint }, identityPoolId, guests, userPool }: GameConfig): object {
  return {
    identityPoolId,
    allowGuestAccess: guests,
    ...(endpoint !== undefined && { identityPoolEndpoint: endpoint }),
    ...(userPool && {
      userPoolId: userPool.id,
      userPoolClientId: userPool.clientId,
      ...(endpoint !== undefined && { userPoolEndpoint: endpoint }),
      ...(userPool.managedLogin && {
        loginWith: { oauth: { ...userPool.managedLogin, responseType: 'code' } },
      }),
    }),
  };
}

const storage = ({ bucket, aws: { region } }: GameConfig) => ({ bucket, region });
