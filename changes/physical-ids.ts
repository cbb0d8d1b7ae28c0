import { iamName, iamNameIn } from './iam-providers';
import { type Place, partitionOf, placedLike, placeOf } from './places';
import { type Deployment, fields, list, type StackTemplate, within } from './templates';

/**
 * Two successive deployments with the references written out whose value is known before, so that they are compared as CloudFormation
 * does, by values: a provider that was created and is now imported has the ARN that it had. What one of them leaves open of its place
 * is what the other says.
 */
export function withPhysicalIds(before: Deployment, after: Deployment): [before: Deployment, after: Deployment] {
  const placed = [placedLike(before, after), placedLike(after, before)] as const;
  const written = placed.flat().flatMap(({ template }) => [...within(template)].filter((part) => iamNameIn(part)));
  const resolve = (stack: StackTemplate) => {
    const known = { ...placeOf(stack), arns: arnsOf(stack, written.map(String)) };
    return { ...stack, template: resolved(stack.template, known) } as StackTemplate;
  };
  return [placed[0].map(resolve), placed[1].map(resolve)];
}

interface Known extends Place {
  readonly arns: ReadonlyMap<string, string>;
}

/**
 * Logical ID → ARN, of what has an ARN that is made from its properties. One that is written out somewhere is taken for it, where the
 * account may be the same.
 */
function arnsOf(stack: StackTemplate, written: readonly string[]): ReadonlyMap<string, string> {
  const { account = '*', region = '' } = placeOf(stack);
  return new Map(
    Object.entries(stack.template.Resources ?? {}).flatMap(([id, resource]) => {
      const name = iamName(resource);
      if (name === undefined) return [];
      const same = (arn: string) => iamNameIn(arn) === name && (account === '*' || arn.split(':')[4] === account);
      return [[id, written.find(same) ?? `arn:${partitionOf(region)}:iam::${account}:${name}`] as const];
    }),
  );
}

function resolved(value: unknown, known: Known): unknown {
  if (Array.isArray(value)) return value.map((item) => resolved(item, known));
  if (typeof value !== 'object' || value === null) return value;
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join, 'Fn::Sub': pattern } = fields(value);
  if (typeof Ref === 'string') return known.arns.get(Ref) ?? pseudoParameter(Ref, known) ?? value;
  if (Array.isArray(attribute)) return (attribute[1] === 'Arn' && known.arns.get(String(attribute[0]))) || value;
  if (Array.isArray(join) && join[0] === '') return joined(resolved(join[1], known));
  if (typeof pattern === 'string') return substituted(pattern, known);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolved(item, known)]));
}

function pseudoParameter(name: string, { account, region }: Place): string | undefined {
  if (name === 'AWS::AccountId') return account;
  if (name === 'AWS::Region') return region;
  return name === 'AWS::Partition' && region !== undefined ? partitionOf(region) : undefined;
}

/** Text beside text is one text; where nothing else is left, the whole is. */
function joined(parts: unknown): unknown {
  const merged: unknown[] = [];
  for (const part of list(parts)) {
    const last = merged.at(-1);
    if (typeof part === 'string' && typeof last === 'string') merged[merged.length - 1] = last + part;
    else merged.push(part);
  }
  return merged.length === 1 && typeof merged[0] === 'string' ? merged[0] : { 'Fn::Join': ['', merged] };
}

function substituted(pattern: string, place: Place): unknown {
  const text = pattern.replace(/\$\{(AWS::\w+)\}/g, (whole, name) => pseudoParameter(name, place) ?? whole);
  return text.includes('${') ? { 'Fn::Sub': text } : text;
}
