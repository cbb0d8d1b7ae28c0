import type { CallDecision } from '../../../../local/http/call-decision';
import type { HttpRequest } from '../../../../local/http/message';
import { perform } from '../../../../local/http/perform';
import { executionSession } from '../../../../local/iam/execution-session';
import { lambdaService } from '../../../../local/services/lambda/service';
import { SessionStore } from '../../../../local/sessions/session-store';
import { systemClock as clock } from '../../../../local/shared/clock';
import { compilePolicy } from '../../../../policy/compile';
import { decide } from '../../../../policy/decide';
import { emptyPost } from '../../federation/cloud';
import { account, arn, poolId, poolTrust, region, role, stackOf } from '../../federation/deployment';
import { deploy, federationAccount } from '../../resources/federation-account';
import { deployedFunctions, lambdaFunction, removeAssets } from './fixtures';

const stacks = [
  stackOf(
    role('Trusting', { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }),
    role('Untrusting', poolTrust(poolId, 'authenticated')),
  ),
];
const parts = {
  roles: deploy(stacks, federationAccount({ clock })).roles,
  sessions: new SessionStore(clock),
  clock,
};
const service = lambdaService({
  functions: deployedFunctions(
    ...['Trusting', 'Untrusting'].map((name) =>
      lambdaFunction('exports.handler = async () => "ran"', {
        account,
        name,
        arn: `arn:aws:lambda:${region}:${account}:function:${name}`,
        roleArn: arn(name),
      }),
    ),
  ),
  target: { account, region, partition: 'aws' },
  endpointUrl: () => 'http://127.0.0.1:4500',
  issuers: () => ({}),
  executionSession: (...asked) => executionSession(parts, ...asked),
  clock,
});
afterAll(async () => {
  await service.stop();
  removeAssets();
});

const everything = compilePolicy(
  { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
  'everything',
  'identity',
);

async function invoke(name: string, type: string) {
  const refusals: CallDecision[] = [];
  const rawPath = `/2015-03-31/functions/${name}/invocations`;
  const request: HttpRequest = { ...emptyPost, rawPath, headers: { 'x-amz-invocation-type': type } };
  const operation = service.match(request);
  if (operation === undefined) throw service.unknownOperation(request);
  const answer = await perform({
    service,
    operation,
    request,
    region,
    decide: (question) =>
      decide(question, {
        principal: { kind: 'user', account, arn: `arn:aws:iam::${account}:user/tester` },
        account,
        context: new Map(),
        identityPolicies: [everything],
      }),
    onDecision: (made) => made.decision.allowed || refusals.push(made),
  }).catch((error: unknown) => error);
  return { answer, refusals };
}

const refusal = {
  service: 'lambda',
  operation: 'Invoke',
  caller: 'lambda.amazonaws.com',
  question: { action: 'sts:AssumeRole', resource: arn('Untrusting') },
};

test('a function whose role does not trust Lambda does not run, and the refusal is reported', async () => {
  const { answer, refusals } = await invoke('Untrusting', 'RequestResponse');
  expect(answer).toMatchObject({
    code: 'AccessDeniedException',
    status: 403,
    message: 'The role defined for the function cannot be assumed by Lambda.',
  });
  expect(refusals).toMatchObject([refusal]);
  expect(refusals[0]?.decision.explain()).toContain('no statement allows the action sts:AssumeRole');
  expect(await invoke('Trusting', 'RequestResponse')).toMatchObject({ answer: { body: '"ran"' }, refusals: [] });
});

test('so it is where nobody waits for the answer, and not where nothing is to run', async () => {
  expect(await invoke('Untrusting', 'Event')).toMatchObject({ answer: { status: 202 }, refusals: [refusal] });
  expect(await invoke('Untrusting', 'DryRun')).toEqual({ answer: { status: 204 }, refusals: [] });
});
