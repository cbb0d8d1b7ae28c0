import { createHmac } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudFormationClient,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
} from '@aws-sdk/client-cognito-identity';
import {
  AdminConfirmSignUpCommand,
  CognitoIdentityProviderClient,
  DescribeIdentityProviderCommand,
  DescribeUserPoolClientCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type LocalCloud, startCloud } from '../../local/account/cloud';
import { readTemplateFiles } from '../../local/command/template-files';
import { administratorClient } from '../../local/smoke-test/administrator-client';
import { StateStore } from '../../local/state/state-store';
import { keyPairsOnHand } from '../once-per-worker/key-pairs';

/** The template's account, kept in a folder. */
const folder = mkdtempSync(join(tmpdir(), 'with-secret-'));
const start = () =>
  startCloud({
    assemblies: [],
    empty: { account: '123456789012', region: 'eu-west-1', partition: 'aws' },
    makeKeyPair: keyPairsOnHand(),
    state: StateStore.open(folder),
    templates: readTemplateFiles([`game=${join(__dirname, 'others-templates', 'with-secret.yaml')}`]),
  });

const Username = 'ana@my-studio.com';
const password = 'Correct-horse-9';
const hash = (secret: string, name: string, clientId: string) =>
  createHmac('sha256', secret)
    .update(name + clientId)
    .digest('base64');

const outputsOf = (cloud: LocalCloud): Record<string, string> =>
  Object.fromEntries(cloud.stacks.flatMap(({ outputs }) => outputs.map(({ name, value }) => [name, value])));
const nobody = (cloud: LocalCloud) => ({ endpoint: cloud.url, region: cloud.region, maxAttempts: 1 });

/** What the template handed to the game's server, and what the administrator is shown. */
async function secretsOf(cloud: LocalCloud): Promise<readonly (string | undefined)[]> {
  const { UserPoolId, ClientId } = outputsOf(cloud);
  const administrator = administratorClient(cloud);
  const { SecretString } = await new SecretsManagerClient(administrator).send(
    new GetSecretValueCommand({ SecretId: 'server' }),
  );
  const { UserPoolClient } = await new CognitoIdentityProviderClient(administrator).send(
    new DescribeUserPoolClientCommand({ UserPoolId, ClientId }),
  );
  return [SecretString, UserPoolClient?.ClientSecret];
}

const signIn = (
  cloud: LocalCloud,
  parameters: Record<string, string>,
  AuthFlow: 'USER_PASSWORD_AUTH' | 'REFRESH_TOKEN_AUTH',
) =>
  new CognitoIdentityProviderClient(nobody(cloud)).send(
    new InitiateAuthCommand({ ClientId: outputsOf(cloud).ClientId, AuthFlow, AuthParameters: parameters }),
  );

const googleOf = async (cloud: LocalCloud) => {
  const { UserPoolId } = outputsOf(cloud);
  const named = new DescribeIdentityProviderCommand({ UserPoolId, ProviderName: 'Google' });
  return (await new CognitoIdentityProviderClient(administratorClient(cloud)).send(named)).IdentityProvider;
};

/** What CloudFormation tells of the stack. */
async function toldOf(cloud: LocalCloud): Promise<string> {
  const client = new CloudFormationClient(administratorClient(cloud));
  const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName: 'game' }));
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: 'game' }));
  const { StackResources } = await client.send(new DescribeStackResourcesCommand({ StackName: 'game' }));
  const properties = StackEvents.map(({ ResourceProperties }) => ResourceProperties).join('');
  return properties + JSON.stringify([StackEvents, Stacks, StackResources]);
}

test('a player of a template’s client with a secret signs in by its hash alone, also after a restart', async () => {
  const first = await start();
  const { UserPoolId = '', ClientId = '', PoolId = '', Bucket = '' } = outputsOf(first);
  const [secret = '', shown] = await secretsOf(first);
  expect(shown).toBe(secret);
  // Whoever may look at the stack alone is not told it.
  const told = await toldOf(first);
  expect(told).toContain('"SecretString":"****"');
  expect(told).not.toContain(secret);
  const google = await googleOf(first);
  expect(google).toMatchObject({ ProviderType: 'Google', AttributeMapping: { email: 'email' } });
  const byPassword = { USERNAME: Username, PASSWORD: password };
  const SECRET_HASH = hash(secret, Username, ClientId);
  let own: { sub: string; refreshToken: string };
  try {
    const anybody = new CognitoIdentityProviderClient(nobody(first));
    const member = { ClientId, Username, Password: password };
    await expect(anybody.send(new SignUpCommand(member))).rejects.toThrow('SECRET_HASH was not received');
    const { UserSub = '' } = await anybody.send(new SignUpCommand({ ...member, SecretHash: SECRET_HASH }));
    await new CognitoIdentityProviderClient(administratorClient(first)).send(
      new AdminConfirmSignUpCommand({ UserPoolId, Username }),
    );
    const wrongs: Record<string, string>[] = [{}, { SECRET_HASH: hash('x', Username, ClientId) }];
    for (const wrong of wrongs) {
      const refused = { name: 'NotAuthorizedException', message: expect.stringMatching(/SECRET_HASH|secret hash/) };
      await expect(signIn(first, { ...byPassword, ...wrong }, 'USER_PASSWORD_AUTH')).rejects.toMatchObject(refused);
    }
    const { AuthenticationResult } = await signIn(first, { ...byPassword, SECRET_HASH }, 'USER_PASSWORD_AUTH');
    own = { sub: UserSub, refreshToken: AuthenticationResult?.RefreshToken ?? '' };
    const Logins = { [`cognito-idp.eu-west-1.amazonaws.com/${UserPoolId}`]: AuthenticationResult?.IdToken ?? '' };
    const identities = new CognitoIdentityClient(nobody(first));
    const { IdentityId = '' } = await identities.send(new GetIdCommand({ IdentityPoolId: PoolId, Logins }));
    const { Credentials } = await identities.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins }));
    const { AccessKeyId = '', SecretKey = '', SessionToken = '' } = Credentials ?? {};
    const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretKey, sessionToken: SessionToken };
    const s3 = new S3Client({ ...nobody(first), credentials, forcePathStyle: true });
    const put = (Key: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    await put(`private/${IdentityId}/save`);
    await expect(put('private/eu-west-1:0/save')).rejects.toMatchObject({ name: 'AccessDenied' });
    // The client may not be asked for by a player, secret and all.
    const player = new CognitoIdentityProviderClient({ ...nobody(first), credentials });
    await expect(player.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  } finally {
    await first.stop();
  }
  const second = await start();
  try {
    expect(await secretsOf(second)).toEqual([secret, secret]);
    expect(await googleOf(second)).toEqual(google);
    const refreshed = (SECRET: string) =>
      signIn(second, { REFRESH_TOKEN: own.refreshToken, SECRET_HASH: SECRET }, 'REFRESH_TOKEN_AUTH');
    expect((await refreshed(hash(secret, own.sub, ClientId))).AuthenticationResult?.IdToken).toBeTruthy();
    await expect(refreshed(SECRET_HASH)).rejects.toThrow('SecretHash does not match');
    expect(
      (await signIn(second, { ...byPassword, SECRET_HASH }, 'USER_PASSWORD_AUTH')).AuthenticationResult,
    ).toBeTruthy();
  } finally {
    await second.stop();
  }
});
