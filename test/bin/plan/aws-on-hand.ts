import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What CloudFormation and STS answer, in the form of their protocol. */
export interface Answers {
  readonly account?: string;
  /** The state of every stack. */
  readonly status?: string;
  /** The template of every stack, as it was handed in. */
  readonly template?: string;
  /** An error in place of an answer, by the operation. */
  readonly errors?: Readonly<Record<string, readonly [code: string, message: string]>>;
}

/** AWS as far as a plan asks it, with any state that a stack may be in. */
export async function awsOnHand({ account = '123456789012', status = '', template = '', errors = {} }: Answers) {
  const asked: URLSearchParams[] = [];
  const results: Readonly<Record<string, (parameters: URLSearchParams) => string>> = {
    GetCallerIdentity: () => `<Account>${account}</Account>`,
    DescribeStacks: (parameters) => {
      const name = parameters.get('StackName');
      const id = `arn:aws:cloudformation:eu-west-1:${account}:stack/${name}/1`;
      return `<Stacks><member><StackName>${name}</StackName><StackId>${id}</StackId><StackStatus>${status}</StackStatus></member></Stacks>`;
    },
    GetTemplate: () => `<TemplateBody>${template.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</TemplateBody>`,
  };
  const server = createServer(async (request, response) => {
    const parameters = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
    asked.push(parameters);
    const action = parameters.get('Action') ?? '';
    const [code, message] = errors[action] ?? [];
    response.writeHead(code === undefined ? 200 : 400, { 'content-type': 'text/xml' });
    response.end(
      code === undefined
        ? `<${action}Response><${action}Result>${results[action]?.(parameters)}</${action}Result></${action}Response>`
        : `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    /** The calls, in order. */
    asked,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}
