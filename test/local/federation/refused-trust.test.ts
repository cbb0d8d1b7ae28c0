import type { CallDecision } from '../../../local/http/call-decision';
import { Dispatcher } from '../../../local/http/dispatcher';
import type { HttpRequest } from '../../../local/http/message';
import { SignatureVerifier } from '../../../local/http/verify-signature';
import { protocolOf } from '../../../local/protocols/protocol-of';
import { emptyPost } from './cloud';
import { account, arn, region } from './deployment';
import { type Game, startGame } from './game';
import { direct, enhanced, type TakingCall } from './taking-calls';
import { type WayIn, waysIn } from './ways-in';

/** What services answer, as it was before anything was reported. */
const wire = {
  GetCredentialsForIdentity: {
    service: 'cognito-identity',
    status: 400,
    body: JSON.stringify({
      __type: 'InvalidIdentityPoolConfigurationException',
      message: 'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
    }),
  },
  AssumeRoleWithWebIdentity: {
    service: 'sts',
    status: 403,
    body: expect.stringContaining(
      '<Error><Type>Sender</Type><Code>AccessDenied</Code><Message>Not authorized to perform sts:AssumeRoleWithWebIdentity</Message></Error>',
    ),
  },
} as const;

function requestOf({ operation, input }: TakingCall): HttpRequest {
  if (operation === 'GetCredentialsForIdentity') {
    const headers = { 'x-amz-target': `AWSCognitoIdentityService.${operation}` };
    return { ...emptyPost, headers, body: Buffer.from(JSON.stringify(input)) };
  }
  const form = new URLSearchParams({ Action: operation, Version: '2011-06-15', ...input });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return { ...emptyPost, headers, body: Buffer.from(form.toString()) };
}

/** Sends a call as a client does, and hears what is reported. */
async function send({ cloud, clock }: Game, call: TakingCall) {
  const refusals: CallDecision[] = [];
  const dispatcher = new Dispatcher({
    protocolOf,
    services: [cloud.cognito, cloud.sts],
    verifier: new SignatureVerifier({ sessions: cloud.sessions, clock, region }),
    clock,
    account,
    region,
    onDecision: (made) => made.decision.allowed || refusals.push(made),
    onDefect: (error) => {
      throw error;
    },
  });
  const { status, body } = await dispatcher.handle(requestOf(call));
  return { status, body: String(body), refusals };
}

async function come({ changes, call }: WayIn, roleName: string) {
  const game = await startGame(changes?.(roleName));
  const made = await call(game, roleName);
  return { ...made, ...(await send(game, made)) };
}

/** A report of a refusal; where the pool picked the role, it says by what. */
const reported = (what: { readonly operation: string; readonly [member: string]: unknown }) => ({
  ...what,
  requestId: expect.any(String),
  decision: expect.anything(),
  ...(what.operation === 'GetCredentialsForIdentity'
    ? {
        choice: {
          identityPoolId: expect.any(String),
          by: expect.stringMatching(/^the (pool's role for|role that the token names)/),
        },
      }
    : {}),
});

describe.each(waysIn)('by $way', (wayIn) => {
  const { trusting, untrusting, action = 'sts:AssumeRoleWithWebIdentity', reason } = wayIn;

  test('a role that does not trust the player is reported once: what was called, by whom, which role, and why', async () => {
    const { operation, caller, secret, status, body, refusals } = await come(wayIn, untrusting);
    const { service, ...answer } = wire[operation];
    expect({ status, body }).toEqual(answer);
    const question = { action, resource: arn(untrusting) };
    expect(refusals).toEqual([reported({ service, operation, caller, question })]);
    expect(refusals[0]?.decision).toMatchObject({ allowed: false, kind: 'implicit-deny' });
    const explanation = refusals[0]?.decision.explain();
    expect(explanation).toContain(`Denied: ${action} on ${arn(untrusting)}, because no role trust policy allows it.`);
    expect(explanation).toContain(reason);
    if (secret !== undefined) expect(`${caller} ${explanation}`).not.toContain(secret);
  });

  test('a role that trusts the player is taken, and nothing is reported', async () => {
    const { status, body, refusals } = await come(wayIn, trusting);
    expect(refusals).toEqual([]);
    expect([status, body]).toEqual([200, expect.stringContaining('AccessKeyId')]);
  });
});

test.each(waysIn)('by $way, a role that does not exist is reported once, and answered as if it did', async (wayIn) => {
  const { operation, caller, status, body, refusals } = await come(wayIn, 'Nobody');
  const { service, ...answer } = wire[operation];
  expect({ status, body }).toEqual(answer);
  const question = { action: 'sts:AssumeRoleWithWebIdentity', resource: arn('Nobody') };
  expect(refusals).toEqual([reported({ service, operation, caller, question })]);
  expect(refusals[0]?.decision.explain()).toBe(
    `Denied: ${question.action} on ${question.resource}, because there is no such role.`,
  );
});

test('what is refused before IAM is asked is not reported', async () => {
  const game = await startGame({ roles: {} });
  const guest = await enhanced(async () => ({}))(game, 'Guest');
  const unattached = await send(game, guest);
  expect([unattached.body, unattached.refusals]).toEqual([wire.GetCredentialsForIdentity.body, []]);
  const notOffered = await send(game, { ...guest, input: { ...guest.input, CustomRoleArn: arn('Guest') } });
  expect([notOffered.status, notOffered.refusals]).toEqual([400, []]);
  const expired = await direct(({ issuer }) => issuer.idToken('ana', { exp: 1 }), 'nobody')(game, 'DirectCurve');
  expect(await send(game, expired)).toMatchObject({ status: 400, refusals: [] });
});
