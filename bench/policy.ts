import { loadAssemblies } from '../assembly/load';
import { outputOf } from '../local/account/outputs';
import { assumeRoleWithWebIdentity } from '../local/iam/assume-role';
import { poolPlayer } from '../local/iam/federated-player';
import { ManagedPolicies } from '../local/iam/managed-policies';
import { RoleDirectory } from '../local/iam/role-directory';
import type { Account } from '../local/resources/account';
import { managedPolicy } from '../local/resources/iam/managed-policy';
import { policy as policyOfRoles } from '../local/resources/iam/policy';
import { role } from '../local/resources/iam/role';
import { identityOf } from '../local/resources/identity-of';
import { bucket as bucketType } from '../local/resources/s3/bucket';
import { bucketPolicy } from '../local/resources/s3/bucket-policy';
import { standUp } from '../local/resources/stand-up';
import { Buckets } from '../local/services/s3/bucket';
import { SessionStore } from '../local/sessions/session-store';
import { systemClock } from '../local/shared/clock';
import { type Authority, decide } from '../policy/decide';
import { itemQuestion } from '../policy/operations/dynamodb';
import { type AuthorizationQuestion, requestContext } from '../policy/types';
import { localAssembly } from './assembly';
import { atLeast, figure, type Measurement } from './figure';

const rounds = 5;
const decisionsPerRound = 400_000;

/** One question of a signed-in player of the deployed game, and the right answer. */
interface Case {
  readonly question: AuthorizationQuestion;
  readonly authority: Authority;
  readonly allowed: boolean;
}

/** Decisions over the deployed roles and the deployed bucket policy, allowed and refused in turn, on one core. */
export const policy: Measurement = {
  name: 'policy',
  about: 'policy decisions per second on one core',
  async measure() {
    const cases = casesOf(await localAssembly());
    for (const { question, authority, allowed } of cases) {
      const decision = decide(question, authority);
      if (decision.allowed !== allowed) throw new Error(`not what was expected: ${decision.explain()}`);
    }
    decisions(cases, decisionsPerRound);
    const perSecond = Array.from({ length: rounds }, () => {
      const began = performance.now();
      decisions(cases, decisionsPerRound);
      return decisionsPerRound / ((performance.now() - began) / 1000);
    });
    return [figure('policy decisions on one core', 'decisions/s', perSecond, atLeast(500_000))];
  },
};

function decisions(cases: readonly Case[], count: number): void {
  let allowed = 0;
  for (let done = 0; done < count; done += cases.length) {
    for (const { question, authority } of cases) if (decide(question, authority).allowed) allowed += 1;
  }
  if (allowed === 0) throw new Error('nothing was allowed');
}

function casesOf(assembly: string): readonly Case[] {
  const stacks = loadAssemblies([assembly], { identityOf });
  const bucket = outputOf(stacks, 'BucketName');
  const { authority, identityId } = player(stacks);
  const buckets = new Buckets({ clock: systemClock, partition: 'aws' });
  standUp(stacks, [bucketType, bucketPolicy], { buckets } as Account);
  const resourcePolicy = buckets.find(bucket)?.policyInForce;
  const files = { ...authority, ...(resourcePolicy === undefined ? {} : { resourcePolicy }) };
  const object = (action: string, owner: string): AuthorizationQuestion => ({
    action,
    resource: `arn:aws:s3:::${bucket}/private/${owner}/save.json`,
  });
  const listing = (owner: string): AuthorizationQuestion => ({
    action: 's3:ListBucket',
    resource: `arn:aws:s3:::${bucket}`,
    context: requestContext({ 's3:prefix': `private/${owner}/` }),
  });
  const [stack] = stacks;
  const table = `arn:aws:dynamodb:${stack?.region}:${stack?.account}:table/${outputOf(stacks, 'TableName')}`;
  const record = (action: 'GetItem' | 'PutItem', owner: string) =>
    itemQuestion(action, table, {
      leadingKeys: [`PLAYER#${owner}`],
      attributes: ['pk', 'sk', 'coins'],
      select: 'ALL_ATTRIBUTES',
      returnValues: 'NONE',
      returnConsumedCapacity: 'NONE',
    });
  return [
    { question: object('s3:GetObject', identityId), authority: files, allowed: true },
    { question: object('s3:PutObject', 'stranger'), authority: files, allowed: false },
    { question: listing(identityId), authority: files, allowed: true },
    { question: listing('stranger'), authority: files, allowed: false },
    { question: record('GetItem', identityId), authority, allowed: true },
    { question: record('PutItem', 'stranger'), authority, allowed: false },
  ];
}

/** A signed-in player's authority, as a request that they signed has it. */
function player(stacks: ReturnType<typeof loadAssemblies>): { authority: Authority; identityId: string } {
  const managedPolicies = new ManagedPolicies();
  const roles = new RoleDirectory(managedPolicies);
  standUp(stacks, [role, policyOfRoles, managedPolicy], { roles, managedPolicies } as Account);
  const playersRole = roles.find(outputOf(stacks, 'AuthenticatedRoleArn'));
  if (playersRole === undefined) throw new Error('the authenticated role is in no template');
  const identityId = 'eu-west-1:11111111-2222-4333-8444-555555555555';
  const assumption = assumeRoleWithWebIdentity(
    { sessions: new SessionStore(systemClock), clock: systemClock },
    {
      role: playersRole,
      player: poolPlayer({
        poolId: outputOf(stacks, 'IdentityPoolId'),
        identityId,
        amr: ['authenticated'],
        tags: new Map(),
      }),
      sessionName: 'bench',
      durationSeconds: 3600,
    },
  );
  if (!assumption.assumed) throw new Error(assumption.refused.decision.explain());
  const { principal, account, policies, context } = assumption.session;
  const identityPolicies = policies()?.identityPolicies ?? [];
  const authority = { principal, account, identityPolicies, context: new Map([...context, ...transportKeys]) };
  return { authority, identityId };
}

/** What the dispatcher adds to a session's keys, near enough. */
const transportKeys = requestContext({
  'aws:SecureTransport': 'true',
  'aws:SourceIp': '127.0.0.1',
  'aws:CurrentTime': '2026-11-20T12:00:00.000Z',
  'aws:EpochTime': '1795176000',
  'aws:RequestedRegion': 'eu-west-1',
  'aws:ResourceAccount': '000000000000',
  'aws:PrincipalType': 'AssumedRole',
  'aws:UserAgent': 'bench',
});
