import { XMLParser } from 'fast-xml-parser';
import type { CallDecision } from '../../../../local/http/call-decision';
import type { HttpRequest, HttpResponse } from '../../../../local/http/message';
import type { Service } from '../../../../local/http/operation';
import { perform } from '../../../../local/http/perform';
import type { RestOutput } from '../../../../local/protocols/rest-xml';
import { Buckets } from '../../../../local/services/s3/bucket';
import type { BucketSettings } from '../../../../local/services/s3/bucket-settings';
import { bucketCollections } from '../../../../local/services/s3/kept-buckets';
import { s3Service } from '../../../../local/services/s3/s3-service';
import type { Session } from '../../../../local/sessions/session';
import { ServiceError } from '../../../../local/shared/service-error';
import type { Decision } from '../../../../policy/decide';
import type { AuthorizationQuestion } from '../../../../policy/types';
import { noReason } from '../../../policy/fixtures';
import { BodiesInMemory } from '../../state/kept/bodies-in-memory';
import { left, takeUp } from '../../state/kept/restart';
import { WatchingKeeper } from '../../state/kept/watching-keeper';

/** A request in short. */
export interface Sent {
  readonly headers?: Record<string, string>;
  readonly body?: Buffer | string;
}

/** An answer as a test reads it. */
export interface Answer extends HttpResponse {
  readonly text: string;
  /** The body as XML, its root's members; absent for another body. */
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into it freely
  readonly xml?: any;
  /** S3's error code. */
  readonly code?: string;
  /** What IAM was asked, in order. */
  readonly asked: readonly AuthorizationQuestion[];
  /** What was reported, in order. */
  readonly refusals: readonly CallDecision[];
}

/** All harnesses': a later process finds them. */
const bodies = new BodiesInMemory();

const parser = new XMLParser({ parseTagValue: false, processEntities: true, htmlEntities: true });

/** S3 on its own, judged by a function of the test's instead of policies, over no wire. */
export class S3Harness {
  /** What the caller may do; everything, until a test says otherwise. */
  allows: (question: AuthorizationQuestion) => boolean = () => true;
  /** Whether calls come signed. */
  signed = true;
  /** Where calls are made to. */
  region = 'eu-west-1';
  time = Date.UTC(2026, 10, 20, 12, 0, 0, 500);
  readonly buckets: Buckets;
  /** Holds every call against what it announces. */
  readonly keeper = new WatchingKeeper(bodies);
  readonly service: Service<RestOutput>;
  private readonly templates: readonly BucketSettings[];

  constructor(...buckets: Partial<BucketSettings>[]) {
    const settings = (buckets.length > 0 ? buckets : [{}]).map((bucket) => ({ ...defaults, ...bucket }));
    this.templates = settings;
    this.buckets = new Buckets({ clock: { now: () => this.time }, partition: 'aws', keeper: this.keeper });
    for (const bucket of settings) this.buckets.add(bucket);
    this.service = s3Service(this.buckets);
  }

  async send(method: string, url: string, { headers = {}, body = '' }: Sent = {}): Promise<Answer> {
    const request = httpRequest(method, url, headers, body);
    const asked: AuthorizationQuestion[] = [];
    const refusals: CallDecision[] = [];
    const response = await this.answer(request, asked, refusals);
    this.keeper.check(bucketCollections(this.buckets));
    const text = response.body?.toString() ?? '';
    const isXml = response.headers['content-type'] === 'application/xml' && text.startsWith('<?xml');
    const document = isXml ? parser.parse(text) : undefined;
    const xml = document && Object.entries(document).find(([name]) => name !== '?xml')?.[1];
    return { ...response, text, xml, code: document?.Error?.Code, asked, refusals };
  }

  /** The same buckets in a later process, on what this one leaves. */
  restarted(): S3Harness {
    const next = new S3Harness(...this.templates);
    next.time = this.time + 1000;
    takeUp(left(bucketCollections(this.buckets)), bucketCollections(next.buckets), next.keeper);
    return next;
  }

  private async answer(
    request: HttpRequest,
    asked: AuthorizationQuestion[],
    refusals: CallDecision[],
  ): Promise<HttpResponse> {
    const { service } = this;
    try {
      const operation = service.match(request);
      if (!operation) throw service.unknownOperation(request);
      const output = await perform({
        service,
        operation,
        request,
        region: this.region,
        ...(this.signed ? { session } : {}),
        decide: (question) => {
          asked.push(question);
          return this.decision(question);
        },
        onDecision: (made) => made.decision.allowed || refusals.push(made),
      });
      return service.protocol.success(output, operation.name, request);
    } catch (error) {
      if (error instanceof ServiceError) return service.protocol.failure(error, request);
      throw error;
    }
  }

  private decision(question: AuthorizationQuestion): Decision {
    const allowed = this.allows(question);
    const sentence = () => `not authorized to perform: ${question.action}`;
    return { allowed, kind: allowed ? 'allow' : 'implicit-deny', explain: sentence, reason: noReason, sentence };
  }
}

/** A request as the listener would hand it on. */
export function httpRequest(
  method: string,
  url: string,
  headers: Record<string, string> = {},
  body: Buffer | string = '',
): HttpRequest {
  const mark = url.indexOf('?');
  const rawQuery = mark < 0 ? '' : url.slice(mark + 1);
  return {
    requestId: '7a62c49f-347e-4fc4-9331-6e8eEXAMPLE',
    method,
    rawPath: mark < 0 ? url : url.slice(0, mark),
    rawQuery,
    query: new URLSearchParams(rawQuery),
    headers: { host: '127.0.0.1:4500', ...headers },
    body: Buffer.from(body),
    sentTo: { scheme: 'http', host: '127.0.0.1' },
    sourceIp: '127.0.0.1',
  };
}

const defaults: BucketSettings = {
  name: 'saves',
  account: '111122223333',
  region: 'eu-west-1',
  partition: 'aws',
  versioning: 'Enabled',
  cors: [],
  blocksPublicAcls: true,
  ignoresPublicAcls: true,
  blocksPublicPolicy: true,
  restrictsPublicAccess: true,
};

const arn = 'arn:aws:sts::111122223333:assumed-role/player/session';

const session: Session = {
  credentials: { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' },
  principal: { kind: 'user', account: '111122223333', arn },
  account: '111122223333',
  arn,
  userId: 'AROAEXAMPLE:session',
  policies: () => ({ identityPolicies: [] }),
  context: new Map(),
};
