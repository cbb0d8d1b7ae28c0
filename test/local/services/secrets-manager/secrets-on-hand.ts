import type { DeployedStack } from '../../../../assembly/types';
import type { HttpRequest } from '../../../../local/http/message';
import type { Call } from '../../../../local/http/operation';
import type { Account } from '../../../../local/resources/account';
import { secretTypes } from '../../../../local/resources/secrets-manager/secret-types';
import { standUp } from '../../../../local/resources/stand-up';
import { secretCollections } from '../../../../local/services/secrets-manager/kept-secrets';
import { Secrets } from '../../../../local/services/secrets-manager/secrets';
import { secretsManagerService } from '../../../../local/services/secrets-manager/secrets-manager';
import type { Session } from '../../../../local/sessions/session';
import { ServiceError } from '../../../../local/shared/service-error';
import { type AuthorizationQuestion, requestContext } from '../../../../policy/types';
import { loadTemplate } from '../../../assembly/assembly-on-disk';
import { WatchingKeeper } from '../../state/kept/watching-keeper';

/** A stack of secrets: logical ID → properties. */
export function stackOf(secrets: Readonly<Record<string, object>>, more: object = {}): DeployedStack {
  const declared = Object.entries(secrets).map(([id, Properties]) => [
    id,
    { Type: 'AWS::SecretsManager::Secret', Properties },
  ]);
  return loadTemplate({ Resources: { ...Object.fromEntries(declared), ...more } });
}

/** A signed request to Secrets Manager. */
export function requestTo(operation: string, body: unknown): HttpRequest {
  return {
    requestId: 'request-1',
    method: 'POST',
    rawPath: '/',
    rawQuery: '',
    query: new URLSearchParams(),
    headers: {
      'x-amz-target': `secretsmanager.${operation}`,
      authorization: 'AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20261120/us-east-1/secretsmanager/aws4_request, …',
    },
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    sentTo: { scheme: 'http', host: '127.0.0.1' },
    sourceIp: '127.0.0.1',
  };
}

/** The answer's members that the tests look at. */
export interface Answer {
  readonly ARN: string;
  readonly Name: string;
  readonly VersionId: string;
  readonly SecretString?: string;
  readonly SecretBinary?: string;
  readonly VersionStages: readonly string[];
  readonly CreatedDate: number;
  readonly [member: string]: unknown;
}

/** The service over a stack's secrets, its operations called as the dispatcher calls them. */
export function secretsOnHand(stack: DeployedStack, { account = '123456789012' } = {}, keeper = new WatchingKeeper()) {
  const clock = { time: Date.UTC(2026, 10, 20, 12), now: () => clock.time };
  const secrets = new Secrets(keeper);
  // What these types change of an account.
  const deployed = { ...stack, clock, secrets } as unknown as Account;
  standUp([stack], secretTypes, deployed);
  const service = secretsManagerService({ secrets, clock });
  const collections = secretCollections(secrets);
  const prepare = (name: string, body: unknown) => {
    const request = requestTo(name, body);
    const operation = service.match(request);
    if (operation?.run === undefined) throw service.unknownOperation(request);
    const call = { request, region: 'us-east-1', session: sessionIn(account) } as Call;
    return { operation, call, input: operation.parse(request) };
  };
  return {
    clock,
    secrets,
    deployed,
    service,
    call(name: string, body: unknown): Answer {
      const { operation, call, input } = prepare(name, body);
      const answer = operation.run?.(input, call) as Answer;
      keeper.check(collections);
      return answer;
    },
    /** What IAM would be asked. */
    questions(name: string, body: unknown): readonly AuthorizationQuestion[] {
      const { operation, call, input } = prepare(name, body);
      return operation.authorize(input, call) as readonly AuthorizationQuestion[];
    },
    /** The exception's name and sentence. */
    refusal(name: string, body: unknown): string {
      try {
        const { operation, call, input } = prepare(name, body);
        operation.run?.(input, call);
      } catch (error) {
        if (error instanceof ServiceError) return `${error.code} (${error.status}): ${error.message}`;
        throw error;
      }
      return 'no refusal';
    },
  };
}

function sessionIn(account: string): Session {
  const arn = `arn:aws:sts::${account}:assumed-role/smoke/session`;
  const role = { roleArn: `arn:aws:iam::${account}:role/smoke`, roleId: 'AROAEXAMPLE' };
  return {
    credentials: { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'example' },
    principal: { kind: 'assumed-role', account, sessionArn: arn, ...role },
    account,
    arn,
    userId: 'AROAEXAMPLE:session',
    policies: () => ({ identityPolicies: [] }),
    context: requestContext({}),
  };
}

/** A client request token: a version's ID. */
export const token = (letter: string) => letter.repeat(8) + '-0000-4000-8000-'.concat(letter.repeat(12));
