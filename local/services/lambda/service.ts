import type { DeploymentTarget } from '../../../assembly/types';
import { compilePolicy } from '../../../policy/compile';
import type { Service } from '../../http/operation';
import { pathLabels, type RestJsonOutput, restJson } from '../../protocols/rest-json';
import { ServiceError } from '../../shared/service-error';
import { FunctionProcesses, type FunctionProcessesOptions } from './function-processes';
import { invoke, invokePath } from './invoke';
import { judgedOperation } from './judged-operations';
import type { LambdaFunction, PermissionStatement } from './lambda-function';

/** What the service is made of. */
export interface LambdaServiceOptions extends FunctionProcessesOptions {
  /** From `functionsFromStacks`. */
  readonly functions: readonly LambdaFunction[];
  /** What a bare function name leaves unsaid. */
  readonly target: DeploymentTarget;
}

/** Lambda, with the processes that its functions run in. */
export interface LambdaService extends Service<RestJsonOutput> {
  /** Ends every process of a function, and waits until all are gone. */
  stop(): Promise<void>;
}

/**
 * Lambda as its callers see it: `Invoke`, judged by IAM and by the function's own policy, run from the bundled asset.
 *
 * @throws PolicyError naming the permission that could not be understood
 */
export function lambdaService(options: LambdaServiceOptions): LambdaService {
  const { functions, target } = options;
  const processes = new FunctionProcesses(options);
  const byArn = new Map(functions.map((lambda) => [lambda.arn, lambda]));
  const operation = invoke({ functions: byArn, processes, target });
  const policies = resourcePolicies(functions);
  return {
    signingName: 'lambda',
    protocol: restJson,
    match: (request) =>
      request.method === 'POST' && pathLabels(request, invokePath) !== undefined
        ? operation
        : judgedOperation(request, target),
    unknownOperation: (request) =>
      new ServiceError(
        'UnknownOperationException',
        `Lambda has no operation at ${request.method} ${request.rawPath}`,
        404,
      ),
    accessDenied: (reason) => new ServiceError('AccessDeniedException', reason, 403),
    resourcePolicy: (arn) => policies.get(arn),
    // A version has no tags of its own (documented: tags are a function's).
    resourceTags: (arn) => byArn.get(arn.split(':').slice(0, 7).join(':'))?.tags,
    stop: () => processes.stop(),
  };
}

/** Each function's policy, and that of each of its versions: a permission without qualifier does not hold for a version (**observed**: aws-cdk#19464). */
function resourcePolicies(functions: readonly LambdaFunction[]) {
  const statements = new Map<string, PermissionStatement[]>();
  for (const permission of functions.flatMap((lambda) => lambda.permissions)) {
    statements.set(permission.resource, [...(statements.get(permission.resource) ?? []), permission]);
  }
  return new Map(
    [...statements].map(([arn, permissions]) => {
      const document = { Version: '2012-10-17', Statement: permissions.map(({ statement }) => statement) };
      return [arn, compilePolicy(document, `resource policy of ${arn}`, 'resource')] as const;
    }),
  );
}
