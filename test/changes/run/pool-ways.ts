import {
  CognitoIdentityClient,
  GetIdCommand,
  GetOpenIdTokenCommand,
  GetOpenIdTokenForDeveloperIdentityCommand,
} from '@aws-sdk/client-cognito-identity';
import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { DeployedResource } from '../../../assembly/types';
import { administratorClient } from '../../../local/smoke-test/administrator-client';
import type { Way } from './facts';
import type { Installed } from './installed';
import { type PoolLogin, texts } from './logins';
import { clientOf, credentialsOf, enter, type Session, seenBy } from './players';
import { tried } from './tried';

/** Players whom rules and tags tell apart. */
export const players: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>> = {
  'a player': { plan: 'free', clan: 'red', team: 'blue' },
  'a moderator': { groups: ['moderators'], plan: 'free', clan: 'red', team: 'blue' },
  'one of the staff': { groups: ['staff'], plan: 'banned', clan: 'red', team: 'blue' },
  'one of both': { groups: ['moderators', 'staff'], plan: 'free', clan: 'red', team: 'blue' },
  'one who is banned': { plan: 'banned', clan: 'red', team: 'blue' },
};

/** The places of a player who came by an identity pool. */
export const ownOf = (identityId: string) => [
  `private/${identityId}/`,
  `protected/${identityId}/`,
  `PLAYER#${identityId}`,
];

/** A way in that saves something the first time, and finds it again. @param saves false: it looks at what others have saved */
function way(installed: Installed, who: string, enters: () => Promise<Session>, own = ownOf, saves = true): Way {
  let first = saves;
  return {
    who,
    async try() {
      const facts = await seenBy(installed.stage, installed.places, enters, own, first);
      first = false;
      return facts;
    },
  };
}

/**
 * By every login of the pool and with every app of it.
 *
 * @param byClaims whether claims decide on roles or clans, so that several players are to try
 */
export function loginWays(installed: Installed, logins: readonly PoolLogin[], byClaims: boolean): Way[] {
  const { stage, pool } = installed;
  return logins.flatMap((login) => {
    const first = logins.find(({ key }) => key === login.key) === login;
    const told = byClaims && first && login.name !== 'www.amazon.com' && login.name !== 'graph.facebook.com';
    return Object.entries(players)
      .slice(0, told ? undefined : 1)
      .map(([player, claims]) =>
        way(installed, `${player} by ${login.name}${first ? '' : ` with '${login.clientId}'`}`, async () =>
          enter(stage, pool.ref, { [login.key]: await login.token(player, claims) }),
        ),
      );
  });
}

/** One who stays the same guest. */
export function guestWay(installed: Installed): Way {
  let known: string | undefined;
  return way(installed, 'guests', async () => {
    const session = await enter(installed.stage, installed.pool.ref, {}, known);
    known = session.identityId;
    return session;
  });
}

/** Players whom the game's own server signs in. */
export function developerWay(installed: Installed): Way | undefined {
  const { stage, pool } = installed;
  const { DeveloperProviderName: name } = pool.properties;
  if (typeof name !== 'string') return undefined;
  const administrator = new CognitoIdentityClient(administratorClient(stage.cloud));
  return way(installed, `players by ${name}`, async () => {
    const { IdentityId, Token = '' } = await administrator.send(
      new GetOpenIdTokenForDeveloperIdentityCommand({ IdentityPoolId: pool.ref, Logins: { [name]: 'Adele' } }),
    );
    return enter(stage, pool.ref, { 'cognito-identity.amazonaws.com': Token }, IdentityId);
  });
}

/** Apps of the basic flow: they have the role's ARN and the length of a session from the day they were installed. */
export function basicWays(installed: Installed, logins: readonly PoolLogin[]): Way[] {
  const { stage, pool, role } = installed;
  const [login] = logins;
  const who: [string, DeployedResource | undefined, () => Promise<Record<string, string>>][] = [
    ['guests', role('GuestRole'), async () => ({})],
    [
      `a player by ${login?.name}`,
      role('AuthenticatedRole'),
      async () => (login ? { [login.key]: await login.token('a player', players['a player'] ?? {}) } : {}),
    ],
  ];
  return who.flatMap(([name, taken, logins_]) => {
    if (taken === undefined || (name !== 'guests' && login === undefined)) return [];
    const { Arn: RoleArn = '' } = taken.attributes;
    const DurationSeconds = Number(taken.properties.MaxSessionDuration ?? 3600);
    const client = new CognitoIdentityClient(clientOf(stage));
    const take = async (seconds: number) => {
      const Logins = await logins_();
      const { IdentityId } = await client.send(new GetIdCommand({ IdentityPoolId: pool.ref, Logins }));
      const { Token } = await client.send(new GetOpenIdTokenCommand({ IdentityId, Logins }));
      await new STSClient(clientOf(stage)).send(
        new AssumeRoleWithWebIdentityCommand({
          ...{ RoleArn, RoleSessionName: 'basic', WebIdentityToken: Token, DurationSeconds: seconds },
        }),
      );
    };
    return [
      {
        who: `${name} by the basic flow`,
        try: async () => ({
          enters: await tried(() => take(900)),
          'the longest session': await tried(() => take(DurationSeconds)),
        }),
      },
    ];
  });
}

/** Apps that take a provider's token straight to STS, by a role's ARN. @param saves as of {@link way} */
export function directWays(installed: Installed, logins: readonly PoolLogin[], saves = true): Way[] {
  const { stage } = installed;
  return stage
    .resources()
    .filter(({ type }) => type === 'AWS::IAM::Role')
    .flatMap((role) => {
      const login = logins.find(({ key }) =>
        trustedIn(role).some((principal) => principal === key || principal.endsWith(`oidc-provider/${key}`)),
      );
      if (login === undefined) return [];
      const folder = folderOf(stage.resources(), role);
      return [
        way(
          installed,
          `${login.name} without the identity pool`,
          async () => {
            const { Credentials, SubjectFromWebIdentityToken: identityId = '' } = await new STSClient(
              clientOf(stage),
            ).send(
              new AssumeRoleWithWebIdentityCommand({
                ...{ RoleArn: role.attributes.Arn, RoleSessionName: 'direct' },
                WebIdentityToken: await login.token('a player', players['a player'] ?? {}),
                ...(['www.amazon.com', 'graph.facebook.com'].includes(login.key) && { ProviderId: login.key }),
                DurationSeconds: Number(role.properties.MaxSessionDuration ?? 3600),
              }),
            );
            return { identityId, config: { ...clientOf(stage), credentials: credentialsOf(Credentials) } };
          },
          (subject) => [`federated/${folder}/${subject}/`, `FEDERATED#${folder}#${subject}`],
          saves,
        ),
      ];
    });
}

/** The entry's name, which the grants of its role have in the players' places. */
function folderOf(resources: readonly DeployedResource[], role: DeployedResource): string {
  const grants = resources.filter(
    ({ type, properties }) => type === 'AWS::IAM::Policy' && JSON.stringify(properties.Roles).includes(`"${role.ref}"`),
  );
  return /federated\/([^/$]+)\//.exec(JSON.stringify(grants.map(({ properties }) => properties)))?.[1] ?? '';
}

function trustedIn({ properties }: DeployedResource): string[] {
  const { Statement = [] } = Object(properties.AssumeRolePolicyDocument) as { Statement?: readonly object[] };
  return Statement.flatMap((statement) => texts(Object(Object(statement).Principal).Federated));
}
