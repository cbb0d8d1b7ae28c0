import { type AuthorizationQuestion, requestContext } from '../../../policy/types';
import type { Call } from '../../http/operation';
import { ServiceError } from '../../shared/service-error';
import { type CloudFormationDependencies, callerOf, flag, required, strings, structures } from './operation-parts';
import type { StackRequest } from './stack-view';

/** **Documented**: CloudFormation quotas, of a template that comes with its request. */
const longestBody = 51_200;

/** Where a request has its template. */
export interface TemplateInput {
  readonly templateBody?: string;
  readonly templateUrl?: string;
}

/** What a request says of a stack that is to be, before its template is fetched. */
export interface StackInput extends Omit<StackRequest, 'template' | 'session'>, TemplateInput {
  readonly usePrevious: boolean;
}

/** @param usePrevious whether the template that is deployed is meant @throws ServiceError `ValidationError` */
export function templateInput(parameters: ReadonlyMap<string, string>, usePrevious = false): TemplateInput {
  const templateBody = parameters.get('TemplateBody');
  const templateUrl = parameters.get('TemplateURL');
  const given = [templateBody, templateUrl, usePrevious || undefined].filter((one) => one !== undefined);
  if (given.length > 1) throw invalid('Template URL and Template Body cannot both be specified.');
  if (given.length === 0) throw invalid('Either Template URL or Template Body must be specified.');
  if (templateBody !== undefined && Buffer.byteLength(templateBody) > longestBody) {
    throw invalid(
      `1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${longestBody}`,
    );
  }
  return { ...(templateBody !== undefined && { templateBody }), ...(templateUrl !== undefined && { templateUrl }) };
}

/** @throws ServiceError `ValidationError` */
export function stackInput(parameters: ReadonlyMap<string, string>): StackInput {
  const usePrevious = flag(parameters, 'UsePreviousTemplate') ?? false;
  const roleArn = parameters.get('RoleARN');
  const token = parameters.get('ClientRequestToken') ?? parameters.get('ClientToken');
  const tags = structures(parameters, 'Tags');
  return {
    stackName: stackName(parameters),
    ...templateInput(parameters, usePrevious),
    usePrevious,
    parameters: new Map(
      structures(parameters, 'Parameters').map((one) => [
        one.get('ParameterKey') ?? '',
        one.get('UsePreviousValue') === 'true' ? undefined : (one.get('ParameterValue') ?? ''),
      ]),
    ),
    tags: tags.length === 0 ? undefined : new Map(tags.map((tag) => [tag.get('Key') ?? '', tag.get('Value') ?? ''])),
    capabilities: strings(parameters, 'Capabilities'),
    ...(roleArn !== undefined && { roleArn }),
    ...(token !== undefined && { token }),
  };
}

/** The questions beside that about the stack: the template's object, and the role that is handed on (**documented**: `iam:PassRole`). */
export function questionsBeside(
  { templateUrl, roleArn }: TemplateInput & Pick<StackInput, 'roleArn'>,
  { templates }: CloudFormationDependencies,
): readonly AuthorizationQuestion[] {
  return [...(templateUrl === undefined ? [] : [templates.questionOf(templateUrl)]), ...passRoleQuestion(roleArn)];
}

/** The question about a role that is handed on. @param roleArn absent: there is none */
export function passRoleQuestion(roleArn: string | undefined): readonly AuthorizationQuestion[] {
  if (roleArn === undefined) return [];
  return [
    {
      action: 'iam:PassRole',
      resource: roleArn,
      context: requestContext({ 'iam:PassedToService': 'cloudformation.amazonaws.com' }),
      unfilled: ['iam:associatedresourcearn'],
    },
  ];
}

/** The request, with its template, and who makes it. */
export function withTemplate(
  input: StackInput,
  call: Pick<Call, 'session'>,
  { templates }: CloudFormationDependencies,
): StackRequest {
  const { templateBody, templateUrl, usePrevious: _, ...request } = input;
  const template = templateUrl === undefined ? templateBody : templates.textOf(templateUrl);
  return { ...request, template, ...callerOf(call) };
}

/** The name of a stack that is to be, or the name or ID of one that is. @throws ServiceError */
export function stackName(parameters: ReadonlyMap<string, string>): string {
  const name = required(parameters, 'StackName');
  if (/^[a-zA-Z][-a-zA-Z0-9]{0,127}$|^arn:[-a-zA-Z0-9:/._+]{1,2000}$/.test(name)) return name;
  throw invalid(
    `1 validation error detected: Value '${name.slice(0, 128)}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/._+]*`,
  );
}

const invalid = (message: string) => new ServiceError('ValidationError', message);
