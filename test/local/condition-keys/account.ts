import { loadAssembly } from '../../../assembly/load';
import type { DeployedStack } from '../../../assembly/types';
import { makeAdministrator } from '../../../local/account/administrator';
import { Dispatcher } from '../../../local/http/dispatcher';
import type { Service } from '../../../local/http/operation';
import { SignatureVerifier } from '../../../local/http/verify-signature';
import { type AssumeRoleDependencies, assumeRoleWithWebIdentity } from '../../../local/iam/assume-role';
import { sessionForCaller } from '../../../local/iam/assume-role-by-caller';
import { executionSession } from '../../../local/iam/execution-session';
import { poolPlayer } from '../../../local/iam/federated-player';
import { emptyInventory } from '../../../local/iam/inventory';
import { managedPoliciesFromStacks } from '../../../local/iam/managed-policies';
import { oidcProvidersFromStacks } from '../../../local/iam/oidc-providers';
import { RoleDirectory } from '../../../local/iam/role';
import { rolesFromStacks } from '../../../local/iam/roles-from-stacks';
import { samlProvidersFromStacks } from '../../../local/iam/saml-providers';
import { IdentityStore } from '../../../local/identities/identity-store';
import { Issuers } from '../../../local/identities/issuer-keys';
import { PoolTokens } from '../../../local/identities/pool-tokens';
import { protocolOf } from '../../../local/protocols/protocol-of';
import { cloudFormation } from '../../../local/services/cloudformation/service';
import { Stacks } from '../../../local/services/cloudformation/stacks';
import { poolsFromStacks } from '../../../local/services/cognito-identity/pools-from-stacks';
import { cognitoIdentity } from '../../../local/services/cognito-identity/service';
import { userPoolsFromStacks } from '../../../local/services/cognito-idp/from-stacks';
import { cognitoUserPools } from '../../../local/services/cognito-idp/service';
import { dynamoDbService } from '../../../local/services/dynamodb/service';
import { tablesFromStacks } from '../../../local/services/dynamodb/tables/from-stacks';
import { Repositories } from '../../../local/services/ecr/repositories';
import { ecr } from '../../../local/services/ecr/service';
import { functionsFromStacks } from '../../../local/services/lambda/functions-from-stacks';
import { lambdaService } from '../../../local/services/lambda/service';
import { bucketsFromStacks } from '../../../local/services/s3/from-stacks';
import { s3Service } from '../../../local/services/s3/s3-service';
import { secretsFromStacks } from '../../../local/services/secrets-manager/secrets-from-stacks';
import { secretsManagerService } from '../../../local/services/secrets-manager/secrets-manager';
import { Parameters } from '../../../local/services/ssm/parameters';
import { ssm } from '../../../local/services/ssm/service';
import { sts } from '../../../local/services/sts/service';
import type { Session } from '../../../local/sessions/session';
import { SessionStore } from '../../../local/sessions/session-store';
import type { CompiledPolicy } from '../../../policy/compile';
import type { CallerKind } from '../../../policy/condition-keys/caller-keys';
import { ActionSet } from '../../../policy/matching/actions';
import { PolicyError } from '../../../policy/policy-error';
import type { RequestKeys } from '../../../policy/request-keys';
import { resourceOf, writeAssembly } from '../../assembly/assembly-on-disk';
import { keyPairOnHand, keyPairsOnHand } from '../../once-per-worker/key-pairs';
import { type CallShape, signedCall, wireRequest } from '../http/signed-call';
import { names, taggedGame } from './tagged-game';

/** One question as a policy saw it. */
export interface Seen {
  readonly action: string;
  readonly keys: RequestKeys;
}

/** What tokens of other providers say: an OpenID issuer's, Amazon's, Facebook's. */
export const ofOtherTokens = {
  'players.example:oaud': 'app',
  'www.amazon.com:app_id': 'app',
  'www.amazon.com:user_id': 'adele',
  'graph.facebook.com:id': 'adele',
};

/** The services of the local cloud over a game in which everything has tags, and a policy that allows all and sees what is asked. */
export async function accountOnHand() {
  const clock = { now: () => Date.UTC(2026, 10, 20, 12) };
  const stack = loadAssembly(writeAssembly({ game: taggedGame }))[0] as DeployedStack;
  const stacks = [stack];
  const place = { account: stack.account, region: stack.region, partition: stack.partition };
  let seen: Seen[] = [];
  const policy = seeing((one) => seen.push(one));

  const managedPolicies = managedPoliciesFromStacks(stacks);
  const allRoles = rolesFromStacks(stacks, managedPolicies);
  const trusting = ['Player', 'Runner'].map((id) => {
    const role = allRoles.find(resourceOf(stack, id).attributes.Arn ?? '');
    if (role === undefined) throw new Error(`no role ${id}`);
    return { ...role, trustPolicy: policy };
  });
  const [player, runner] = trusting as [(typeof trusting)[0], (typeof trusting)[0]];
  const roles = new RoleDirectory(trusting);
  const sessions = new SessionStore(clock);
  const tokens = new PoolTokens(clock, place.region, Promise.resolve(keyPairOnHand(0)));
  const identities = new IdentityStore(clock);
  const oidcProviders = oidcProvidersFromStacks(stacks, emptyInventory);
  const samlProviders = samlProvidersFromStacks(stacks, emptyInventory);
  const issuers = new Issuers({ fetch, clock });
  const userPools = userPoolsFromStacks(stacks, { clock, deliver: () => {}, makeKeyPair: keyPairsOnHand() });
  const pools = poolsFromStacks(stacks, { oidcProviders, samlProviders, userPools, issuers, fetch, clock });
  const common = { roles, sessions, tokens, clock };
  const tags = new Map([['Team', 'red']]);
  const parameters = new Parameters(place);
  parameters.put(names.parameter, { type: 'String', value: '1', tier: 'Standard' }, clock.now(), tags);
  const repositories = new Repositories(place);
  const repository = { name: names.repository, tagMutability: 'MUTABLE', scanOnPush: false, tags };
  repositories.put(repository, clock.now());
  // biome-ignore lint/suspicious/noExplicitAny: each service has an output of its own
  const services: Service<any>[] = [
    cognitoIdentity({ ...common, pools, identities }),
    cognitoUserPools(userPools),
    sts({ ...common, managedPolicies, oidcProviders, issuers, fetch }),
    s3Service({ buckets: bucketsFromStacks(stacks), clock }),
    dynamoDbService({ tables: tablesFromStacks(stacks), clock }),
    secretsManagerService({ secrets: secretsFromStacks(stacks, clock), clock }),
    ssm({ parameters, clock }),
    ecr({ repositories }),
    cloudFormation({ stacks: new Stacks(stacks, clock), place }),
    lambdaService({
      functions: functionsFromStacks(stacks),
      target: place,
      clock,
      endpointUrl: () => '',
      issuers: () => ({}),
      executionSession: () => ({ accessKeyId: '', secretAccessKey: '' }),
    }),
  ];
  const dispatcher = new Dispatcher({
    services: services.map((service) => ({ ...service, resourcePolicy: () => policy })),
    verifier: new SignatureVerifier({ sessions, clock, region: place.region }),
    clock,
    ...place,
    protocolOf,
    onDefect: (error) => {
      throw error;
    },
  });

  const dependencies: AssumeRoleDependencies = { sessions, clock };
  const [poolId = ''] = pools.keys();
  const identity = identities.create(poolId, []);
  const token = { poolId, identityId: identity.id, amr: ['authenticated'], tags: new Map([['Clan', 'red']]) };
  const refuse = () => {
    throw new Error('refused');
  };
  const runnerArn = `arn:aws:lambda:${place.region}:${place.account}:function:${names.lambda}`;

  const assume = {
    /** @param more what another token would say beside that of a pool */
    webIdentity: (more: Record<string, string | readonly string[]> = {}) => {
      const known = poolPlayer(token);
      const of = { ...known, keys: { ...known.keys, ...more } };
      const request = { role: player, player: of, sessionName: 'adele', durationSeconds: 3600 };
      const assumption = assumeRoleWithWebIdentity(dependencies, request);
      return assumption.assumed ? assumption.session : refuse();
    },
    role: () => {
      const request = {
        roleArn: player.arn,
        sessionName: 'adele',
        tags: new Map([['Guild', 'blue']]),
        transitiveTagKeys: ['Guild'],
        sourceIdentity: 'adele',
      };
      return sessionForCaller(dependencies, player, request, undefined, undefined);
    },
    function: () => {
      const lambda = { name: names.lambda, arn: runnerArn, roleArn: runner.arn };
      const { accessKeyId } = executionSession({ ...dependencies, roles }, lambda, refuse);
      return sessions.find(accessKeyId) ?? refuse();
    },
  };
  const callers: Record<Exclude<CallerKind, 'anonymous'>, Session> = {
    user: makeAdministrator(sessions, place),
    'web identity': assume.webIdentity(ofOtherTokens),
    function: assume.function(),
    'assumed role': assume.role(),
  };

  /** What a policy sees of what is done. */
  async function watched<T>(
    act: () => T | Promise<T>,
  ): Promise<{ readonly seen: readonly Seen[]; readonly result: T }> {
    seen = [];
    const result = await act();
    const during = seen;
    seen = [];
    return { seen: during, result };
  }

  /** Makes one call by the wire's own form, signed as an SDK does it. */
  async function call(kind: CallerKind, service: string, shape: CallShape & { readonly presigned?: boolean }) {
    if (kind === 'anonymous')
      return dispatcher.handle(wireRequest({ ...shape, headers: { host: '127.0.0.1', ...shape.headers } }));
    const { credentials } = callers[kind];
    const presigned = shape.presigned ? { presignedSeconds: 60 } : {};
    return dispatcher.handle(
      await signedCall(shape, { credentials, service, region: place.region, at: clock.now(), ...presigned }),
    );
  }

  /** The operation that a call asks for. */
  const operationOf = (service: string, shape: CallShape) =>
    services.find(({ signingName }) => signingName === service)?.match(wireRequest(shape));

  const [userPool] = userPools.all();
  const [pool] = pools.values();
  const webIdentityToken = await tokens.issue({ ...token, poolArn: pool?.arn ?? '', lifetimeSeconds: 600 });
  const ids = {
    poolId,
    identityId: identity.id,
    userPoolId: userPool?.id ?? '',
    roleArn: player.arn,
    stackName: stack.name,
    tableArn: resourceOf(stack, 'Records').attributes.Arn ?? '',
    webIdentityToken,
  };
  return { assume, call, watched, operationOf, ids };
}

export type Account = Awaited<ReturnType<typeof accountOnHand>>;

/** A policy that allows everything to everybody, once it has seen the keys. */
function seeing(see: (seen: Seen) => void): CompiledPolicy {
  const actions = new ActionSet(['*'], false, (problem) => new PolicyError(problem));
  return {
    source: 'what the test sees',
    kind: 'resource',
    statements: [],
    naming: (action) => {
      const condition = {
        operator: 'Null',
        key: 'x:y',
        values: [],
        holds: (keys: RequestKeys) => {
          see({ action, keys });
          return true;
        },
      };
      return { denies: [], allows: [{ name: 'everything', effect: 'Allow', actions, conditions: [condition] }] };
    },
  };
}
