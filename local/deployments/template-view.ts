import { AssemblyError } from '../../assembly/assembly-error';
import { parseTemplate, TemplateFormatError } from '../../assembly/parse-template';
import { checkTemplate, type Template } from '../../assembly/template';
import type { ParameterView, TemplateView } from '../services/cloudformation/template-view';
import { ServiceError } from '../shared/service-error';
import { neededCapability } from './capabilities';
import type { Engine } from './engine';
import { hiddenValue, isHidden } from './hidden-values';

/** @throws ServiceError `ValidationError`, for a text that is no template */
export function templateOf(text: string): Template {
  try {
    return checkTemplate(parseTemplate(text, 'TemplateURL'), 'Template format error');
  } catch (error) {
    if (!(error instanceof AssemblyError || error instanceof TemplateFormatError)) throw error;
    throw new ServiceError('ValidationError', error.message);
  }
}

/** A template as CloudFormation tells of it. */
export function templateView(template: Template, engine: Pick<Engine, 'typeOf'>): TemplateView {
  const needed = neededCapability(template);
  const resourceTypes = [...new Set(Object.values(template.Resources).map(({ Type }) => Type))];
  return {
    ...(template.Description !== undefined && { description: template.Description }),
    ...(template.Metadata !== undefined && { metadata: JSON.stringify(template.Metadata) }),
    ...(template.AWSTemplateFormatVersion !== undefined && { version: template.AWSTemplateFormatVersion }),
    parameters: Object.entries(template.Parameters).map(([name, declared]) => parameterView(name, declared)),
    resourceTypes,
    importable: resourceTypes.flatMap((type) => {
      const identifier = engine.typeOf(type)?.adopt?.identifier;
      if (identifier === undefined) return [];
      const logicalIds = Object.keys(template.Resources).filter((id) => template.Resources[id]?.Type === type);
      return [{ type, logicalIds, identifier }];
    }),
    ...(needed !== undefined && { capability: needed.name, capabilityFor: needed.because }),
  };
}

/**
 * The values of a template's parameters, the defaults of those that were not given too. Those that are not to be shown are asterisks
 * (**documented**: parameters, `NoEcho`).
 */
export function shownParameters(
  { Parameters }: Pick<Template, 'Parameters'>,
  given: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(Parameters).map(([name, declared]) => {
      const { hidden, defaultValue = '' } = parameterView(name, declared);
      return [name, hidden ? hiddenValue : (given.get(name) ?? defaultValue)];
    }),
  );
}

function parameterView(name: string, declared: Template['Parameters'][string]): ParameterView {
  const { Type, Default, Description, AllowedValues } = declared;
  return {
    name,
    type: Type,
    hidden: isHidden(declared),
    ...(Default !== undefined && { defaultValue: String(Default) }),
    ...(typeof Description === 'string' && { description: Description }),
    ...(AllowedValues !== undefined && { allowed: AllowedValues.map(String) }),
  };
}
