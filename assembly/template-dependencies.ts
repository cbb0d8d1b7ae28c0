import { AssemblyError } from './assembly-error';
import { dependencyOrder } from './dependency-order';
import type { Template, TemplateResource } from './template';

/**
 * The resources that a resource waits for: those that its properties refer to, in whichever branch of an `Fn::If`, and those that it
 * names in `DependsOn`.
 */
export function dependenciesOf(declared: TemplateResource, template: Template): ReadonlySet<string> {
  const before = known.get(declared);
  if (before !== undefined) return before;
  const found = new Set<string>(declared.DependsOn);
  for (const name of referencesIn(declared.Properties)) if (Object.hasOwn(template.Resources, name)) found.add(name);
  known.set(declared, found);
  return found;
}

/** What a value refers to by `Ref`, `Fn::GetAtt` and `Fn::Sub`: parameters, pseudo parameters and resources, there or not. */
export function referencesIn(value: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  collect(value, (name) => found.add(name));
  return found;
}

/** A template is read once and asked several times. */
const known = new WeakMap<TemplateResource, ReadonlySet<string>>();

/**
 * The resources of a template, each behind those that it waits for.
 *
 * @throws AssemblyError for a circle, in CloudFormation's words (**observed**: aws-cdk#9137)
 */
export function resourceOrder(template: Template, stackName: string): readonly string[] {
  return dependencyOrder(
    Object.keys(template.Resources),
    (id) => [...dependenciesOf(template.Resources[id] as TemplateResource, template)],
    (path) => new AssemblyError(stackName, `Circular dependency between resources: [${[...new Set(path)].join(', ')}]`),
  );
}

function collect(value: unknown, found: (name: string) => void): void {
  if (Array.isArray(value)) {
    for (const member of value) collect(member, found);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    if (name === 'Ref' && typeof member === 'string') found(member);
    else if (name === 'Fn::GetAtt') found(String(Array.isArray(member) ? member[0] : member).split('.')[0] ?? '');
    else if (name === 'Fn::Sub') collectPlaceholders(member, found);
    if (typeof member === 'object') collect(member, found);
  }
}

function collectPlaceholders(argument: unknown, found: (name: string) => void): void {
  const [text, given] = Array.isArray(argument) ? argument : [argument, {}];
  for (const [, name = ''] of String(text).matchAll(/\$\{([^!}][^}]*)\}/g)) {
    if (!Object.hasOwn(given ?? {}, name)) found(name.split('.')[0] ?? '');
  }
}
