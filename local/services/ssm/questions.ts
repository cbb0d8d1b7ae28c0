import { type AuthorizationQuestion, type ContextValue, requestContext } from '../../../policy/types';
import type { Parameters } from './parameters';

/**
 * What IAM is asked about a parameter. One that is not there is asked about by its own ARN too: AWS has been seen to ask about all of
 * the account then (**observed**: aws-control-tower-customizations#208), but in which cases is **unconfirmed**.
 *
 * @param nameOrArn without selector
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html documented
 */
export function parameterQuestion(
  action: string,
  nameOrArn: string,
  parameters: Parameters,
  more: Readonly<Record<string, ContextValue | undefined>> = {},
): AuthorizationQuestion {
  const tags = [...(parameters.find(nameOrArn)?.tags ?? [])];
  return {
    action: `ssm:${action}`,
    resource: parameters.arnOf(nameOrArn),
    context: requestContext({
      ...Object.fromEntries(tags.map(([key, value]) => [`aws:ResourceTag/${key}`, value])),
      ...Object.fromEntries(tags.map(([key, value]) => [`ssm:resourceTag/${key}`, value])),
      ...more,
    }),
  };
}
