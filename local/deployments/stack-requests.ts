import { AssemblyError } from '../../assembly/assembly-error';
import { own } from '../../assembly/own-member';
import { parseTemplate, TemplateFormatError } from '../../assembly/parse-template';
import { checkTemplate } from '../../assembly/template';
import type { StackRequest } from '../services/cloudformation/stack-view';
import { ServiceError } from '../shared/service-error';
import type { Desired, StackRecord } from './stack-record';

/**
 * What a stack is to be, as a caller asks for it.
 *
 * @throws ServiceError `ValidationError`, in CloudFormation's words where they are known
 */
export function desiredBy(request: StackRequest, stack: Pick<StackRecord, 'name' | 'desired'>): Desired {
  const { desired: before } = stack;
  const text = request.template ?? before?.text;
  if (text === undefined) throw invalid('Either Template URL or Template Body must be specified.');
  try {
    const template = checkTemplate(parseTemplate(text, 'TemplateURL'), 'Template format error');
    return {
      template,
      text,
      parameters: parametersOf(request, before, template.Parameters),
      tags: request.tags ?? before?.tags ?? new Map(),
      capabilities: request.capabilities,
      roleArn: request.roleArn ?? before?.roleArn,
      constructPaths: new Map(),
      assets: request.template === undefined ? (before?.assets ?? new Map()) : new Map(),
    };
  } catch (error) {
    if (error instanceof AssemblyError || error instanceof TemplateFormatError) throw invalid(error.message);
    throw error;
  }
}

function parametersOf(
  { parameters }: StackRequest,
  before: Desired | undefined,
  declared: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [name, given] of parameters) {
    const value = given ?? before?.parameters.get(name);
    if (value !== undefined) values.set(name, value);
    // What is deployed has the default, and so has what will be.
    else if (own(declared, name) === undefined) throw invalid(`Parameters: [${name}] do not exist in the template`);
  }
  return values;
}

const invalid = (message: string) => new ServiceError('ValidationError', message);
