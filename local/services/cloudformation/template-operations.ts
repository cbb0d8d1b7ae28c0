import { templateQuestion } from '../../../policy/operations/cloudformation';
import type { AnyOperation } from '../../http/operation';
import { memberElements, queryParameters } from '../../protocols/query-xml';
import { ServiceError } from '../../shared/service-error';
import { type CloudFormationDependencies, flag, optional, questionAbout, theStack } from './operation-parts';
import { questionsBeside, stackName, type TemplateInput, templateInput } from './stack-request';
import type { ParameterView, TemplateView } from './template-view';

/** What is asked about a template of the call's own, or about the one of a stack. */
type SummaryInput = TemplateInput | { readonly stackName: string };

/** Operations that tell of a template, and change nothing. */
export function templateOperations(parts: CloudFormationDependencies): readonly AnyOperation<object>[] {
  const { stacks, templates } = parts;
  const questions = (action: string, input: TemplateInput) => [
    templateQuestion(action),
    ...questionsBeside(input, parts),
  ];
  const given = ({ templateBody, templateUrl }: TemplateInput) =>
    stacks.template(templateUrl === undefined ? (templateBody ?? '') : templates.textOf(templateUrl));
  return [
    {
      name: 'ValidateTemplate',
      signature: 'required',
      parse: (request) => templateInput(queryParameters(request)),
      authorize: (input: TemplateInput) => questions('ValidateTemplate', input),
      run(input: TemplateInput) {
        const view = given(input);
        return { ...common(view), Parameters: memberElements(view.parameters.map(parameterElement)) };
      },
    },
    {
      name: 'GetTemplateSummary',
      signature: 'required',
      parse(request): SummaryInput {
        const parameters = queryParameters(request);
        if (parameters.has('StackSetName')) throw new ServiceError('StackSetNotFoundException', noSets, 404);
        // Types that nobody knows are refused with and without it.
        flag(parameters, 'TemplateSummaryConfig.TreatUnrecognizedResourceTypesAsWarnings');
        const ofStack = parameters.has('StackName');
        if (!ofStack) return templateInput(parameters);
        if (parameters.has('TemplateBody') || parameters.has('TemplateURL')) {
          throw new ServiceError(
            'ValidationError',
            'Only one of StackName, TemplateBody and TemplateURL may be given.',
          );
        }
        return { stackName: stackName(parameters) };
      },
      authorize: (input: SummaryInput) =>
        'stackName' in input
          ? [questionAbout('GetTemplateSummary', input.stackName, parts)]
          : questions('GetTemplateSummary', input),
      run: (input: SummaryInput) => summary('stackName' in input ? ofStack(input.stackName, parts) : given(input)),
    },
  ];
}

const noSets = 'StackSet not found: the local cloud has none.';

function ofStack(nameOrId: string, { stacks }: CloudFormationDependencies): TemplateView {
  const { name, template } = theStack(stacks, nameOrId);
  if (template !== undefined) return stacks.template(template);
  // That it is an error is documented, its words are **unconfirmed**.
  throw new ServiceError('ValidationError', `Template of stack ${name} does not exist`);
}

function summary(view: TemplateView): object {
  return {
    ...common(view),
    Parameters: memberElements(
      view.parameters.map((parameter) => ({
        ...parameterElement(parameter),
        ParameterType: parameter.type,
        ParameterConstraints: parameter.allowed ? { AllowedValues: memberElements(parameter.allowed) } : '',
      })),
    ),
    ResourceTypes: memberElements(view.resourceTypes),
    // Documented: ResourceIdentifierSummary. That the parts of a compound one are joined by commas is read in the CDK CLI, which splits them.
    ResourceIdentifierSummaries: memberElements(
      view.importable.map(({ type, logicalIds, identifier }) => ({
        ResourceType: type,
        LogicalResourceIds: memberElements(logicalIds),
        ResourceIdentifiers: memberElements([identifier.join(',')]),
      })),
    ),
    ...optional('Version', view.version),
    ...optional('Metadata', view.metadata),
  };
}

function common({ description, capability, capabilityFor = [] }: TemplateView): object {
  return {
    ...optional('Description', description),
    ...(capability !== undefined && {
      Capabilities: memberElements([capability]),
      // **Observed**: aws-cli#4838.
      CapabilitiesReason: `The following resource(s) require capabilities: [${capabilityFor.join(', ')}]`,
    }),
  };
}

function parameterElement({ name, defaultValue, hidden, description }: ParameterView): object {
  return {
    ParameterKey: name,
    ...optional('DefaultValue', defaultValue),
    NoEcho: hidden,
    ...optional('Description', description),
  };
}
