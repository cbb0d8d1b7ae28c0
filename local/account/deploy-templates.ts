import { dirname } from 'node:path';
import type { CloudFormationStacks } from '../deployments/cloudformation-stacks';
import { failedPlaces } from '../deployments/failed-places';
import { checkGivenParameters, type GivenParameter, parametersFor } from '../deployments/given-parameters';
import { isNothingToUpdate } from '../deployments/stack-refusals';
import type { StackRequest } from '../services/cloudformation/stack-view';
import { ServiceError } from '../shared/service-error';

/** A template from disk, JSON or YAML. */
export interface TemplateToDeploy {
  /** For errors. */
  readonly file: string;
  readonly stackName: string;
  readonly text: string;
}

/** Whoever starts a local cloud with a template has agreed to what it makes. */
const capabilities = ['CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'];

/**
 * Refuses a value that no stack takes.
 *
 * @param others the parameters of the stacks that are not made of these templates
 * @throws Error for that, and for what is no template, naming its file
 */
export function checkParameters(
  given: readonly GivenParameter[],
  others: ReadonlyMap<string, readonly string[]>,
  templates: readonly TemplateToDeploy[],
  stacks: Pick<CloudFormationStacks, 'template'>,
): void {
  const own = templates.map((template) => [template.stackName, declaredParameters(template, stacks)] as const);
  checkGivenParameters(given, new Map([...others, ...own]));
}

function declaredParameters(
  { file, text }: TemplateToDeploy,
  stacks: Pick<CloudFormationStacks, 'template'>,
): readonly string[] {
  return naming(file, () => stacks.template(text)).parameters.map(({ name }) => name);
}

/**
 * Deploys templates as CloudFormation's API does, one after the other: a later one may import what an earlier one exports. Their custom
 * resources are run, so the cloud must listen by then. A stack that was kept is updated.
 *
 * @param onProblem told why a stack that was kept is not what its template says: it is as it was before
 * @throws Error with the file and every place that failed of a new stack; nothing is rolled back
 */
export async function deployTemplates(
  templates: readonly TemplateToDeploy[],
  given: readonly GivenParameter[],
  stacks: CloudFormationStacks,
  onProblem: (problem: string) => void = () => {},
): Promise<void> {
  for (const template of templates) {
    const { file, stackName, text } = template;
    const parameters = parametersFor(stackName, declaredParameters(template, stacks), given);
    const assets = naming(file, () => stacks.beside(text, dirname(file)));
    const request = { stackName, template: text, parameters, tags: undefined, capabilities, assets };
    if (await stands(stackName, stacks)) {
      const problem = await update(file, request, stacks);
      if (problem !== undefined) onProblem(`${stackName} is as it was before: ${problem}`);
      continue;
    }
    const { id } = naming(file, () => stacks.createStack(request, 'DO_NOTHING'));
    await stacks.settled();
    const stack = stacks.view(id);
    if (stack?.status !== 'CREATE_COMPLETE') throw new Error(failureOf(file, stack, stacks));
  }
}

/** Of these nothing stands that can be updated: such a stack is deleted, and made again. */
const neverStood = /^(?:CREATE_FAILED|DELETE_FAILED|ROLLBACK_COMPLETE|ROLLBACK_FAILED|REVIEW_IN_PROGRESS)$/;

async function stands(stackName: string, stacks: CloudFormationStacks): Promise<boolean> {
  const stack = stacks.view(stackName);
  if (stack === undefined) return false;
  if (!neverStood.test(stack.status)) return true;
  stacks.deleteStack(stackName, { retain: [] });
  await stacks.settled();
  return false;
}

/** @returns why it was not updated; undefined where it is what the template says */
async function update(file: string, request: StackRequest, stacks: CloudFormationStacks): Promise<string | undefined> {
  try {
    const { id } = stacks.updateStack(request, false);
    await stacks.settled();
    const stack = stacks.view(id);
    return stack?.status === 'UPDATE_COMPLETE' ? undefined : failureOf(file, stack, stacks);
  } catch (error) {
    if (isNothingToUpdate(error)) return undefined;
    if (!(error instanceof ServiceError)) throw error;
    return `${file}: ${error.message}`;
  }
}

function naming<Answer>(file: string, ask: () => Answer): Answer {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw new Error(`${file}: ${error.message}`);
  }
}

type View = ReturnType<CloudFormationStacks['view']>;

/** Each resource that failed, as its stack's history has it. */
function failureOf(file: string, stack: View, stacks: Pick<CloudFormationStacks, 'view'>): string {
  const told = (view: View) => view && { name: view.name, history: view.events.toReversed() };
  const own = told(stack);
  const reasons = own === undefined ? [] : failedPlaces(own, (id) => told(stacks.view(id)));
  return `${file} can't be deployed:\n${reasons.map((reason) => `  ${reason}`).join('\n')}`;
}
