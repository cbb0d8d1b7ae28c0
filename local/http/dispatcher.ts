import { type Decision, decide } from '../../policy/decide';
import type { AuthorizationQuestion } from '../../policy/types';
import type { Clock } from '../clock';
import { TrustRefused } from '../iam/trust-refused';
import { ServiceError } from '../service-error';
import type { Call, Operation, Service } from '../services/operation';
import { callerAuthority } from './caller-authority';
import type { HttpRequest, HttpResponse } from './message';
import { serviceOf } from './route';
import { signatureError } from './signature-errors';
import type { SignatureVerifier, SignedRequest } from './verify-signature';

/** A call that IAM refused, for `--explain`. */
export interface Refusal {
  readonly service: string;
  readonly operation: string;
  /** The caller's ARN, or `anonymous`. */
  readonly caller: string;
  readonly question: AuthorizationQuestion;
  readonly decision: Decision;
}

/** What the dispatcher is made of. */
export interface DispatcherOptions {
  // biome-ignore lint/suspicious/noExplicitAny: each service has an output of its own, which only its own protocol reads
  readonly services: readonly Service<any>[];
  readonly verifier: SignatureVerifier;
  readonly clock: Clock;
  readonly account: string;
  readonly region: string;
  readonly onRefusal?: (refusal: Refusal) => void;
  /** Told of an error that is the local cloud's own; its caller gets a 500. */
  readonly onDefect: (error: unknown, request: HttpRequest) => void;
}

const openCors = { 'access-control-allow-origin': '*', 'access-control-expose-headers': '*' };

/** One path for every request of every service: find it, verify the signature, parse, ask IAM, run, answer. */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #services: ReadonlyMap<string, Service<unknown>>;

  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#services = new Map(options.services.map((service) => [service.signingName, service]));
  }

  /** Never throws. */
  async handle(request: HttpRequest): Promise<HttpResponse> {
    const service = this.#services.get(serviceOf(request));
    if (service === undefined) return unknownService(request);
    if (request.method === 'OPTIONS') return service.preflight?.(request) ?? openPreflight(request);
    const response = await this.#answer(service, request);
    if (request.headers.origin === undefined) return response;
    return { ...response, headers: { ...response.headers, ...(service.corsHeaders?.(request) ?? openCors) } };
  }

  async #answer(service: Service<unknown>, request: HttpRequest): Promise<HttpResponse> {
    try {
      const operation = service.match(request);
      if (operation === undefined) throw service.unknownOperation(request);
      const output = await this.#perform(service, operation, request);
      return service.protocol.success(output, operation.name, request);
    } catch (error) {
      if (error instanceof TrustRefused) this.#reportTrustRefusal(service, error);
      if (error instanceof ServiceError) return service.protocol.failure(error, request);
      this.#options.onDefect(error, request);
      const defect = new ServiceError('InternalFailure', 'The local cloud failed: see its log.', 500);
      return service.protocol.failure(defect, request);
    }
  }

  async #perform(service: Service<unknown>, operation: Operation, request: HttpRequest): Promise<unknown> {
    const signed = this.#signed(service, operation, request);
    const call = this.#call(service, request, signed);
    const input = operation.parse(request);
    for (const question of await operation.authorize(input, call)) {
      const decision = call.permits(question);
      if (decision.allowed) continue;
      const caller = signed?.session.arn ?? 'anonymous';
      this.#options.onRefusal?.({
        service: service.signingName,
        operation: operation.name,
        caller,
        question,
        decision,
      });
      throw service.accessDenied(decision.sentence(caller));
    }
    if (operation.run === undefined) throw service.notImplemented(operation.name);
    return operation.run(input, call);
  }

  /** A role's trust policy refused: the caller learns little, whoever runs the cloud learns why. */
  #reportTrustRefusal(service: Service<unknown>, { roleArn, decision }: TrustRefused): void {
    this.#options.onRefusal?.({
      service: service.signingName,
      operation: 'AssumeRoleWithWebIdentity',
      caller: 'a web identity',
      question: { action: 'sts:AssumeRoleWithWebIdentity', resource: roleArn },
      decision,
    });
  }

  #signed(service: Service<unknown>, operation: Operation, request: HttpRequest): SignedRequest | undefined {
    if (operation.signature === 'none') return undefined;
    const signed = this.#options.verifier.verify(request, service.signingName);
    if (signed === undefined && operation.signature === 'required') {
      throw signatureError(service.signingName, 'missing', 'Request is missing Authentication Token');
    }
    return signed;
  }

  #call(service: Service<unknown>, request: HttpRequest, signed: SignedRequest | undefined): Call {
    const { account, region, clock } = this.#options;
    const authority = callerAuthority(request, signed, { account, region, now: clock.now() });
    return {
      request,
      region,
      ...(signed === undefined ? {} : { session: signed.session }),
      permits: (question) => {
        const resourcePolicy = service.resourcePolicy?.(question.resource);
        return decide(question, resourcePolicy === undefined ? authority : { ...authority, resourcePolicy });
      },
    };
  }
}

function openPreflight(request: HttpRequest): HttpResponse {
  return {
    status: 200,
    headers: {
      ...openCors,
      'access-control-allow-methods': request.headers['access-control-request-method'] ?? '*',
      'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '*',
      'access-control-max-age': '172800',
    },
  };
}

function unknownService(request: HttpRequest): HttpResponse {
  const name = serviceOf(request).slice(0, 40);
  return {
    status: 400,
    headers: { 'content-type': 'application/json', 'x-amzn-requestid': request.requestId },
    body: JSON.stringify({
      __type: 'UnknownOperationException',
      message: `The local cloud has no service '${name}'. It has those that a game with identity-pool credentials touches.`,
    }),
  };
}
