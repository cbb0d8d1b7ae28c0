import type { DeployedResource } from '../../../assembly/types';
import { assumeRoleForService } from '../../../local/iam/assume-role';
import type { IamInventory } from '../../../local/iam/inventory';
import type { Session } from '../../../local/sessions/session';
import { BodiesOnHand } from '../state/kept/bodies-on-hand';
import { FederationCloud, TestClock } from './cloud';
import {
  account,
  arn,
  inline,
  otherPoolId,
  ownFiles,
  poolId,
  poolTrust,
  providerArn,
  resource,
  role,
} from './deployment';
import { Issuer, issuersFetch } from './issuer';

/** A small game: two pools, an RSA and an elliptic-curve issuer, and the roles that players can take. */
export interface Game {
  readonly clock: TestClock;
  readonly cloud: FederationCloud;
  readonly issuer: Issuer;
  readonly ellipticIssuer: Issuer;
  readonly secondIssuer: Issuer;
  /** The same deployment in a new process, in which nobody has been yet. */
  readonly startAgain: (deployed?: readonly DeployedResource[]) => FederationCloud;
  /** What is deployed. */
  readonly deployed: readonly DeployedResource[];
}

const lambdaTrust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } };

/** What a test breaks. */
export interface GameChanges {
  /** The roles attached to the first pool. */
  readonly roles?: Record<string, string>;
  /** The first pool's role mappings. */
  readonly roleMappings?: Record<string, object>;
  /** More properties of the first pool. */
  readonly pool?: Record<string, unknown>;
  /** Resources beside those that are always there. */
  readonly resources?: readonly DeployedResource[];
  /** What is in the account beside them. */
  readonly existing?: IamInventory;
  /** Reaches what no issuer of the game answers for. */
  readonly fetch?: typeof fetch;
}

/** Starts the game anew: no state is shared between tests. */
export async function startGame(changes: GameChanges = {}): Promise<Game> {
  const clock = new TestClock();
  const issuer = await Issuer.start('https://login.star.example', 'star-app', clock);
  const ellipticIssuer = await Issuer.start('https://curve.star.example/realms/game', 'star-app', clock, 'ES256');
  const secondIssuer = await Issuer.start('https://second.star.example', 'star-app', clock);
  const issuers = [issuer, ellipticIssuer, secondIssuer];
  const fetch = issuersFetch(issuers, changes.fetch);
  const all = [...resources(changes, ...issuers), ...(changes.resources ?? [])];
  const bodies = new BodiesOnHand();
  const startAgain = (deployed: readonly DeployedResource[] = all) =>
    new FederationCloud(deployed, clock, fetch, changes.existing, bodies);
  return { clock, cloud: startAgain(), issuer, ellipticIssuer, secondIssuer, startAgain, deployed: all };
}

/** A session of a role that trusts Lambda. */
export function serviceSession({ cloud, clock }: Game, roleName: string): Session {
  const role = cloud.roles.find(arn(roleName));
  if (role === undefined) throw new Error('no such role');
  const assumption = assumeRoleForService({ ...cloud, clock }, role, 'lambda.amazonaws.com', 'test');
  if (!assumption.assumed) throw new Error(assumption.refused.decision.explain());
  return assumption.session;
}

function resources(changes: GameChanges, ...issuers: readonly Issuer[]) {
  const providers = issuers.map(({ name }) => providerArn(name));
  const directTrust = issuers.map(({ name, clientId }) => ({
    Effect: 'Allow',
    Action: 'sts:AssumeRoleWithWebIdentity',
    Principal: { Federated: providerArn(name) },
    Condition: { StringEquals: { [`${name}:aud`]: clientId } },
  }));
  const withTags = { Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'] };
  return [
    ...issuers.map(({ url, name, clientId }, index) =>
      resource(`Provider${index}`, 'AWS::IAM::OIDCProvider', providerArn(name), {
        Url: url,
        ClientIdList: [clientId, 'star-web'],
      }),
    ),
    pool('Pool', poolId, {
      AllowUnauthenticatedIdentities: true,
      AllowClassicFlow: true,
      DeveloperProviderName: 'backend',
      OpenIdConnectProviderARNs: providers,
      ...changes.pool,
    }),
    attachment(
      'Pool',
      poolId,
      changes.roles ?? { authenticated: arn('Player'), unauthenticated: arn('Guest') },
      changes.roleMappings,
    ),
    pool('OtherPool', otherPoolId, {
      AllowUnauthenticatedIdentities: false,
      AllowClassicFlow: false,
      DeveloperProviderName: 'backend',
      OpenIdConnectProviderARNs: providers,
    }),
    attachment('OtherPool', otherPoolId, { authenticated: arn('OtherPlayer') }),
    role('Player', poolTrust(poolId, 'authenticated'), {
      Policies: [inline('Own', ownFiles)],
      MaxSessionDuration: 7200,
    }),
    role('Guest', poolTrust(poolId, 'unauthenticated'), {
      Policies: [inline('Own', ownFiles, { Effect: 'Allow', Action: 'iam:GetRole', Resource: '*' })],
    }),
    role('OtherPlayer', poolTrust(otherPoolId, 'authenticated')),
    role('TaggedPlayer', { ...poolTrust(poolId, 'authenticated'), ...withTags }),
    role('Direct', directTrust[0] ?? {}),
    role('DirectCurve', directTrust[1] ?? {}),
    role('Function', lambdaTrust),
    role('Admin', lambdaTrust, { Policies: [inline('All', { Effect: 'Allow', Action: '*', Resource: '*' })] }),
    role('Backend', lambdaTrust, {
      Policies: [
        inline('SignIn', {
          Effect: 'Allow',
          Action: 'cognito-identity:GetOpenIdTokenForDeveloperIdentity',
          Resource: `arn:aws:cognito-identity:eu-west-1:${account}:identitypool/${poolId}`,
        }),
      ],
    }),
    resource('ReadFiles', 'AWS::IAM::ManagedPolicy', `arn:aws:iam::${account}:policy/ReadFiles`, {
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
      },
    }),
  ];
}

function pool(logicalId: string, id: string, properties: Record<string, unknown>) {
  return resource(logicalId, 'AWS::Cognito::IdentityPool', id, properties);
}

function attachment(logicalId: string, id: string, Roles: Record<string, string>, RoleMappings = {}) {
  return resource(`${logicalId}Roles`, 'AWS::Cognito::IdentityPoolRoleAttachment', `${id}-roles`, {
    IdentityPoolId: id,
    Roles,
    RoleMappings,
  });
}
