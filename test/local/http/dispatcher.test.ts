import { z } from 'zod';
import type { CallDecision } from '../../../local/http/call-decision';
import { Dispatcher } from '../../../local/http/dispatcher';
import type { Operation, Service } from '../../../local/http/operation';
import { SignatureVerifier } from '../../../local/http/verify-signature';
import { awsJson, jsonInput, targetOperation } from '../../../local/protocols/aws-json';
import { protocolOf } from '../../../local/protocols/protocol-of';
import type { Session } from '../../../local/sessions/session';
import { SessionStore } from '../../../local/sessions/session-store';
import { ServiceError } from '../../../local/shared/service-error';
import { compilePolicy } from '../../../policy/compile';
import { type CallShape, signedCall, wireRequest } from './signed-call';

const noon = Date.UTC(2026, 10, 20, 12);
const clock = { now: () => noon };
const sessions = new SessionStore(clock);

/** A service of a few operations, so that the path of a request is tested apart from any real one. */
const ran: string[] = [];
const named = z.object({ Name: z.string() });
const invalid = (sentence: string) => new ServiceError('InvalidParameterException', sentence);
const operation = (
  name: string,
  signature: Operation['signature'],
  run: boolean,
): Operation<{ Name: string }, object> => ({
  name,
  signature,
  parse: (request) => jsonInput(request, named, invalid),
  authorize: ({ Name }) => (signature === 'none' ? [] : [{ action: `secretsmanager:${name}`, resource: Name }]),
  ...(run
    ? {
        run: ({ Name }, call) => {
          ran.push(name);
          if (Name === 'boom') throw new TypeError('undefined is not a function');
          return { Name, Caller: call.session?.arn ?? 'nobody' };
        },
      }
    : {}),
});
/** Judges each part on its own while it runs, and says of one whether it might be seen. */
const dropParts: Operation<{ Name: string }, object> = {
  ...operation('DropParts', 'required', true),
  authorize: () => [],
  run: ({ Name }, call) => {
    const ask = (action: string) => ({ action: `secretsmanager:${action}`, resource: Name });
    const seen = call.permits(ask('GetPart'));
    call.require(ask('DropPart'));
    return { seen };
  },
};
const operations = [
  dropParts,
  operation('GetThing', 'required', true),
  operation('DropThing', 'required', false),
  operation('Greet', 'none', true),
];
const service: Service<object> = {
  signingName: 'secretsmanager',
  protocol: awsJson('1.1'),
  match: (request) => operations.find(({ name }) => name === targetOperation(request, 'secretsmanager')),
  unknownOperation: () => new ServiceError('UnknownOperationException', 'unknown'),
  accessDenied: (reason) => new ServiceError('AccessDeniedException', reason),
};

const decisions: CallDecision[] = [];
const refusals: CallDecision[] = [];
const defects: unknown[] = [];
const dispatcher = new Dispatcher({
  protocolOf,
  services: [service],
  verifier: new SignatureVerifier({ sessions, clock, region: 'eu-west-1' }),
  clock,
  account: '123456789012',
  region: 'eu-west-1',
  onDecision: (made) => {
    decisions.push(made);
    if (!made.decision.allowed) refusals.push(made);
  },
  onDefect: (error) => defects.push(error),
});

function playerWith(statement: object): Session {
  const sessionArn = 'arn:aws:sts::123456789012:assumed-role/player/adele';
  return sessions.mint(
    {
      principal: {
        kind: 'assumed-role',
        account: '123456789012',
        roleArn: 'arn:aws:iam::123456789012:role/player',
        sessionArn,
        roleId: 'AROAEXAMPLE',
      },
      account: '123456789012',
      arn: sessionArn,
      userId: 'AROAEXAMPLE:adele',
      policies: () => ({
        identityPolicies: [compilePolicy({ Version: '2012-10-17', Statement: statement }, 'test policy', 'identity')],
      }),
      context: new Map(),
    },
    3600,
  );
}

const player = playerWith({
  Effect: 'Allow',
  Action: 'secretsmanager:*',
  Resource: ['arn:aws:x:::own', 'arn:aws:x:::boom'],
});
const call = (target: string, body: string): CallShape => ({
  headers: { 'x-amz-target': `secretsmanager.${target}`, 'content-type': 'application/x-amz-json-1.1' },
  body,
});
const send = async (target: string, body: object | string, session: Session | undefined = player) => {
  const shape = call(target, typeof body === 'string' ? body : JSON.stringify(body));
  const request =
    session === undefined
      ? wireRequest(shape)
      : await signedCall(shape, { credentials: session.credentials, service: 'secretsmanager', at: noon });
  const response = await dispatcher.handle(request);
  return { status: response.status, ...JSON.parse(String(response.body)) };
};

beforeEach(() => {
  ran.length = 0;
  decisions.length = 0;
  refusals.length = 0;
  defects.length = 0;
});

test('an allowed call runs and knows its caller', async () => {
  expect(await send('GetThing', { Name: 'arn:aws:x:::own' })).toMatchObject({ status: 200, Caller: player.arn });
  expect(decisions).toMatchObject([{ operation: 'GetThing', caller: player.arn, decision: { allowed: true } }]);
  expect(decisions[0]?.decision.reason()).toMatchObject({ kind: 'allow', statement: { lacks: [] } });
});

test('a refused call does not run, and the refusal is reported with its reason', async () => {
  expect(await send('GetThing', { Name: 'arn:aws:x:::other' })).toMatchObject({
    status: 400,
    __type: 'AccessDeniedException',
    message: expect.stringContaining('not authorized to perform: secretsmanager:GetThing'),
  });
  expect(ran).toEqual([]);
  expect(refusals).toMatchObject([{ operation: 'GetThing', caller: player.arn }]);
  expect(refusals[0]?.decision.explain()).not.toBe('');
});

test('what is asked while a call runs is reported as what is asked before, unless a no refuses nothing', async () => {
  const only = (action: string) => playerWith({ Effect: 'Allow', Action: `secretsmanager:${action}`, Resource: '*' });
  const Name = 'arn:aws:x:::own';
  expect(await send('DropParts', { Name }, only('DropPart'))).toMatchObject({ status: 200, seen: false });
  expect(refusals).toEqual([]);
  const narrow = only('GetPart');
  expect(await send('DropParts', { Name }, narrow)).toMatchObject({
    status: 400,
    __type: 'AccessDeniedException',
    message: expect.stringContaining('not authorized to perform: secretsmanager:DropPart'),
  });
  const question = { action: 'secretsmanager:DropPart', resource: Name };
  const [caller, service] = [player.arn, 'secretsmanager'];
  const call = { requestId: expect.any(String), accessKeyId: narrow.credentials.accessKeyId, operation: 'DropParts' };
  expect(refusals).toEqual([{ ...call, service, caller, question, decision: expect.anything() }]);
});

test('a call that must be signed is refused unsigned, and one that AWS takes unsigned is taken', async () => {
  const unsigned = (target: string) => dispatcher.handle(wireRequest(call(target, '{"Name":"arn:aws:x:::own"}')));
  expect((await unsigned('Greet')).status).toBe(200);
  const refused = await unsigned('GetThing');
  expect(refused.status).toBe(400);
  expect(String(refused.body)).toContain('MissingAuthenticationTokenException');
});

test.each([
  'GetThing.DropThing',
  'GetThing.',
  'GetThing, secretsmanager.DropThing',
  'getthing',
  'GetThing\u00a0',
  'constructor',
  '__proto__',
  'toString',
])('%j names no operation', async (name) => {
  expect(await send(name, { Name: 'arn:aws:x:::own' })).toMatchObject({
    status: 400,
    __type: 'UnknownOperationException',
  });
  expect(await send('GetThing', { Name: 'arn:aws:x:::own' })).toMatchObject({ status: 200 });
});

test('an operation that is not implemented is judged first', async () => {
  expect(await send('DropThing', { Name: 'arn:aws:x:::own' })).toMatchObject({ status: 501, __type: 'NotImplemented' });
  expect(await send('DropThing', { Name: 'arn:aws:x:::other' })).toMatchObject({ __type: 'AccessDeniedException' });
});

test('an unknown operation, a body that is not JSON and a wrong type are errors of the caller', async () => {
  expect(await send('MakeCoffee', {})).toMatchObject({ status: 400, __type: 'UnknownOperationException' });
  expect(await send('GetThing', '{"Name":')).toMatchObject({ status: 400, __type: 'SerializationException' });
  expect(await send('GetThing', { Name: 7 })).toMatchObject({ status: 400, __type: 'InvalidParameterException' });
});

test('a defect answers 500 without its details and is reported', async () => {
  const answer = await send('GetThing', { Name: 'arn:aws:x:::boom' });
  expect(answer).toMatchObject({ status: 200 });
  const own = playerWith({ Effect: 'Allow', Action: '*', Resource: '*' });
  const failed = await send('GetThing', { Name: 'boom' }, own);
  expect(failed).toMatchObject({ status: 500, __type: 'InternalFailure' });
  expect(JSON.stringify(failed)).not.toContain('undefined is not a function');
  expect(defects).toHaveLength(1);
});

test('a service that is not there is named', async () => {
  const request = await signedCall({}, { credentials: player.credentials, service: 'kms', at: noon });
  const answer = await dispatcher.handle(request);
  expect(answer.status).toBe(400);
  expect(String(answer.body)).toContain("no service 'kms'");
});
