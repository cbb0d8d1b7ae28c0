import { CognitoIdentityClient, GetIdCommand, GetOpenIdTokenCommand } from '@aws-sdk/client-cognito-identity';
import { GetObjectCommand, PutObjectCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { fromCognitoIdentityPool, fromWebToken } from '@aws-sdk/credential-providers';
import { oidcProviderArn, type Resources, templatesWith } from './every-login';
import { startToldGame, type ToldGame } from './served-issuer';

let game: ToldGame;
beforeAll(async () => {
  game = await startToldGame(
    templatesWith('AWS::Cognito::IdentityPoolRoleAttachment', (resources, attachment) => {
      const properties = resources[attachment]?.Properties as { IdentityPoolId: object };
      resources.ClanTag = {
        Type: 'AWS::Cognito::IdentityPoolPrincipalTag',
        Properties: {
          IdentityPoolId: properties.IdentityPoolId,
          IdentityProviderName: oidcProviderArn,
          PrincipalTags: { clan: 'clan' },
        },
      };
      openClanZone(resources);
    }),
  );
});
afterAll(() => game.stop());

/** Members of a clan read and write its files; a clan's name is one path segment. */
function openClanZone(resources: Resources): void {
  const role = Object.entries(resources).find(
    ([id, { Type }]) => id.startsWith('AuthenticatedRole') && Type === 'AWS::IAM::Role',
  )?.[1].Properties as { AssumeRolePolicyDocument: { Statement: { Action: unknown }[] } };
  for (const statement of role.AssumeRolePolicyDocument.Statement) {
    statement.Action = ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'];
  }
  Object.assign(role, {
    Policies: [
      {
        PolicyName: 'Clan',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: ['s3:GetObject', 's3:PutObject'],
              Resource: 'arn:aws:s3:::*/clans/${aws:PrincipalTag/clan}/*',
              Condition: { StringNotLike: { 'aws:PrincipalTag/clan': '*/*' } },
            },
          ],
        },
      },
    ],
  });
}

type Credentials = S3ClientConfig['credentials'];

const logins = async (player: string, clan?: unknown) => ({
  [game.loginsKey]: await game.issuer.idToken(player, clan === undefined ? {} : { clan }),
});
const enhanced = async (player: string, clan?: unknown): Promise<Credentials> =>
  fromCognitoIdentityPool({
    identityPoolId: game.identityPoolId,
    logins: await logins(player, clan),
    clientConfig: game.client,
  });
const basic = async (player: string, clan?: unknown): Promise<Credentials> => {
  const cognito = new CognitoIdentityClient(game.client);
  const Logins = await logins(player, clan);
  const { IdentityId } = await cognito.send(new GetIdCommand({ IdentityPoolId: game.identityPoolId, Logins }));
  const { Token = '' } = await cognito.send(new GetOpenIdTokenCommand({ IdentityId, Logins }));
  return fromWebToken({ roleArn: game.authenticatedRoleArn, webIdentityToken: Token, clientConfig: game.client });
};

const reads = async (credentials: Credentials, clan: string) => {
  const s3 = new S3Client({ ...game.client, credentials });
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: game.bucket, Key: `clans/${clan}/plan.txt` }));
  return Body?.transformToString();
};
const writes = (credentials: Credentials, clan: string) =>
  new S3Client({ ...game.client, credentials }).send(
    new PutObjectCommand({ Bucket: game.bucket, Key: `clans/${clan}/plan.txt`, Body: 'plan' }),
  );
const denied = { name: 'AccessDenied' };

describe.each([
  ['enhanced', enhanced],
  ['basic', basic],
])('by the %s flow', (_flow, credentials) => {
  test('a member reads and writes her clan’s files, and no other clan’s', async () => {
    const red = await credentials('rita', 'red');
    const blue = await credentials('bob', 'blue');
    await writes(red, 'red');
    await writes(blue, 'blue');
    expect(await reads(await credentials('ruth', 'red'), 'red')).toBe('plan');
    await expect(reads(blue, 'red')).rejects.toMatchObject(denied);
    await expect(writes(red, 'blue')).rejects.toMatchObject(denied);
    expect(await reads(blue, 'blue')).toBe('plan');
  });

  test('a player without clan reaches none, neither a named nor a nameless one', async () => {
    const stranger = await credentials('sam');
    await expect(reads(stranger, 'red')).rejects.toMatchObject(denied);
    await expect(writes(stranger, '')).rejects.toMatchObject(denied);
    await expect(writes(await credentials('rita', 'red'), 'red')).resolves.toHaveProperty('$metadata');
  });

  test('no clan’s name reaches into another clan', async () => {
    const inside = await credentials('eve', 'red/plans');
    await expect(writes(inside, 'red/plans')).rejects.toMatchObject(denied);
    await expect(reads(inside, 'red')).rejects.toMatchObject(denied);
    const all = credentials('eve', '*').then((given) => reads(given, 'red'));
    await expect(all).rejects.toMatchObject({ name: 'InvalidIdentityPoolConfigurationException' });
    await expect(reads(await credentials('rita', 'red'), 'red')).resolves.toBe('plan');
  });
});
