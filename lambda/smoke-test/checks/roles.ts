import { GetCredentialsForIdentityCommand } from '@aws-sdk/client-cognito-identity';
import { AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { errorFacts } from '../aws-error';
import type { PlayerCredentials, SmokeTestClients } from '../clients';
import { sessionName, stsCredentials } from '../flows/basic';
import { cognitoCredentials } from '../flows/enhanced';
import type { Mask } from '../mask';
import type { DirectToken, Player } from '../player-tokens/player';
import type { SmokeTestEnvironment } from '../settings';
import type { ClaimTable } from './claim';

/** What the claims about roles need to know. */
export interface RolesContext {
  readonly clients: SmokeTestClients;
  readonly environment: SmokeTestEnvironment;
  readonly mask: Mask;
  readonly player: Player;
  readonly identityId: string;
  /** By the basic flow only. */
  readonly openIdToken?: string;
}

/** A role asked for was not refused, and not given either. */
class CustomRoleIgnored extends Error {
  override readonly name = 'CustomRoleIgnored';
}

/** `account/role` of a role's or a role session's ARN; paths are no part of a session's ARN. */
export function roleOf(arn: string): string {
  const [, , , , account = '', ...resource] = arn.split(':');
  const segments = resource.join(':').split('/');
  const name = segments[0] === 'assumed-role' ? segments[1] : segments.at(-1);
  return `${account}/${name ?? ''}`;
}

/** Which role these credentials are for, as {@link roleOf} writes it. */
export async function callerRole(clients: SmokeTestClients, credentials: PlayerCredentials): Promise<string> {
  const { Arn } = await clients.asPlayer(credentials).sts.send(new GetCallerIdentityCommand({}));
  return roleOf(Arn ?? '');
}

/** What STS answers to whom a trust policy does not let in. */
const refusal = 'AccessDenied';

/** A role, chosen from those of the deployment. */
type PickRole = (environment: SmokeTestEnvironment) => string | undefined;
/** Roles, chosen from those of the deployment for one player. */
type PickRoles<Context> = (context: Context) => readonly string[];

const authenticatedRole: PickRole = ({ authenticatedRoleArn }) => authenticatedRoleArn;
const guestRole: PickRole = ({ guestRoleArn }) => guestRoleArn;
const federatedRoles: PickRoles<RolesContext> = ({ environment }) => Object.values(environment.federatedRoleArns);

const only =
  (role: PickRole): PickRoles<Pick<RolesContext, 'environment'>> =>
  ({ environment }) => {
    const arn = role(environment);
    return arn === undefined ? [] : [arn];
  };

/**
 * Takes any of these roles with a token; whoever must not have them is refused by each one's trust policy. An error that is no refusal
 * is what counts, wherever in the list it comes.
 */
async function assumeAny(
  roleArns: readonly string[],
  { token, providerId }: Partial<DirectToken>,
  { clients, mask }: Pick<RolesContext, 'clients' | 'mask'>,
): Promise<void> {
  let objection: unknown;
  for (const RoleArn of roleArns) {
    try {
      const { Credentials } = await clients.sts.send(
        new AssumeRoleWithWebIdentityCommand({
          RoleArn,
          RoleSessionName: sessionName,
          WebIdentityToken: token,
          ProviderId: providerId,
        }),
      );
      return void stsCredentials(Credentials, mask);
    } catch (error) {
      if (objection === undefined || errorFacts(error).name !== refusal) objection = error;
    }
  }
  throw objection;
}

const assumeWithPoolToken = (roles: PickRoles<RolesContext>) => ({
  where: (context: RolesContext) => roles(context).length > 0,
  run: (context: RolesContext) => assumeAny(roles(context), { token: context.openIdToken }, context),
});

const takeFederatedRole = {
  does: "assume a federated role with the pool's token",
  may: 'nobody',
  ...assumeWithPoolToken(federatedRoles),
} as const;

async function askForAuthenticatedRole({ clients, environment, identityId, mask }: RolesContext) {
  const { Credentials } = await clients.cognito.send(
    new GetCredentialsForIdentityCommand({ IdentityId: identityId, CustomRoleArn: environment.authenticatedRoleArn }),
  );
  const role = await callerRole(clients, cognitoCredentials(Credentials, mask));
  if (role !== roleOf(environment.authenticatedRoleArn)) throw new CustomRoleIgnored(`The role given was ${role}.`);
}

async function leaveTheLoginOut({ clients, identityId, mask }: RolesContext) {
  const { Credentials } = await clients.cognito.send(new GetCredentialsForIdentityCommand({ IdentityId: identityId }));
  cognitoCredentials(Credentials, mask);
}

/** What may not be taken by a player of this kind by this flow. */
export const roleClaims: Readonly<
  Record<Player['kind'], Readonly<Record<'enhanced' | 'basic', ClaimTable<RolesContext>>>>
> = {
  guest: {
    enhanced: {
      // CustomRoleArn must be in the token's cognito:roles (documented); which exception a guest gets is unconfirmed.
      refusedBy: [
        'NotAuthorizedException',
        'InvalidParameterException',
        'InvalidIdentityPoolConfigurationException',
        'CustomRoleIgnored',
      ],
      claims: [{ does: 'take the authenticated role as a custom role', may: 'nobody', run: askForAuthenticatedRole }],
    },
    basic: {
      refusedBy: [refusal],
      claims: [
        { does: 'assume the authenticated role', may: 'nobody', ...assumeWithPoolToken(only(authenticatedRole)) },
        takeFederatedRole,
      ],
    },
  },
  'signed-in': {
    enhanced: {
      // Observed: "Access to Identity '…' is forbidden" (aws-amplify/amplify-js#6616).
      refusedBy: ['NotAuthorizedException'],
      claims: [{ does: 'get credentials by its identity ID without its login', may: 'nobody', run: leaveTheLoginOut }],
    },
    basic: {
      refusedBy: [refusal],
      claims: [
        { does: 'assume the guest role', may: 'nobody', ...assumeWithPoolToken(only(guestRole)) },
        takeFederatedRole,
      ],
    },
  },
};

/** What the claims about roles need to know of a player who comes without the pool. */
export interface DirectRolesContext extends Pick<RolesContext, 'clients' | 'environment' | 'mask'> {
  /** The provider's name in the configuration. */
  readonly provider: string;
  readonly directToken: DirectToken;
}

const otherProvidersRoles: PickRoles<DirectRolesContext> = ({ environment, provider }) =>
  Object.entries(environment.federatedRoleArns).flatMap(([name, arn]) => (name === provider ? [] : [arn]));

const assumeWithOwnToken = (roles: PickRoles<DirectRolesContext>) => ({
  where: (context: DirectRolesContext) => roles(context).length > 0,
  run: (context: DirectRolesContext) => assumeAny(roles(context), context.directToken, context),
});

/** What may not be taken with a provider's own token. */
export const directRoleClaims: ClaimTable<DirectRolesContext> = {
  refusedBy: [refusal],
  claims: [
    {
      does: "assume the authenticated role with its provider's token",
      may: 'nobody',
      ...assumeWithOwnToken(only(authenticatedRole)),
    },
    { does: "assume the guest role with its provider's token", may: 'nobody', ...assumeWithOwnToken(only(guestRole)) },
    {
      does: "assume another provider's federated role with its provider's token",
      may: 'nobody',
      ...assumeWithOwnToken(otherProvidersRoles),
    },
  ],
};
