import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  GetOpenIdTokenCommand,
} from '@aws-sdk/client-cognito-identity';
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { oidcProviderArn, type Resources, roleArn, templatesWith } from './every-login';
import { backend } from './players';
import { startToldGame, type ToldGame } from './served-issuer';

let game: ToldGame;
afterEach(() => game.stop());

/** Adds a moderator's role, which may delete other players' protected files, and a mapping to it. */
const withModerators = (mapping: object) =>
  templatesWith('AWS::Cognito::IdentityPoolRoleAttachment', (resources, attachment) => {
    const authenticated = resourceOf(resources, 'AuthenticatedRole', 'AWS::IAM::Role');
    const { Statement } = authenticated.AssumeRolePolicyDocument;
    resources.Moderator = {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: 'moderator',
        AssumeRolePolicyDocument: { Version: '2012-10-17', Statement },
        Policies: [
          {
            PolicyName: 'Moderate',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::*/protected/*' }],
            },
          },
        ],
      },
    };
    const properties = resources[attachment]?.Properties ?? {};
    Object.assign(properties, { RoleMappings: { [oidcProviderArn]: mapping } });
  });

// biome-ignore lint/suspicious/noExplicitAny: a template's properties have no type of their own
function resourceOf(resources: Resources, idPrefix: string, type: string): any {
  const found = Object.entries(resources).find(([id, resource]) => id.startsWith(idPrefix) && resource.Type === type);
  if (found === undefined) throw new Error(`no ${type} begins with ${idPrefix}`);
  return found[1].Properties;
}

const byRule = (AmbiguousRoleResolution: string) => ({
  Type: 'Rules',
  AmbiguousRoleResolution,
  RulesConfiguration: {
    Rules: [{ Claim: 'role', MatchType: 'Equals', Value: 'moderator', RoleARN: roleArn('moderator') }],
  },
});
const byToken = { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' };

async function signedIn(player: string, claims: Record<string, unknown>, CustomRoleArn?: string) {
  const cognito = new CognitoIdentityClient(game.client);
  const Logins = { [game.loginsKey]: await game.issuer.idToken(player, claims) };
  const { IdentityId } = await cognito.send(new GetIdCommand({ IdentityPoolId: game.identityPoolId, Logins }));
  const { Credentials } = await cognito.send(
    new GetCredentialsForIdentityCommand({ IdentityId, Logins, CustomRoleArn }),
  );
  const { AccessKeyId = '', SecretKey = '', SessionToken } = Credentials ?? {};
  const config = {
    ...game.client,
    credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretKey, sessionToken: SessionToken },
  };
  const { Arn } = await new STSClient(config).send(new GetCallerIdentityCommand({}));
  return { role: Arn?.split('/')[1], s3: new S3Client(config), identityId: IdentityId, logins: Logins };
}

const players = () => game.authenticatedRoleArn.split('/')[1];

test('a moderator by rule may delete what another player may not', async () => {
  game = await startToldGame(withModerators(byRule('AuthenticatedRole')));
  const file = { Bucket: game.bucket, Key: 'protected/eu-west-1:somebody/avatar.png' };
  await backend(game).s3.send(new PutObjectCommand({ ...file, Body: 'rude' }));
  const player = await signedIn('paul', { role: 'player' });
  expect(player.role).toBe(players());
  await expect(player.s3.send(new DeleteObjectCommand(file))).rejects.toMatchObject({ name: 'AccessDenied' });
  const moderator = await signedIn('mona', { role: 'moderator' });
  expect(moderator.role).toBe('moderator');
  await expect(moderator.s3.send(new DeleteObjectCommand(file))).resolves.toHaveProperty('$metadata');
});

test('whom no rule is about is denied where the pool says so', async () => {
  game = await startToldGame(withModerators(byRule('Deny')));
  await expect(signedIn('paul', {})).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: `The ambiguous role mapping rules for: ${oidcProviderArn} denied this request.`,
  });
  expect((await signedIn('mona', { role: 'moderator' })).role).toBe('moderator');
});

test('a moderator by token is one whose token says so, or lists the role that she asks for', async () => {
  game = await startToldGame(withModerators(byToken));
  const arn = roleArn('moderator');
  expect((await signedIn('mona', { 'cognito:preferred_role': arn, 'cognito:roles': [arn] })).role).toBe('moderator');
  const two = { 'cognito:roles': [arn, game.authenticatedRoleArn] };
  expect((await signedIn('nora', two)).role).toBe(players());
  expect((await signedIn('nora', two, arn)).role).toBe('moderator');
  expect((await signedIn('paul', {})).role).toBe(players());
  await expect(signedIn('paul', {}, arn)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
});

test('with role mappings there is no basic flow', async () => {
  game = await startToldGame(withModerators(byToken));
  const { identityId, logins } = await signedIn('paul', {});
  const call = new CognitoIdentityClient(game.client).send(
    new GetOpenIdTokenCommand({ IdentityId: identityId, Logins: logins }),
  );
  await expect(call).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: expect.stringContaining('not supported with RoleMappings'),
  });
});
