import { type Format, jsonText } from '../format';
import type { GameConfig } from '../game-config';

/**
 * Settings for .NET, and for Unity's `JsonUtility`, which knows classes with public fields and lists of them, and no dictionaries
 * (documented). The section `AWS` is the one that `AWSSDK.Extensions.NETCore.Setup` reads: with a `ServiceURL` it sets no region on the
 * client, which then signs for `AuthenticationRegion`; `ForcePathStyle` goes to S3 alone (both read in its sources).
 *
 * @see https://docs.unity3d.com/Manual/JSONSerialization.html
 * @see https://docs.aws.amazon.com/sdk-for-net/v4/developer-guide/net-dg-config-netcore.html
 */
export const dotnet: Format = {
  name: 'dotnet',
  readBy: 'Unity (JsonUtility) and .NET (Microsoft.Extensions.Configuration)',
  platforms: [],
  write: (config) => ({ text: jsonText({ AWS: awsSection(config), Game: gameSection(config) }) }),
};

function awsSection({ aws: { region, endpoint } }: GameConfig): object {
  const local = { ServiceURL: endpoint, AuthenticationRegion: region, ForcePathStyle: true };
  return { Region: region, ...(endpoint !== undefined && local) };
}

function gameSection(config: GameConfig): object {
  const { identityPoolId, guests, bucket, table, userPool, scores, roles, samlProviders } = config;
  const page = userPool?.managedLogin;
  return {
    IdentityPoolId: identityPoolId,
    Guests: guests,
    Bucket: bucket,
    Table: table,
    ...(userPool && {
      UserPool: {
        Id: userPool.id,
        ClientId: userPool.clientId,
        ...(page && {
          ManagedLogin: {
            Domain: page.domain,
            RedirectSignIn: page.redirectSignIn,
            RedirectSignOut: page.redirectSignOut,
            Scopes: page.scopes,
          },
        }),
      },
    }),
    ...(scores && { ScoresUrl: scores.url }),
    Roles: {
      Authenticated: roles.authenticated,
      ...(roles.guest !== undefined && { Guest: roles.guest }),
      Named: listed(roles.named),
      Federated: listed(roles.federated),
    },
    SamlProviders: listed(samlProviders),
  };
}

/** What is a dictionary elsewhere. */
function listed(arns: Readonly<Record<string, string>>): object[] {
  return Object.entries(arns).map(([Name, Arn]) => ({ Name, Arn }));
}
