import { z } from 'zod';
import type { Operation } from '../../http/operation';
import { assumeRoleWithWebIdentity } from '../../iam/assume-role';
import { type FederatedPlayer, poolPlayer } from '../../iam/federated-player';
import type { RoleChosen } from '../../iam/refused';
import { noSuchRole } from '../../iam/role-trust';
import type { VerifiedLogin } from '../../identities/login-verifier';
import { poolPrincipal } from '../../identities/pool-tokens';
import { methodsOf } from './authentication-methods';
import type { CognitoIdentityDependencies } from './dependencies';
import { developerIdentityOfCall } from './developer-identity-of-call';
import { ambiguousRole, invalidPoolConfiguration, roleNotOffered } from './errors';
import { identityOfCall } from './identity-of-call';
import type { IdentityPool } from './identity-pool';
import { identityId, input, logins } from './input';
import { chooseRole } from './role-choice';
import { guestRoleChosen, playersRoleChosen } from './role-chosen';
import { tagsOf } from './tags-of-call';

const schema = z.object({
  IdentityId: identityId,
  Logins: logins.default({}),
  CustomRoleArn: z.string().min(20).max(2048).optional(),
});

/** Fixed (documented). */
const sessionSeconds = 3600;

/** The enhanced flow names every session so (observed: anomalyco/guide#706). */
const sessionName = 'CognitoIdentityCredentials';

/** A caller of the enhanced flow. */
interface Caller {
  readonly pool: IdentityPool;
  /** As the pool vouches for them. */
  readonly player: FederatedPlayer;
  readonly guest: boolean;
  /** None for a guest, and for a developer-authenticated player. */
  readonly logins: readonly VerifiedLogin[];
}

/**
 * The enhanced flow: the pool picks the role and takes it on the player's behalf. Unsigned (documented).
 *
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html
 */
export function getCredentialsForIdentity(
  dependencies: CognitoIdentityDependencies,
): Operation<z.output<typeof schema>, object> {
  return {
    name: 'GetCredentialsForIdentity',
    signature: 'none',
    parse: (request) => input(request, schema),
    authorize: () => [],
    run: async (wanted, call) => {
      const caller = await callerOf(dependencies, wanted);
      const { arn, choice } = roleOf(caller, wanted.CustomRoleArn);
      const role = dependencies.roles.find(arn);
      if (role === undefined) {
        return call.refuse({ ...noSuchRole(arn, caller.player), choice }, invalidPoolConfiguration());
      }
      const assumption = assumeRoleWithWebIdentity(dependencies, {
        role,
        player: caller.player,
        sessionName,
        durationSeconds: sessionSeconds,
        byIdentityPool: true,
        ...(caller.guest ? { sessionPolicies: caller.pool.guestCeiling } : {}),
      });
      if (!assumption.assumed) return call.refuse({ ...assumption.refused, choice }, invalidPoolConfiguration());
      call.allowed({ ...assumption.asked, choice });
      const { credentials } = assumption.session;
      return {
        IdentityId: caller.player.subject,
        Credentials: {
          AccessKeyId: credentials.accessKeyId,
          SecretKey: credentials.secretAccessKey,
          SessionToken: credentials.sessionToken,
          Expiration: Math.floor((credentials.expiration ?? 0) / 1000),
        },
      };
    },
  };
}

async function callerOf(
  dependencies: CognitoIdentityDependencies,
  { IdentityId, Logins }: z.output<typeof schema>,
): Promise<Caller> {
  const { pools, identities } = dependencies;
  if (Object.hasOwn(Logins, poolPrincipal)) {
    const { pool, token } = await developerIdentityOfCall(dependencies, IdentityId, Logins);
    return { pool, player: poolPlayer(token), guest: false, logins: [] };
  }
  const { pool, identity, logins: verified } = await identityOfCall(pools, identities, IdentityId, Logins);
  const player = poolPlayer({
    poolId: pool.id,
    identityId: identity.id,
    amr: methodsOf(pool, identity, verified),
    tags: tagsOf(pool, verified),
  });
  return { pool, player, guest: identity.guest, logins: verified };
}

/** A role, and what made it this one. */
interface PickedRole {
  readonly arn: string;
  readonly choice: RoleChosen;
}

function roleOf(caller: Caller, customRoleArn: string | undefined): PickedRole {
  return caller.guest ? guestRole(caller.pool, customRoleArn) : playersRole(caller, customRoleArn);
}

function guestRole(pool: IdentityPool, customRoleArn: string | undefined): PickedRole {
  if (customRoleArn !== undefined) throw roleNotOffered();
  return { arn: attached(pool.roles.unauthenticated), choice: guestRoleChosen(pool) };
}

function playersRole({ pool, logins }: Caller, customRoleArn: string | undefined): PickedRole {
  const choice = chooseRole({ logins, mappings: pool.roleMappings, customRoleArn });
  const chosen = (arn?: string) => playersRoleChosen(pool, logins, arn, customRoleArn !== undefined);
  switch (choice.kind) {
    case 'role':
      return { arn: choice.arn, choice: chosen(choice.arn) };
    case 'default':
      return { arn: attached(pool.roles.authenticated), choice: chosen() };
    case 'ambiguous':
      throw ambiguousRole(choice.mappingKey);
    case 'not-offered':
      throw roleNotOffered();
  }
}

/** Where no role is attached, IAM has nothing to decide. */
function attached(arn: string | undefined): string {
  if (arn === undefined) throw invalidPoolConfiguration();
  return arn;
}
