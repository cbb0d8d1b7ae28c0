import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
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
import { StateStore } from '../../local/state/state-store';
import { keyPairsOnHand } from '../once-per-worker/key-pairs';

const Password = 'Correct-horse-9';
let cloud: LocalCloud | undefined;
afterEach(() => cloud?.stop());

const file = join(__dirname, 'others-templates', 'with-triggers.yaml');
type Edit = readonly [text: string | RegExp, by: string];

/** The template, with some of its text another. */
function edited(edits: readonly Edit[]): string {
  const text = edits.reduce(
    (now, [before, after]) => {
      const changed = now.replace(before, () => after);
      if (changed === now) throw new Error(`${before} is not in the template`);
      return changed;
    },
    readFileSync(file, 'utf8'),
  );
  const copy = join(mkdtempSync(join(tmpdir(), 'triggers-')), 'template.yaml');
  writeFileSync(copy, text);
  return copy;
}

/** The template with parameters of its own, deployed: to an account that is kept, where a folder is given. */
async function deployed(parameters: Readonly<Record<string, string>> = {}, path = file, folder?: string) {
  cloud = await startCloud({
    ...(folder === undefined ? {} : { state: StateStore.open(folder) }),
    assemblies: [],
    empty: { account: '123456789012', region: 'eu-west-1', partition: 'aws' },
    makeKeyPair: keyPairsOnHand(),
    templates: readTemplateFiles([`game=${path}`]),
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

const preSignUp = 'PreSignUp: !GetAtt Gate.Arn, ';

test.each<[string, readonly Edit[], string, string]>([
  ['as it was', [], 'refused: PreSignUp failed with error You are not invited.', 'confirmed'],
  [
    'changed in its code',
    [["startsWith('eve')", "startsWith('red')"]],
    'confirmed',
    'refused: PreSignUp failed with error You are not invited.',
  ],
  ['another one', [[preSignUp, 'PreSignUp: !GetAtt Claims.Arn, ']], 'unconfirmed', 'unconfirmed'],
  ['taken out of the pool', [[preSignUp, '']], 'unconfirmed', 'unconfirmed'],
  [
    'deleted, and still named by the pool',
    [
      [preSignUp, 'PreSignUp: !Sub "arn:aws:lambda:eu-west-1:${AWS::AccountId}:function:gone", '],
      [/ {2}Gate:\n[\s\S]*?(?= {2}Claims:)/, ''],
      [/ {2}MayGate:\n[\s\S]*?(?= {2}MayClaims:)/, ''],
    ],
    `refused: ${notCalled} AccessDeniedException.`,
    `refused: ${notCalled} AccessDeniedException.`,
  ],
])('after a restart of an account that is kept, the function is %s', async (_name, edits, eve, red) => {
  const folder = mkdtempSync(join(tmpdir(), 'triggers-'));
  await deployed({}, file, folder);
  await cloud?.stop();
  const { signUp } = await deployed({}, edits.length === 0 ? file : edited(edits), folder);
  const told = (username: string) =>
    signUp(username).then(
      ({ UserConfirmed }) => (UserConfirmed ? 'confirmed' : 'unconfirmed'),
      (error: Error) => `refused: ${error.message}`,
    );
  expect([await told('eve'), await told('red-bo')]).toEqual([eve, red]);
});

test('a function that needs its own pool is refused, as CloudFormation does', async () => {
  const circle: Edit = [
    '      Runtime: !Ref Runtime\n',
    '      Runtime: !Ref Runtime\n      Environment: {Variables: {POOL: !Ref Players}}\n',
  ];
  cloud = undefined;
  await expect(deployed({}, edited([circle]))).rejects.toThrow('Circular dependency between resources');
});

/** A role that the function may name, and who may take it. */
const roleNamed = (name: string, aud: string) => `  ${name}:
    Type: AWS::IAM::Role
    Properties:
      RoleName: ${name}
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal: {Federated: cognito-identity.amazonaws.com}
            Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession']
            Condition:
              StringEquals: {'cognito-identity.amazonaws.com:aud': ${aud}}
              'ForAnyValue:StringLike': {'cognito-identity.amazonaws.com:amr': authenticated}
      Policies:
        - PolicyName: all
          PolicyDocument:
            Version: '2012-10-17'
            Statement: [{Effect: Allow, Action: 's3:PutObject', Resource: !Sub '\${Storage.Arn}/boss/*'}]
`;

test.each([
  ['that trusts the identity pool is taken', 'Boss', 'no refusal'],
  ['that does not is refused', 'Stranger', 'InvalidIdentityPoolConfigurationException'],
])('a role of the function’s %s', async (_name, role, told) => {
  const arn = `arn:aws:iam::123456789012:role/${role}`;
  const groups = `groupOverrideDetails: { iamRolesToOverride: ['${arn}'], preferredRole: '${arn}' }`;
  const mapping =
    "RoleMappings: {Pool: {IdentityProvider: !Sub '${Players.ProviderName}:${App}', Type: Token, AmbiguousRoleResolution: Deny}}";
  const { signUp, puts } = await deployed(
    {},
    edited([
      ['claimsToAddOrOverride: { clan } }', `claimsToAddOrOverride: { clan }, ${groups} }`],
      ['Roles: {authenticated: !GetAtt Player.Arn}}', `Roles: {authenticated: !GetAtt Player.Arn}, ${mapping}}`],
      [
        '  Storage: {Type',
        `${roleNamed('Boss', '!Ref Identities')}${roleNamed('Stranger', 'eu-west-1:nobody')}  Storage: {Type`,
      ],
    ]),
  );
  await signUp('bo');
  expect(
    await puts('bo', 'boss/save').then(
      () => 'no refusal',
      (error: Error) => error.name,
    ),
  ).toBe(told);
});
