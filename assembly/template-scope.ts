import { AssemblyError } from './assembly-error';
import { languageExtensions } from './intrinsics/extensions';
import type { Scope } from './intrinsics/scope';
import { own } from './own-member';
import { pseudoParameter } from './parameters';
import { placeholderFor } from './placeholder';
import type { Template, TemplateResource } from './template';
import { templateConditions } from './template-conditions';
import type { DeployedResource, DeploymentTarget } from './types';

/** What a template's intrinsic functions may look up. */
export interface ScopeInput {
  readonly stack: { readonly name: string; readonly id: string };
  readonly target: DeploymentTarget;
  readonly template: Template;
  /** The value of a parameter of the template. @throws AssemblyError where it has none */
  parameter(name: string, at: string): string | readonly string[];
  /** A resource that exists, or is made now. @throws AssemblyError */
  resource(logicalId: string, at: string): Pick<DeployedResource, 'type' | 'ref' | 'attributes' | 'inert' | 'later'>;
  /** What the stack may use of others. */
  readonly imports: Pick<Scope, 'exported' | 'stackOutput'>;
}

/** A template's scope, and which of its resources its conditions let be. */
export interface TemplateScope extends Scope {
  /** @throws AssemblyError for a condition that is not there */
  isWanted(declared: TemplateResource, place: string): boolean;
}

/** The scope of one template in one stack. */
export function templateScope({ stack, target, template, imports, ...input }: ScopeInput): TemplateScope {
  const parameterReference = (wanted: string, at: string): unknown => {
    const pseudo = pseudoParameter(wanted, target, stack);
    if (pseudo !== undefined) return pseudo;
    return own(template.Parameters, wanted) === undefined ? undefined : input.parameter(wanted, at);
  };
  const scope: Scope = {
    target,
    reference: (wanted, at) => parameterReference(wanted, at) ?? input.resource(wanted, at).ref,
    attribute(logicalId, attribute, at) {
      const { attributes, type, inert, later } = input.resource(logicalId, at);
      if (inert) return placeholderFor(type, logicalId, attribute);
      if (Object.hasOwn(attributes, attribute)) return attributes[attribute] as string;
      if (later) return `<${logicalId}.${attribute}>`;
      const known = Object.keys(attributes).join(', ') || 'none';
      throw new AssemblyError(at, `${logicalId} (${type}) has no attribute ${attribute} here; known: ${known}`);
    },
    condition: (wanted, at) => condition(wanted, at),
    isExtended: [template.Transform].flat().includes(languageExtensions),
    mapping: (map, top, second) => own(own(own(template.Mappings, map), top), second),
    ...imports,
  };
  const condition = templateConditions(stack.name, template, scope, parameterReference);
  return {
    ...scope,
    isWanted: ({ Condition }, place) => Condition === undefined || condition(Condition, `${place}: Condition`),
  };
}
