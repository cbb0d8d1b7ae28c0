import { type Format, jsonText, type Written } from '../format';
import type { GameConfig } from '../game-config';

/** The version that `ampx generate outputs` writes (@aws-amplify/client-config 1.11.1). */
const version = '1.5';

/**
 * `amplify_outputs.json`, by its published schema: `packages/client-config/src/client-config-schema/schema_v1.5.json` of
 * aws-amplify/amplify-backend. The schema has no pool without a user pool; Amplify JS takes one all the same.
 *
 * @see https://docs.amplify.aws/react/reference/amplify_outputs/ (documented)
 */
export const amplifyOutputs: Format = {
  name: 'amplify-outputs',
  readBy: 'Amplify Gen 2: amplify_outputs.json',
  platforms: ['Web'],
  write(config: GameConfig): Written {
    const { aws, identityPoolId, guests, userPool, bucket, table, scores } = config;
    const oauth = oauthOf(config);
    return {
      text: jsonText({
        version,
        auth: {
          aws_region: aws.region,
          ...(userPool && { user_pool_id: userPool.id, user_pool_client_id: userPool.clientId }),
          identity_pool_id: identityPoolId,
          // Always told: without it there are guests.
          unauthenticated_identities_enabled: guests,
          ...(oauth && { oauth }),
        },
        storage: { aws_region: aws.region, bucket_name: bucket },
        custom: {
          table_name: table,
          ...(scores && { scores_url: scores.url }),
          ...(aws.endpoint !== undefined && { endpoint: aws.endpoint }),
        },
      }),
      lacks: {
        endpoint:
          'the address of the local cloud for Amplify itself, whose calls client/local-cloud.ts sends there (custom holds it)',
        ...(oauth === undefined && { managedLogin: 'managed login of an app client without logout URLs' }),
        roles: true,
        samlProviders: true,
      },
      remarks:
        userPool === undefined
          ? [
              'without a user pool this file is not of the published schema: Amplify JS takes it, Amplify Swift and Android do not; take amplifyconfiguration for them',
            ]
          : [],
    };
  },
};

/** The schema wants a URL at least to sign out to, and says which providers a user pool has besides itself: none here. */
function oauthOf({ userPool }: GameConfig): object | undefined {
  if (userPool?.managedLogin === undefined) return undefined;
  const { domain, redirectSignIn, redirectSignOut, scopes } = userPool.managedLogin;
  if (redirectSignOut.length === 0) return undefined;
  return {
    identity_providers: [],
    domain,
    scopes,
    // A list there has no URL twice.
    redirect_sign_in_uri: [...new Set(redirectSignIn)],
    redirect_sign_out_uri: [...new Set(redirectSignOut)],
    response_type: 'code',
  };
}
