import { targetOf } from '../../../assembly/load';
import { readManifest, type StackArtifact } from '../../../assembly/manifest';
import type { DeployedStack } from '../../../assembly/types';
import { makeAdministrator } from '../../../local/account/administrator';
import { newAccount } from '../../../local/account/new-account';
import { CloudFormationStacks } from '../../../local/deployments/cloudformation-stacks';
import { deployAssembly } from '../../../local/deployments/deploy-assembly';
import { Deployments } from '../../../local/deployments/deployments';
import { templateObjects } from '../../../local/deployments/template-objects';
import { Dispatcher } from '../../../local/http/dispatcher';
import type { Service } from '../../../local/http/operation';
import { SignatureVerifier } from '../../../local/http/verify-signature';
import { type AssumeRoleDependencies, assumeRoleWithWebIdentity } from '../../../local/iam/assume-role';
import { sessionForCaller } from '../../../local/iam/assume-role-by-caller';
import { executionSession } from '../../../local/iam/execution-session';
import { poolPlayer } from '../../../local/iam/federated-player';
import { emptyInventory } from '../../../local/iam/inventory';
import { sessionOfFederatedUser, sessionOfUser } from '../../../local/iam/user-session';
import { Issuers } from '../../../local/identities/issuer-keys';
import { PoolTokens } from '../../../local/identities/pool-tokens';
import { protocolOf } from '../../../local/protocols/protocol-of';
import { resourceTypes } from '../../../local/resources/all-types';
import { cloudFormation } from '../../../local/services/cloudformation/service';
import { cognitoIdentity } from '../../../local/services/cognito-identity/service';
import { cognitoUserPools } from '../../../local/services/cognito-idp/service';
import { dynamoDbService } from '../../../local/services/dynamodb/service';
import { ecr } from '../../../local/services/ecr/service';
import { lambdaService } from '../../../local/services/lambda/service';
import { s3Service } from '../../../local/services/s3/s3-service';
import { secretsManagerService } from '../../../local/services/secrets-manager/secrets-manager';
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
  const directory = writeAssembly({ game: taggedGame });
  const place = targetOf(readManifest(directory)[0] as StackArtifact, {});
  let seen: Seen[] = [];
  const policy = seeing((one) => seen.push(one));

  const issuers = new Issuers({ fetch, clock });
  const makeKeyPair = keyPairsOnHand();
  const made = newAccount({ place, clock, existing: emptyInventory, deliver: () => {}, makeKeyPair, issuers, fetch });
  const deployments = new Deployments({ account: made, types: resourceTypes, clock });
  const [stack] = (await deployAssembly({ directory, artifacts: readManifest(directory) }, deployments, place)) as [
    DeployedStack,
  ];
  const { roles, managedPolicies, oidcProviders, identityPools: pools, identities, userPools } = made;
  const trusting = (id: string) => {
    const arn = resourceOf(stack, id).attributes.Arn ?? '';
    const before = roles.find(arn);
    if (before === undefined) throw new Error(`no role ${id}`);
    const { name, tags, maxSessionSeconds } = before;
    roles.change(name, { tags, maxSessionSeconds, trustPolicy: policy });
    return roles.find(arn) ?? before;
  };
  const [player, runner] = [trusting('Player'), trusting('Runner')];
  const tags = new Map([['Team', 'red']]);
  made.parameters.put(names.parameter, { type: 'String', value: '1', tier: 'Standard' }, clock.now(), tags);
  const repository = { name: names.repository, tagMutability: 'MUTABLE', scanOnPush: false, tags } as const;
  made.repositories.put(repository, clock.now());
  const sessions = new SessionStore(clock);
  const tokens = new PoolTokens(clock, place.region, async () => keyPairOnHand(0));
  const common = { roles, sessions, tokens, clock };
  // biome-ignore lint/suspicious/noExplicitAny: each service has an output of its own
  const services: Service<any>[] = [
    cognitoIdentity({ ...common, pools, identities }),
    cognitoUserPools(userPools),
    sts({ ...common, managedPolicies, oidcProviders, issuers, fetch }),
    s3Service(made.buckets),
    dynamoDbService(made.tables, clock),
    secretsManagerService({ secrets: made.secrets, clock }),
    ssm(made),
    ecr(made),
    cloudFormation({
      stacks: new CloudFormationStacks(deployments, () => {}),
      place,
      templates: templateObjects(made, () => false),
    }),
    lambdaService({
      functions: made.functions,
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
  const [pool] = pools.all();
  const poolId = pool?.id ?? '';
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
  const user = makeAdministrator(sessions, place);
  const federatedUser = { name: 'adele', seconds: 3600, tags, policies: [] };
  const callers: Record<Exclude<CallerKind, 'anonymous'>, Session> = {
    user,
    'user session': sessionOfUser(dependencies, user, 3600),
    'federated user': sessionOfFederatedUser(dependencies, user, federatedUser),
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
    document: {},
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
      return {
        denies: [],
        allows: [{ name: 'everything', written: {}, effect: 'Allow', actions, conditions: [condition] }],
      };
    },
  };
}
