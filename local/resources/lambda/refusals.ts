import type { DeploymentTarget } from '../../../assembly/types';
import { functionArn as arnOf } from '../../services/lambda/function-name';
import { type HandlerErrorCode, ResourceRefused } from '../resource-refused';

/** Lambda's refusal. */
export const refused = (message: string, code: HandlerErrorCode, status = 400) =>
  new ResourceRefused({ message, code, service: 'Lambda', status });

/** The function, or its version, is not there. **Observed** words, as those of the API. */
export const functionNotFound = (arn: string) => refused(`Function not found: ${arn}`, 'NotFound', 404);

/** A function's ARN, without qualifier. */
export const functionArn = ({ partition, region, account }: DeploymentTarget, name: string) =>
  arnOf({ partition, region, account, name });
