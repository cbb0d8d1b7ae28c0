import { z } from 'zod';
import type { HttpRequest } from '../../http/message';
import type { Call, Operation } from '../../http/operation';
import { checkSecretHash } from './client-secret';
import { userNotFound } from './errors';
import { accessToken, clientId, input, poolUser, secretHash, username, userPoolId } from './input';
import { poolQuestion } from './pool-question';
import { type TokenHolder, userOfAccessToken } from './tokens/user-of-access-token';
import type { UserPool } from './user-pool';
import type { PoolClient, UserPools } from './user-pools';
import type { User } from './users/user';

type Answer = object | Promise<object>;
type Shape = z.ZodRawShape;
type Input<Fields extends Shape, Named extends Shape> = z.output<z.ZodObject<Fields>> & z.output<z.ZodObject<Named>>;

const namesClient = { ClientId: clientId };
const namesClientUser = { ClientId: clientId, Username: username, SecretHash: secretHash };
const namesPool = { UserPoolId: userPoolId };
const namesToken = { AccessToken: accessToken };

/** What anybody may call in an app's name: unsigned, IAM is not asked (documented for each). */
export function clientOperation<Fields extends Shape>(
  pools: UserPools,
  name: string,
  fields: Fields,
  run: (poolClient: PoolClient, wanted: Input<Fields, typeof namesClient>) => Answer,
): Operation<Input<Fields, typeof namesClient>, object> {
  return {
    name,
    signature: 'none',
    parse: (request) => inputOf(request, fields, namesClient),
    authorize: () => [],
    run: (wanted) => run(pools.client(wanted.ClientId), wanted),
  };
}

/**
 * The same on one user by name, whether or not there is one: an app client with a secret shows it, before anything is told of the user.
 * A hash of the name is what every operation with a `SecretHash` takes (documented).
 */
export function clientUserOperation<Fields extends Shape>(
  pools: UserPools,
  name: string,
  fields: Fields,
  run: (poolClient: PoolClient, wanted: Input<Fields, typeof namesClientUser>) => Answer,
): Operation<Input<Fields, typeof namesClientUser>, object> {
  return {
    name,
    signature: 'none',
    parse: (request) => inputOf(request, fields, namesClientUser),
    authorize: () => [],
    run: (wanted) => {
      const poolClient = pools.client(wanted.ClientId);
      checkSecretHash(poolClient.client, wanted.Username, wanted.SecretHash);
      return run(poolClient, wanted);
    },
  };
}

/** What a signed-in user may call with their access token: unsigned, IAM is not asked (documented for each). */
export function tokenOperation<Fields extends Shape>(
  pools: UserPools,
  name: string,
  fields: Fields,
  run: (holder: TokenHolder, wanted: Input<Fields, typeof namesToken>) => Answer,
): Operation<Input<Fields, typeof namesToken>, object> {
  return {
    name,
    signature: 'none',
    parse: (request) => inputOf(request, fields, namesToken),
    authorize: () => [],
    run: async (wanted) => run(await userOfAccessToken(pools, wanted.AccessToken), wanted),
  };
}

/** What needs a signature and the IAM permission of its name on the pool. */
export function poolOperation<Fields extends Shape>(
  pools: UserPools,
  name: string,
  fields: Fields,
  run: (pool: UserPool, wanted: Input<Fields, typeof namesPool>) => Answer,
): Operation<Input<Fields, typeof namesPool>, object> {
  return {
    name,
    signature: 'required',
    parse: (request) => inputOf(request, fields, namesPool),
    authorize: (wanted, call) => [poolQuestion(name, pools, wanted.UserPoolId, call)],
    run: (wanted) => run(pools.get(wanted.UserPoolId), wanted),
  };
}

/** The same on one user of the pool. */
export function userOperation<Fields extends Shape>(
  pools: UserPools,
  name: string,
  fields: Fields,
  run: (pool: UserPool, user: User, wanted: Input<Fields, typeof poolUser.shape>) => Answer,
): Operation<Input<Fields, typeof poolUser.shape>, object> {
  return {
    name,
    signature: 'required',
    parse: (request) => inputOf(request, fields, poolUser.shape),
    authorize: (wanted, call) => [poolQuestion(name, pools, wanted.UserPoolId, call)],
    run: (wanted) => {
      const pool = pools.get(wanted.UserPoolId);
      const user = pool.users.find(wanted.Username);
      if (user === undefined) throw userNotFound();
      return run(pool, user, wanted);
    },
  };
}

/** What needs the permission of its name, and is on no resource that IAM knows (**documented**: Service Authorization Reference). */
export function accountOperation<Fields extends Shape>(
  name: string,
  fields: Fields,
  run: (wanted: z.output<z.ZodObject<Fields>>, call: Call) => Answer,
): Operation<z.output<z.ZodObject<Fields>>, object> {
  return {
    name,
    signature: 'required',
    parse: (request) => input(request, z.object(fields)),
    authorize: () => [{ action: `cognito-idp:${name}`, resource: '*' }],
    run,
  };
}

function inputOf<Fields extends Shape, Named extends Shape>(
  request: HttpRequest,
  fields: Fields,
  named: Named,
): Input<Fields, Named> {
  // Two schemas in one: their members are those of both, which zod cannot say while the two are type parameters.
  return input(request, z.object({ ...fields, ...named })) as unknown as Input<Fields, Named>;
}
