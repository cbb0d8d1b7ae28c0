import { z } from 'zod';
import type { CustomResourceAnswer, CustomResourceRequest, CustomResources } from '../resources/custom-resources';
import { HalfMade } from '../resources/resource-type';
import type { ResponseReceiver } from './response-receiver';

/** Runs a function, without anybody waiting for what it returns. */
export type InvokeFunction = (
  arn: string,
  event: string,
) => Promise<{ readonly failed: boolean; readonly why?: string }>;

const response = z.looseObject({
  Status: z.enum(['SUCCESS', 'FAILED']),
  Reason: z.string().optional(),
  PhysicalResourceId: z.string().min(1).max(1024).optional(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  Data: z.record(z.string(), z.unknown()).nullish(),
  // In whatever form a parameter's may have.
  NoEcho: z.union([z.boolean(), z.string()]).nullish(),
});
type Response = z.output<typeof response>;

/**
 * Custom resources over the functions of the local cloud.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html documented
 */
export class FunctionCustomResources implements CustomResources {
  readonly #invoke: InvokeFunction;
  readonly #receiver: ResponseReceiver;

  /** @param stackIdOf the ID of the stack that stands under a name */
  constructor(
    invoke: InvokeFunction,
    receiver: ResponseReceiver,
    readonly stackIdOf: (stackName: string) => string,
  ) {
    this.#invoke = invoke;
    this.#receiver = receiver;
  }

  async send(
    serviceToken: string,
    request: CustomResourceRequest,
    timeoutSeconds: number,
  ): Promise<CustomResourceAnswer> {
    const { url, body, cancel } = await this.#receiver.expect();
    const event = { ...request, ResponseURL: url, ServiceToken: serviceToken };
    const silence = new Silence(request, timeoutSeconds);
    // Whoever breaks off will not answer any more. AWS tries twice more and then waits until the time is up.
    const broken = this.#invoke(serviceToken, JSON.stringify(event)).then(({ failed, why }) => {
      if (failed) throw silence.error(why);
      return new Promise<never>(() => {});
    });
    try {
      return answerOf(await Promise.race([body, broken, silence.ends()]), request);
    } finally {
      silence.over();
      cancel();
    }
  }
}

/** A function that says nothing. */
class Silence {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    readonly request: CustomResourceRequest,
    readonly seconds: number,
  ) {}

  ends(): Promise<never> {
    return new Promise((_resolve, reject) => {
      this.#timer = setTimeout(() => reject(this.error()), this.seconds * 1000);
      this.#timer.unref();
    });
  }

  over(): void {
    clearTimeout(this.#timer);
  }

  /** The words are **observed**: aws-cdk#3443. @param why what AWS tells in the function's log alone */
  error(why?: string): Error {
    return new Error(
      `CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [${this.request.RequestId}]. If you are using the Python cfn-response module, you may need to update your Lambda function code so that CloudFormation can attach the updated version.${why === undefined ? '' : ` [${why}]`}`,
    );
  }
}

function answerOf(body: string, request: CustomResourceRequest): CustomResourceAnswer {
  const said = parsed(body);
  if (said === undefined) throw new Error('Invalid Response object: it is no JSON of at most 4096 bytes');
  for (const name of ['StackId', 'RequestId', 'LogicalResourceId'] as const) {
    if (said[name] !== request[name])
      throw new Error(`Invalid Response object: Value of property ${name} must be that of the request`);
  }
  if (said.Status === 'FAILED') {
    const message = `Received response status [FAILED] from custom resource. Message returned: ${said.Reason ?? ''} (RequestId: ${request.RequestId})`;
    // The Delete that follows has the ID of this answer: the CDK's handlers know by it that there is nothing to delete (read in them).
    throw new HalfMade(message, said.PhysicalResourceId === undefined ? {} : { ref: said.PhysicalResourceId });
  }
  const physicalId = said.PhysicalResourceId ?? request.PhysicalResourceId;
  if (physicalId === undefined) throw new Error('Invalid PhysicalResourceId');
  const noEcho = String(said.NoEcho ?? false).toLowerCase() === 'true';
  return { physicalId, data: flat(said.Data ?? {}), noEcho };
}

function parsed(body: string): Response | undefined {
  try {
    return response.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

/** `Fn::GetAtt` reaches into objects by dots. */
function flat(data: Readonly<Record<string, unknown>>, prefix = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(data).flatMap(([name, value]): [string, string][] => {
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
        return Object.entries(flat(value as Record<string, unknown>, `${prefix}${name}.`));
      }
      return [[`${prefix}${name}`, typeof value === 'string' ? value : JSON.stringify(value)]];
    }),
  );
}
