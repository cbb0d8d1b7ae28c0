import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
} from '@aws-sdk/client-cognito-identity';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { ClientConfig } from './client-config';
import type { DeployedStage } from './deployed-stage';
import type { Facts } from './facts';
import { type DataPlaces, reachOf, writeOwn } from './reach';
import { refused, tried } from './tried';

/** A session of somebody's, and whose. */
export interface Session {
  readonly identityId: string;
  readonly config: ClientConfig;
}

export const clientOf = ({ cloud: { url: endpoint, region } }: DeployedStage) => ({ endpoint, region });

/** The enhanced flow. @param logins none: a guest @param identityId one who was here before */
export async function enter(
  stage: DeployedStage,
  identityPoolId: string,
  logins: Readonly<Record<string, string>>,
  identityId?: string,
): Promise<Session> {
  const client = new CognitoIdentityClient(clientOf(stage));
  const Logins = { ...logins };
  const IdentityId =
    identityId ?? (await client.send(new GetIdCommand({ IdentityPoolId: identityPoolId, Logins }))).IdentityId ?? '';
  const { Credentials } = await client.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins }));
  return { identityId: IdentityId, config: { ...clientOf(stage), credentials: credentialsOf(Credentials) } };
}

/** As the identity pool and STS spell them. */
export function credentialsOf(
  given: { AccessKeyId?: string; SecretKey?: string; SecretAccessKey?: string; SessionToken?: string } | undefined,
): ClientConfig['credentials'] {
  const { AccessKeyId = '', SecretKey, SecretAccessKey, SessionToken = '' } = given ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretKey ?? SecretAccessKey ?? '', sessionToken: SessionToken };
}

/** `GuestRole`: the role of a session, by its name in the template, which outlasts a new ARN. */
export async function roleOf(stage: DeployedStage, config: ClientConfig): Promise<string> {
  const { Arn = '' } = await new STSClient(config).send(new GetCallerIdentityCommand({}));
  const [, name] = Arn.split('/');
  const role = stage.resources().find(({ type, ref }) => type === 'AWS::IAM::Role' && ref === name);
  return role === undefined ? 'a role of no stack' : withoutHash(role.logicalId);
}

export const withoutHash = (logicalId: string) => logicalId.replace(/[0-9A-F]{8}$/, '');

/**
 * What somebody sees who comes in.
 *
 * @param own the places that are theirs, by their identity
 * @param first whether they have not played yet: then they save something
 */
export async function seenBy(
  stage: DeployedStage,
  places: DataPlaces,
  enters: () => Promise<Session>,
  own: (identityId: string) => readonly string[],
  first: boolean,
): Promise<Facts> {
  let session: Session | undefined;
  const entered = await tried(async () => {
    session = await enters();
  });
  if (session === undefined) return { enters: entered.startsWith(refused) ? entered : `${refused}${entered}` };
  const { identityId, config } = session;
  if (first) await writeOwn(places, config, own(identityId));
  return {
    enters: entered,
    identity: identityId,
    role: await tried(() => roleOf(stage, config)),
    ...(await reachOf(places, config, own(identityId))),
  };
}
