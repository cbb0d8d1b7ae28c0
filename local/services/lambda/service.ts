import { randomUUID } from 'node:crypto';
import type { DeploymentTarget } from '../../../assembly/types';
import type { Service } from '../../http/operation';
import { servedOperations } from '../../http/served-operation';
import { pathLabels, type RestJsonOutput, restJson } from '../../protocols/rest-json';
import { ServiceError } from '../../shared/service-error';
import { brokenOff } from './broken-off';
import { type FunctionCaller, functionCaller } from './function-caller';
import { functionOperation, servedFunctionOperations } from './function-operations';
import { FunctionProcesses, type FunctionProcessesOptions } from './function-processes';
import type { LambdaFunctions } from './functions';
import { invoke, invokePath } from './invoke';

/** What the service is made of. */
export interface LambdaServiceOptions extends FunctionProcessesOptions {
  readonly functions: LambdaFunctions;
  /** What a bare function name leaves unsaid. */
  readonly target: DeploymentTarget;
}

/** Lambda, with the processes that its functions run in. */
export interface LambdaService extends Service<RestJsonOutput>, FunctionCaller {
  /**
   * Runs a function for CloudFormation, which waits for no result.
   *
   * @param arn with or without qualifier
   * @returns whether it broke off, and why
   * @throws Error where there is no such function, or Lambda may not take its role
   */
  runForCloudFormation(arn: string, event: string): Promise<{ readonly failed: boolean; readonly why?: string }>;
  /** Ends every process of a function, waits until all are gone, and deletes the code that was unpacked for them. */
  stop(): Promise<void>;
}

/** Lambda as its callers see it: `Invoke`, judged by IAM and by the function's own policy, run from the function's code. */
export function lambdaService(options: LambdaServiceOptions): LambdaService {
  const { functions, target } = options;
  const processes = new FunctionProcesses(options);
  functions.onRetired = (lambda, version) => processes.retire(lambda, version);
  const operation = invoke({ functions, processes, target });
  return {
    ...functionCaller({ functions, processes, clock: options.clock }),
    signingName: 'lambda',
    protocol: restJson,
    operations: () => [...servedOperations([operation]), ...servedFunctionOperations()],
    match: (request) =>
      request.method === 'POST' && pathLabels(request, invokePath) !== undefined
        ? operation
        : functionOperation(request, target, functions),
    unknownOperation: (request) =>
      new ServiceError(
        'UnknownOperationException',
        `Lambda has no operation at ${request.method} ${request.rawPath}`,
        404,
      ),
    accessDenied: (reason) => new ServiceError('AccessDeniedException', reason, 403),
    resourcePolicy: (arn) => functions.policies.of(arn),
    // A version has no tags of its own (documented: tags are a function's).
    resourceTags: (arn) => functions.tags(arn.split(':').slice(0, 7).join(':')),
    async runForCloudFormation(arn, event) {
      const unqualified = arn.split(':').slice(0, 7).join(':');
      const version = arn.split(':')[7] ?? '$LATEST';
      const found = functions.find(unqualified, version);
      if (found === undefined) throw new Error(`Function not found: ${arn}`);
      const invocation = { requestId: randomUUID(), event, arn };
      const outcome = await processes.run(found, version, invocation, () => {
        throw new Error('The role defined for the function cannot be assumed by Lambda.');
      });
      const why = brokenOff(outcome);
      return { failed: outcome.failed, ...(why !== undefined && { why }) };
    },
    stop: async () => {
      await processes.stop();
      functions.code.discardAll();
    },
  };
}
