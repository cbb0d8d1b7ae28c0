import type { DeployedResource } from '../../../assembly/types';
import { signInAtManagedLogin } from '../../../local/services/cognito-idp/managed-login/sign-in';
import type { Facts, Way } from './facts';
import type { Installed } from './installed';
import { texts } from './logins';
import { enter, seenBy, withoutHash } from './players';
import { ownOf } from './pool-ways';
import { tried } from './tried';
import { UserPoolAccounts } from './user-pool-accounts';

/** By the stage's own user pool: with each app's own form, and by its page. None where it has none. */
export async function userPoolWays(installed: Installed): Promise<Way[]> {
  const { resources, stage, pool } = installed;
  const userPool = resources.find(({ type }) => type === 'AWS::Cognito::UserPool');
  if (userPool === undefined) return [];
  const accounts = new UserPoolAccounts(stage, userPool.ref);
  const groups = resources.filter(({ type }) => type === 'AWS::Cognito::UserPoolGroup').map(({ ref }) => ref);
  const players = new Map<string, readonly string[]>([
    ['a player', []],
    ...groups.map((group) => [`one in the group ${group}`, [group]] as const),
    ...(groups.length > 1 ? [['one in all groups', groups] as const] : []),
  ]);
  const schema = JSON.stringify(userPool.properties.Schema ?? []);
  const attributes = Object.fromEntries(
    (['clan', 'team'] as const).flatMap((name) =>
      schema.includes(`"${name}"`) ? [[`custom:${name}`, name === 'clan' ? 'red' : 'blue']] : [],
    ),
  );
  for (const [player, memberOf] of players) await accounts.add(player, attributes, memberOf);

  const clients = resources.filter(
    ({ type, properties }) =>
      type === 'AWS::Cognito::UserPoolClient' && texts(properties.ExplicitAuthFlows).includes('ALLOW_USER_SRP_AUTH'),
  );
  const key = userPool.attributes.ProviderName ?? '';
  const forms = clients.flatMap((client, at) =>
    [...players.keys()].slice(0, at === 0 ? undefined : 1).map((player): Way => {
      let first = true;
      return {
        who: `${player} by the user pool with ${appOf(client)}`,
        async try() {
          const enters = async () => enter(stage, pool.ref, { [key]: await accounts.signIn(client.ref, player) });
          const facts = await seenBy(stage, installed.places, enters, ownOf, first);
          first = false;
          return facts;
        },
      };
    }),
  );
  return [...forms, ...pageWays(installed, userPool, clients), accountsWay(accounts, [...players.keys()], groups)];
}

/** The sign-in page: whether it sends players back to where each app asks it to. */
function pageWays({ resources, stage }: Installed, userPool: DeployedResource, clients: readonly DeployedResource[]) {
  const domain = resources.find(({ type }) => type === 'AWS::Cognito::UserPoolDomain');
  if (domain === undefined) return [];
  const { cloud } = stage;
  const signInUrl = `https://${domain.ref}.auth.${cloud.region}.amazoncognito.com`;
  const issuer = userPool.attributes.ProviderURL ?? '';
  return clients.map((client): Way => {
    const { CallbackURLs, LogoutURLs } = client.properties;
    return {
      who: `the page '${domain.ref}' for ${appOf(client)}`,
      async try() {
        if (!cloud.managedLogins.some((page) => page.signInUrl === signInUrl)) return { enters: 'refused: no page' };
        const facts: Record<string, string> = { enters: 'may' };
        const who = { ...UserPoolAccounts.typed('a player'), issuer, clientId: client.ref, fetch: cloud.fetch };
        for (const redirectUri of texts(CallbackURLs)) {
          facts[`back to ${redirectUri}`] = await tried(
            async () => void (await signInAtManagedLogin({ ...who, redirectUri })),
          );
        }
        for (const url of texts(LogoutURLs)) {
          const query = new URLSearchParams({ client_id: client.ref, logout_uri: url });
          facts[`back to ${url} after signing out`] = await tried(async () => {
            const answer = await cloud.fetch(`${signInUrl}/logout?${query}`, { redirect: 'manual' });
            if (answer.status !== 302) throw new Error('it stays');
          });
        }
        return facts;
      },
    };
  });
}

/** `StarHarvestIos`, as the table calls it. */
const appOf = ({ logicalId }: DeployedResource) => withoutHash(logicalId).replace('UserPoolClient', '');

/** What the pool itself knows of its players. */
function accountsWay(accounts: UserPoolAccounts, players: readonly string[], groups: readonly string[]): Way {
  return {
    who: 'accounts of the user pool',
    async try() {
      const facts: Facts[] = [];
      for (const player of players) facts.push({ [player]: await tried(() => accounts.account(player)) });
      for (const group of groups) facts.push({ [`members of ${group}`]: await tried(() => accounts.membersOf(group)) });
      return Object.assign({}, ...facts);
    },
  };
}
