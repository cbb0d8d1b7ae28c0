import { z } from 'zod';
import type { Operation } from '../../http/operation';
import type { Identity, LinkedLogin } from '../../identities/identity';
import { identityOfLogins } from '../../identities/identity-rules';
import { areDistinctTagKeys, isReservedTagKey } from '../../identities/session-tags';
import { signedInMethods } from './authentication-methods';
import type { CognitoIdentityDependencies } from './dependencies';
import {
  developerProviderNotSupported,
  developerUserRegistered,
  identityNotFound,
  loginLinkedElsewhere,
  loginsDoNotMatch,
  poolNotFound,
} from './errors';
import { namedIdentity, refusing } from './identity-of-call';
import type { IdentityPool } from './identity-pool';
import { identityId, identityPoolId, input, logins } from './input';
import { poolQuestion } from './pool-question';
import { verifiedLogins } from './verified-logins';

const tagText = (maximum: number) =>
  z
    .string()
    .max(maximum)
    .regex(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u);

const schema = z.object({
  IdentityPoolId: identityPoolId,
  IdentityId: identityId.optional(),
  Logins: logins,
  PrincipalTags: z
    .record(tagText(128).min(1), tagText(256).min(1))
    .refine((map) => Object.keys(map).length <= 50, 'holds at most 50 tags')
    // That the pool refuses these, and not STS later, is unconfirmed.
    .refine((map) => !Object.keys(map).some(isReservedTagKey), 'holds a key that begins with aws:')
    .refine((map) => areDistinctTagKeys(Object.keys(map)), 'holds a key twice, in two spellings')
    .default({}),
  // Fifteen minutes by default, a day at most (documented).
  TokenDuration: z.int().min(1).max(86_400).default(900),
});

/**
 * The developer provider: a game's own backend says who its player is. Signed, and judged by IAM on the pool (documented). It
 * links to whatever guest it is told to, and to an identity with logins if one of those comes along: whoever may call it can be anyone
 * who signs in by it.
 *
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetOpenIdTokenForDeveloperIdentity.html
 */
export function getOpenIdTokenForDeveloperIdentity({
  pools,
  identities,
  tokens,
}: Pick<CognitoIdentityDependencies, 'pools' | 'identities' | 'tokens'>): Operation<z.output<typeof schema>, object> {
  return {
    name: 'GetOpenIdTokenForDeveloperIdentity',
    signature: 'required',
    parse: (request) => input(request, schema),
    authorize: ({ IdentityPoolId }, call) => [
      poolQuestion('GetOpenIdTokenForDeveloperIdentity', pools, IdentityPoolId, call),
    ],
    run: async ({ IdentityPoolId, IdentityId, Logins, PrincipalTags, TokenDuration }) => {
      const pool = pools.get(IdentityPoolId);
      if (pool === undefined) throw poolNotFound(IdentityPoolId);
      const { developer, all } = await loginsOf(pool, Logins);
      // Looked at again: while tokens were verified, the pool may have been deleted with its identities.
      if (!pools.has(IdentityPoolId)) throw poolNotFound(IdentityPoolId);
      const identity =
        IdentityId === undefined
          ? refusing(() => identityOfLogins(identities, pool.id, all))
          : linked(pools, identities, pool, IdentityId, developer, all);
      const token = await tokens.issue({
        identityId: identity.id,
        poolId: pool.id,
        poolArn: pool.arn,
        amr: signedInMethods(pool, all),
        lifetimeSeconds: TokenDuration,
        tags: new Map(Object.entries(PrincipalTags)),
      });
      return { IdentityId: identity.id, Token: token };
    },
  };
}

/** The developer's login, taken at its word, and the public ones beside it, verified. */
async function loginsOf(pool: IdentityPool, logins: Readonly<Record<string, string>>) {
  const { developerProviderName: provider } = pool;
  if (provider === undefined || !Object.hasOwn(logins, provider)) throw developerProviderNotSupported();
  const { [provider]: subject = '', ...publicLogins } = logins;
  const developer: LinkedLogin = { provider, subject };
  return { developer, all: [developer, ...(await verifiedLogins(pool, publicLogins))] };
}

function linked(
  pools: CognitoIdentityDependencies['pools'],
  identities: CognitoIdentityDependencies['identities'],
  pool: IdentityPool,
  wanted: string,
  developer: LinkedLogin,
  all: readonly LinkedLogin[],
): Identity {
  const { identity } = namedIdentity(pools, identities, wanted);
  if (identity.poolId !== pool.id) throw identityNotFound(wanted);
  for (const login of all) {
    const owner = identities.findByLogin(pool.id, login);
    if (owner === undefined || owner === identity) continue;
    throw login === developer ? developerUserRegistered() : loginLinkedElsewhere();
  }
  // Observed, by one reporter each: aws-sdk-js#2327, aws-sdk-net#1112.
  const own = all.some((login) => identities.findByLogin(pool.id, login) === identity);
  if (!own && !identity.guest) throw loginsDoNotMatch();
  identities.link(identity, all);
  return identity;
}
