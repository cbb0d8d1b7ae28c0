import type { DeploymentTarget } from '../../../assembly/types';
import type { HttpRequest } from '../../http/message';
import type { Operation } from '../../http/operation';
import type { ServedOperation } from '../../http/served-operation';
import { pathLabels, type RestJsonOutput } from '../../protocols/rest-json';
import { qualifiedArn } from './function-name';
import type { LambdaFunctions } from './functions';
import { read, readingOperations } from './reading-operations';
import { requestedFunction } from './requested-function';

/** One of them: its name, and where it stands. */
export interface FunctionOperation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  /** @default `lambda:<name>` */
  readonly action?: string;
}

/** What Lambda's API has beside `Invoke`, as far as it is about one function or about all; those that read are performed. */
export const functionOperations: readonly FunctionOperation[] = [
  { name: 'ListFunctions', method: 'GET', path: '/2015-03-31/functions' },
  { name: 'GetAccountSettings', method: 'GET', path: '/2016-08-19/account-settings' },
  ...[
    ['GetFunction', 'GET', '/2015-03-31/functions/{FunctionName}'],
    ['DeleteFunction', 'DELETE', '/2015-03-31/functions/{FunctionName}'],
    ['GetFunctionConfiguration', 'GET', '/2015-03-31/functions/{FunctionName}/configuration'],
    ['UpdateFunctionConfiguration', 'PUT', '/2015-03-31/functions/{FunctionName}/configuration'],
    ['UpdateFunctionCode', 'PUT', '/2015-03-31/functions/{FunctionName}/code'],
    ['ListVersionsByFunction', 'GET', '/2015-03-31/functions/{FunctionName}/versions'],
    ['PublishVersion', 'POST', '/2015-03-31/functions/{FunctionName}/versions'],
    ['ListAliases', 'GET', '/2015-03-31/functions/{FunctionName}/aliases'],
    ['CreateAlias', 'POST', '/2015-03-31/functions/{FunctionName}/aliases'],
    ['GetAlias', 'GET', '/2015-03-31/functions/{FunctionName}/aliases/{Name}'],
    ['UpdateAlias', 'PUT', '/2015-03-31/functions/{FunctionName}/aliases/{Name}'],
    ['DeleteAlias', 'DELETE', '/2015-03-31/functions/{FunctionName}/aliases/{Name}'],
    ['ListTags', 'GET', '/2017-03-31/tags/{FunctionName}'],
    ['GetPolicy', 'GET', '/2015-03-31/functions/{FunctionName}/policy'],
    ['AddPermission', 'POST', '/2015-03-31/functions/{FunctionName}/policy'],
    ['RemovePermission', 'DELETE', '/2015-03-31/functions/{FunctionName}/policy/{StatementId}'],
    ['GetFunctionConcurrency', 'GET', '/2019-09-30/functions/{FunctionName}/concurrency'],
    ['PutFunctionConcurrency', 'PUT', '/2017-10-31/functions/{FunctionName}/concurrency'],
    ['DeleteFunctionConcurrency', 'DELETE', '/2017-10-31/functions/{FunctionName}/concurrency'],
    ['GetFunctionUrlConfig', 'GET', '/2021-10-31/functions/{FunctionName}/url'],
    ['CreateFunctionUrlConfig', 'POST', '/2021-10-31/functions/{FunctionName}/url'],
    ['InvokeAsync', 'POST', '/2014-11-13/functions/{FunctionName}/invoke-async'],
  ].map(([name = '', method = '', path = '']) => ({ name, method, path })),
  {
    name: 'InvokeWithResponseStream',
    method: 'POST',
    path: '/2021-11-15/functions/{FunctionName}/response-streaming-invocations',
    action: 'lambda:InvokeFunction',
  },
];

const isPerformed = (name: string) => Object.hasOwn(readingOperations, name);

/** What is told of them. */
export function servedFunctionOperations(): readonly ServedOperation[] {
  return functionOperations.map(({ name }) => ({ name, signature: 'required', performed: isPerformed(name) }));
}

/** An operation that the local cloud judges, and performs where it only reads; undefined for a path of nothing it knows. */
export function functionOperation(
  request: HttpRequest,
  target: DeploymentTarget,
  functions: LambdaFunctions,
): Operation<Readonly<Record<string, string>>, RestJsonOutput> | undefined {
  for (const { name, method, path, action = `lambda:${name}` } of functionOperations) {
    if (method !== request.method) continue;
    const labels = pathLabels(request, path);
    if (labels === undefined) continue;
    const { FunctionName } = labels;
    const named = () => (FunctionName === undefined ? undefined : requestedFunction(request, FunctionName, target));
    const judged = {
      name,
      signature: 'required' as const,
      parse: () => labels,
      authorize: () => {
        const found = named();
        return [{ action, resource: found === undefined ? '*' : qualifiedArn(found) }];
      },
    };
    if (!isPerformed(name)) return { ...judged, unread: true };
    return {
      ...judged,
      run: () => {
        const found = named();
        return read(name, { functions, request, ...(found === undefined ? {} : { named: found }) });
      },
    };
  }
  return undefined;
}
