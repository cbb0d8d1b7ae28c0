import { type Authority, decide } from '../../policy/decide';
import type { Clock } from '../shared/clock';
import { hostRefusal, isAwsHost, type ServesHost, servesLoopbackAnd } from '../shared/hosts';
import { ServiceError } from '../shared/service-error';
import { bodyTooLarge, bodyTooSlow } from './body-errors';
import type { OnDecision } from './call-decision';
import { callerAuthority } from './caller-authority';
import { crossOrigin, preflight } from './cross-origin';
import type { Gate } from './listener';
import type { HttpRequest, HttpResponse } from './message';
import type { Operation, Protocol, Service } from './operation';
import { apart } from './own-origin';
import { type OperationCall, perform } from './perform';
import { serviceOf } from './route';
import { signatureError } from './signature-errors';
import { unlistedOperation } from './unlisted-operation';
import { verifyChunks } from './verify-chunks';
import type { SignatureVerifier, SignedRequest } from './verify-signature';

/** What the dispatcher is made of. */
export interface DispatcherOptions {
  // biome-ignore lint/suspicious/noExplicitAny: each service has an output of its own, which only its own protocol reads
  readonly services: readonly Service<any>[];
  readonly verifier: SignatureVerifier;
  readonly clock: Clock;
  readonly account: string;
  readonly region: string;
  /** Host names that it answers to beside this machine's, AWS's and its services' own. @default none */
  readonly allowHosts?: readonly string[];
  readonly onDecision?: OnDecision;
  /** The protocol that a client reads who calls a service that is not among them, by its signing name. */
  readonly protocolOf: (signingName: string, request: HttpRequest) => Protocol<never>;
  /** Told of an error that is the local cloud's own; its caller gets a 500. */
  readonly onDefect: (error: unknown, request: HttpRequest) => void;
}

/** What a service reads that says nothing of it, in bytes. */
const largestBody = 16 * 1024 * 1024;

/** One path for every request of every service: find it, verify the signature, decode, parse, ask IAM, run, answer. */
export class Dispatcher implements Gate {
  readonly #options: DispatcherOptions;
  readonly #services: ReadonlyMap<string, Service<unknown>>;
  readonly #isAllowed: ServesHost;

  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#isAllowed = servesLoopbackAnd(options.allowHosts ?? []);
    this.#services = new Map(options.services.map((service) => [service.signingName, service]));
  }

  /** Never throws. */
  async handle(request: HttpRequest): Promise<HttpResponse> {
    return this.#finished(request, await this.#handle(request));
  }

  async #handle(request: HttpRequest): Promise<HttpResponse> {
    const service = this.#serviceOf(request);
    if (service === undefined) return this.#withoutService(request, unknownService(this.#nameOf(request)));
    if (request.method === 'OPTIONS' && service.preflightsAreCalls !== true) return preflight(service, request);
    return crossOrigin(service, request, await this.#answer(service, request));
  }

  /** This machine's names, AWS's, those of user pools' domains and buckets, and what it was told to allow. */
  servesHost(host: string): boolean {
    return this.#isAllowed(host) || isAwsHost(host) || this.#ownerOf(host) !== undefined;
  }

  /** The answer to a request that calls it by another name, in the form of the service that was meant. */
  notServed(host: string, head: HttpRequest): HttpResponse {
    const sentence = hostRefusal(host, 'the local cloud');
    const refusal = new ServiceError('AccessDenied', sentence, 403);
    if (this.#serviceOf(head) === undefined) return this.#finished(head, this.#withoutService(head, refusal));
    return this.#failure(head, () => refusal);
  }

  /** How much of a request's body is read, in bytes. */
  largestBody(head: HttpRequest): number {
    return this.#serviceOf(head)?.largestBody ?? largestBody;
  }

  /** The service's answer to a body that is larger. */
  tooLarge(head: HttpRequest): HttpResponse {
    return this.#failure(head, ({ signingName }) => bodyTooLarge(signingName, this.largestBody(head)));
  }

  /** The service's answer to a body that does not come. */
  tooSlow(head: HttpRequest): HttpResponse {
    return this.#failure(head, ({ signingName }) => bodyTooSlow(signingName));
  }

  /** The service's answer where the local cloud failed. */
  defect(error: unknown, head: HttpRequest): HttpResponse {
    this.#options.onDefect(error, head);
    return this.#failure(head, () => new ServiceError('InternalFailure', 'The local cloud failed: see its log.', 500));
  }

  #failure(head: HttpRequest, errorOf: (service: Service<unknown>) => ServiceError): HttpResponse {
    const service = this.#serviceOf(head);
    if (service === undefined)
      return this.#finished(head, this.#withoutService(head, unknownService(this.#nameOf(head))));
    return this.#finished(head, crossOrigin(service, head, service.protocol.failure(errorOf(service), head)));
  }

  /** An answer where no service is known to make it. */
  #withoutService(head: HttpRequest, error: ServiceError): HttpResponse {
    return this.#options.protocolOf(this.#nameOf(head), head).failure(error, head);
  }

  /** By the clock that signatures are judged by: clients whose own is wrong set it by an answer's date, and sign again. */
  #finished(head: HttpRequest, answer: HttpResponse): HttpResponse {
    const date = new Date(this.#options.clock.now()).toUTCString();
    return apart(head, { ...answer, headers: { ...answer.headers, date } });
  }

  #serviceOf(request: HttpRequest): Service<unknown> | undefined {
    return this.#services.get(this.#nameOf(request));
  }

  #nameOf(request: HttpRequest): string {
    return serviceOf(request, (host) => this.#ownerOf(host));
  }

  /** The signing name of the service that a host belongs to. */
  #ownerOf(host: string): string | undefined {
    return this.#options.services.find((service) => service.ownsHost?.(host))?.signingName;
  }

  async #answer(service: Service<unknown>, request: HttpRequest): Promise<HttpResponse> {
    try {
      const operation = service.match(request) ?? unlistedOperation(service, request);
      if (operation === undefined) throw service.unknownOperation(request);
      const output = await this.#perform(service, operation, request);
      return service.protocol.success(output, operation.name, request);
    } catch (error) {
      if (error instanceof ServiceError) return service.protocol.failure(error, request);
      this.#options.onDefect(error, request);
      const defect = new ServiceError('InternalFailure', 'The local cloud failed: see its log.', 500);
      return service.protocol.failure(defect, request);
    }
  }

  async #perform(service: Service<unknown>, operation: Operation, sent: HttpRequest): Promise<unknown> {
    const signed = this.#signed(service, operation, sent);
    const request = decoded(service, sent, signed);
    const { region, onDecision } = this.#options;
    return perform({
      service,
      operation,
      request,
      region,
      ...(signed === undefined ? {} : { session: signed.session }),
      decide: this.#decider(service, request, signed),
      ...(onDecision === undefined ? {} : { onDecision }),
    });
  }

  #signed(service: Service<unknown>, operation: Operation, request: HttpRequest): SignedRequest | undefined {
    if (operation.signature === 'none') return undefined;
    const { signingName } = service;
    const form = operation.formSignature?.(request);
    if (form !== undefined) return this.#options.verifier.verifyForm(request, form, signingName);
    const signed = this.#options.verifier.verify(request, signingName);
    if (signed === undefined && operation.signature === 'required') {
      const call = { signingName, carrier: 'header' } as const;
      throw signatureError(call, 'missing', 'Request is missing Authentication Token');
    }
    return signed;
  }

  /** IAM, as it answers for one caller. */
  #decider(
    service: Service<unknown>,
    request: HttpRequest,
    signed: SignedRequest | undefined,
  ): OperationCall<unknown>['decide'] {
    const { account, region, clock } = this.#options;
    let known: Authority | undefined;
    return (question) => {
      // Made when IAM is first asked: a public call asks nothing.
      known ??= callerAuthority(request, signed, { account, region, now: clock.now() });
      const resourcePolicy = service.resourcePolicy?.(question.resource);
      return decide(question, resourcePolicy === undefined ? known : { ...known, resourcePolicy });
    };
  }
}

/** The request without its body's framing, once every signature within that body holds. */
function decoded(service: Service<unknown>, request: HttpRequest, signed: SignedRequest | undefined): HttpRequest {
  const framed = service.decode?.(request);
  if (framed === undefined) return request;
  verifyChunks(framed, signed, service.signingName);
  return { ...request, headers: framed.headers, body: framed.body };
}

function unknownService(signingName: string): ServiceError {
  const name = signingName.slice(0, 40);
  const sentence = `The local cloud has no service '${name}'. It has those that a game with identity-pool credentials touches.`;
  return new ServiceError('UnknownOperationException', sentence);
}
