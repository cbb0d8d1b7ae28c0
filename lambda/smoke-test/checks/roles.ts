import { GetCredentialsForIdentityCommand } from '@aws-sdk/client-cognito-identity';
import { AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { PlayerCredentials, SmokeTestClients } from '../clients';
import { sessionName, stsCredentials } from '../flows/basic';
import { cognitoCredentials } from '../flows/enhanced';
import type { Mask } from '../mask';
import type { DirectToken, Player } from '../player-tokens/player';
import type { SmokeTestEnvironment } from '../settings';
import type { ClaimTable } from './claim';

/** What the claims about roles need to know. */
export interface RolesScene {
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

/** A role, chosen from those of the deployment. */
type PickRole = (environment: SmokeTestEnvironment) => string | undefined;

const authenticatedRole: PickRole = ({ authenticatedRoleArn }) => authenticatedRoleArn;
const guestRole: PickRole = ({ guestRoleArn }) => guestRoleArn;
const federatedRole: PickRole = ({ federatedRoleArns }) => Object.values(federatedRoleArns)[0];

const isThere =
  (role: PickRole) =>
  ({ environment }: Pick<RolesScene, 'environment'>) =>
    role(environment) !== undefined;

/** Takes a role with a token; whoever must not have it is refused by its trust policy. */
async function assume(
  role: PickRole,
  { token, providerId }: Partial<DirectToken>,
  { clients, environment, mask }: Pick<RolesScene, 'clients' | 'environment' | 'mask'>,
): Promise<void> {
  const { Credentials } = await clients.sts.send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn: role(environment),
      RoleSessionName: sessionName,
      WebIdentityToken: token,
      ProviderId: providerId,
    }),
  );
  stsCredentials(Credentials, mask);
}

const assumeWithPoolToken = (role: PickRole) => ({
  where: isThere(role),
  run: (scene: RolesScene) => assume(role, { token: scene.openIdToken }, scene),
});

const takeFederatedRole = {
  does: "assume the federated role with the pool's token",
  may: 'nobody',
  ...assumeWithPoolToken(federatedRole),
} as const;

async function askForAuthenticatedRole({ clients, environment, identityId, mask }: RolesScene) {
  const { Credentials } = await clients.cognito.send(
    new GetCredentialsForIdentityCommand({ IdentityId: identityId, CustomRoleArn: environment.authenticatedRoleArn }),
  );
  const role = await callerRole(clients, cognitoCredentials(Credentials, mask));
  if (role !== roleOf(environment.authenticatedRoleArn)) throw new CustomRoleIgnored(`The role given was ${role}.`);
}

async function leaveTheLoginOut({ clients, identityId, mask }: RolesScene) {
  const { Credentials } = await clients.cognito.send(new GetCredentialsForIdentityCommand({ IdentityId: identityId }));
  cognitoCredentials(Credentials, mask);
}

/** What may not be taken by a player of this kind by this flow. */
export const roleClaims: Readonly<
  Record<Player['kind'], Readonly<Record<'enhanced' | 'basic', ClaimTable<RolesScene>>>>
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
      refusedBy: ['AccessDenied'],
      claims: [
        { does: 'assume the authenticated role', may: 'nobody', ...assumeWithPoolToken(authenticatedRole) },
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
      refusedBy: ['AccessDenied'],
      claims: [{ does: 'assume the guest role', may: 'nobody', ...assumeWithPoolToken(guestRole) }, takeFederatedRole],
    },
  },
};

/** What the claims about roles need to know of a player who comes without the pool. */
export interface DirectRolesScene extends Pick<RolesScene, 'clients' | 'environment' | 'mask'> {
  readonly directToken: DirectToken;
}

const assumeWithOwnToken = (role: PickRole) => ({
  where: isThere(role),
  run: (scene: DirectRolesScene) => assume(role, scene.directToken, scene),
});

/** What may not be taken with a provider's own token. */
export const directRoleClaims: ClaimTable<DirectRolesScene> = {
  refusedBy: ['AccessDenied'],
  claims: [
    {
      does: "assume the authenticated role with its provider's token",
      may: 'nobody',
      ...assumeWithOwnToken(authenticatedRole),
    },
    { does: "assume the guest role with its provider's token", may: 'nobody', ...assumeWithOwnToken(guestRole) },
  ],
};
