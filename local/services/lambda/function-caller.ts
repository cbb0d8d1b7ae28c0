import type { Asked, Refuse, Refused } from '../../iam/refused';
import type { Clock } from '../../shared/clock';
import { mayCall, type ServicePrincipal } from './calling-service';
import { functionNotFound } from './errors';
import type { FunctionProcesses } from './function-processes';
import type { LambdaFunctions } from './functions';
import type { Outcome } from './outcome';

export type { Outcome } from './outcome';

/** A service that runs a function under its own name. */
export interface CallingService extends ServicePrincipal {
  readonly requestId: string;
  /** Told where the function's policy does not let the service, or Lambda may not take its role. */
  readonly refuse: Refuse;
  /** Told where the policy does. */
  allowed(asked: Asked): void;
}

/** Who runs functions for other services. */
export interface FunctionCaller {
  /**
   * Runs a function as a service that its policy must name.
   *
   * @param arn with or without qualifier
   * @throws ServiceError where there is no such function, or as many run as may; what {@link CallingService.refuse} throws
   */
  runForService(arn: string, event: string, as: CallingService): Promise<Outcome>;
}

/** What judges and runs. */
interface Parts {
  readonly functions: LambdaFunctions;
  readonly processes: FunctionProcesses;
  readonly clock: Clock;
}

/**
 * A service calls as its principal, with the resource that it calls for (**documented**: Lambda developer guide, "Granting Lambda function
 * access to AWS services"), and has no policies of its own: the function's alone decides.
 */
export function functionCaller({ functions, processes, clock }: Parts): FunctionCaller {
  return {
    async runForService(arn, event, as) {
      const question = { action: 'lambda:InvokeFunction', resource: arn };
      const decision = mayCall(functions.policies, arn, as, clock);
      const asked: Refused = { caller: as.principal, question, decision };
      if (!decision.allowed) return as.refuse(asked);
      as.allowed(asked);
      const [unqualified, version = '$LATEST'] = [arn.split(':').slice(0, 7).join(':'), arn.split(':')[7]];
      const found = functions.find(unqualified, version);
      if (found === undefined) throw functionNotFound(arn);
      return processes.run(found, version, { requestId: as.requestId, event, arn }, as.refuse);
    },
  };
}
