import { CognitoIdentityClient, GetIdCommand, GetOpenIdTokenCommand } from '@aws-sdk/client-cognito-identity';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import type { Game } from './deployment';
import { backend, guest, signedIn } from './players';

/** Everybody and everything that twin requests are about. */
export type Prepared = Awaited<ReturnType<typeof prepare>>;

/** Signs everybody in and puts one file and one record of each player in place. */
export async function prepare(game: Game) {
  const { bucket, table, client, identityPoolId: poolId } = game;
  const [adele, berta, visitor] = [await signedIn(game, 'Adele'), await signedIn(game, 'Berta'), await guest(game)];
  const cognito = new CognitoIdentityClient(client);
  const logins = async (player: string) => ({ [game.loginsKey]: await game.idToken(player) });
  const owner = (of: 'own' | 'others') => (of === 'own' ? adele : berta);
  const folder = (zone: string, of: 'own' | 'others') => `${zone}/${owner(of).identityId}/`;
  const file = ({ zone, of, name = 'file' }: { zone: string; of: 'own' | 'others'; name?: string }) => ({
    Bucket: bucket,
    Key: `${folder(zone, of)}${name}`,
  });
  let versionId = '';
  for (const player of [adele, berta]) {
    for (const zone of ['private', 'protected']) {
      const at = file({ zone, of: player === adele ? 'own' : 'others' });
      const { VersionId } = await player.s3.send(new PutObjectCommand({ ...at, Body: 'a file' }));
      if (player === adele && zone === 'private') versionId = VersionId ?? '';
    }
  }
  const { accessKeyId, secretAccessKey } = game.cloud.administrator;
  return {
    adele,
    visitor,
    backend: backend(game),
    bucket,
    table,
    poolId,
    versionId,
    cognito,
    playerCognito: new CognitoIdentityClient({ ...client, credentials: adele.s3.config.credentials }),
    backendCognito: new CognitoIdentityClient({ ...client, credentials: { accessKeyId, secretAccessKey } }),
    sts: new STSClient(client),
    roles: { guest: game.guestRoleArn, authenticated: game.authenticatedRoleArn },
    logins,
    folder,
    file,
    record: (of: 'own' | 'others') => ({
      TableName: table,
      Key: { pk: `PLAYER#${owner(of).identityId}`, sk: 'PROFILE' },
    }),
    guestToken: async () => {
      const { IdentityId } = await cognito.send(new GetIdCommand({ IdentityPoolId: poolId }));
      return (await cognito.send(new GetOpenIdTokenCommand({ IdentityId }))).Token;
    },
  };
}
