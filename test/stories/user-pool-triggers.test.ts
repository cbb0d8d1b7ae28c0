import { join } from 'node:path';
import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
} from '@aws-sdk/client-cognito-identity';
import {
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type LocalCloud, startCloud } from '../../local/account/cloud';
import { readTemplateFiles } from '../../local/command/template-files';
import { keyPairsOnHand } from '../once-per-worker/key-pairs';

const Password = 'Correct-horse-9';
let cloud: LocalCloud | undefined;
afterEach(() => cloud?.stop());

/** The template with parameters of its own, deployed. */
async function deployed(parameters: Readonly<Record<string, string>> = {}) {
  cloud = await startCloud({
    assemblies: [],
    empty: { account: '123456789012', region: 'eu-west-1', partition: 'aws' },
    makeKeyPair: keyPairsOnHand(),
    templates: readTemplateFiles([`game=${join(__dirname, 'others-templates', 'with-triggers.yaml')}`]),
    parameters: Object.entries(parameters).map(([name, value]) => ({ name, value })),
  });
  const outputs = cloud.stacks.flatMap((stack) => stack.outputs.map(({ name, value }) => [name, value]));
  const values: Readonly<Record<string, string>> = Object.fromEntries(outputs);
  const common = { endpoint: cloud.url, region: cloud.region, maxAttempts: 1 };
  const userPool = new CognitoIdentityProviderClient(common);
  const { ClientId, PoolId: IdentityPoolId, Bucket, Provider = '' } = values;
  return {
    signUp: (Username: string) => userPool.send(new SignUpCommand({ ClientId, Username, Password })),
    async puts(USERNAME: string, Key: string): Promise<void> {
      const AuthParameters = { USERNAME, PASSWORD: Password };
      const { AuthenticationResult } = await userPool.send(
        new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }),
      );
      const Logins = { [Provider]: AuthenticationResult?.IdToken ?? '' };
      const identities = new CognitoIdentityClient(common);
      const { IdentityId } = await identities.send(new GetIdCommand({ IdentityPoolId, Logins }));
      const { Credentials } = await identities.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins }));
      const { AccessKeyId = '', SecretKey = '', SessionToken = '' } = Credentials ?? {};
      const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretKey, sessionToken: SessionToken };
      const s3 = new S3Client({ ...common, credentials, forcePathStyle: true });
      await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    },
  };
}

const notCalled = 'PreSignUp invocation failed due to error';

test.each<[string, Record<string, string>, string, object | undefined]>([
  ['whom the function lets pass signs up', {}, 'red-ana', undefined],
  [
    'whom it refuses does not',
    {},
    'eve',
    { name: 'UserLambdaValidationException', message: 'PreSignUp failed with error You are not invited.' },
  ],
  [
    'nobody signs up where the pool may not call it',
    { Granted: 'nothing' },
    'red-ana',
    { name: 'UnexpectedLambdaException', message: `${notCalled} AccessDeniedException.` },
  ],
  [
    'nobody signs up where another pool alone may call it',
    { Granted: 'another' },
    'red-ana',
    { name: 'UnexpectedLambdaException', message: `${notCalled} AccessDeniedException.` },
  ],
  [
    'nobody signs up where it is of a language that is not run',
    { Runtime: 'python3.13' },
    'red-ana',
    { name: 'UnexpectedLambdaException', message: expect.stringContaining(`${notCalled} InvalidRuntimeException.`) },
  ],
])('%s', async (_name, parameters, username, refusal) => {
  const { signUp } = await deployed(parameters);
  const asked = signUp(username);
  await (refusal === undefined
    ? expect(asked).resolves.toMatchObject({ UserConfirmed: true })
    : expect(asked).rejects.toMatchObject(refusal));
});

test('a claim of the function’s decides what a player may write', async () => {
  const { signUp, puts } = await deployed();
  for (const name of ['red-ana', 'bo']) await signUp(name);
  await puts('red-ana', 'red/save');
  await puts('bo', 'blue/save');
  await expect(puts('bo', 'red/save')).rejects.toMatchObject({ name: 'AccessDenied' });
});
