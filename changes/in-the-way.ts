import type { Effect } from './effects';
import { iamName } from './physical-ids';
import type { Problem } from './problem';
import { nameOfType, refusalOfName } from './resource-types';
import { type Deployment, resourcesOf, type StackTemplate, type TemplateResource } from './templates';

/** Stacks are known by name and place: under another, everything is new, and what the old stack has is still taken. */
export function otherStacks(before: Deployment, after: Deployment, effects: readonly Effect[]): Problem[] {
  const left = before.filter(({ name, place }) => !after.some((stack) => stack.name === name && stack.place === place));
  const stays = left.map(({ name, place }): Problem => {
    const sentence = `stack ${name} stays in ${place} as it is, with everybody in it; the one that takes its place begins empty`;
    return { verdict: 'lost', sentence };
  });
  const taken = new Set(
    left.flatMap((stack) => resourcesOf([stack]).flatMap(({ resource }) => takes(resource, stack))),
  );
  const collisions = effects.flatMap(({ stack, type, what, after: resource }): Problem[] => {
    const place = after.find(({ name }) => name === stack);
    if (what !== 'created' || !resource || !place) return [];
    if (!takes(resource, place).some((name) => taken.has(name))) return [];
    return [{ verdict: 'refused', sentence: `${nameOfType(type)}: the old stack has it: “${refusalOfName(type)}”` }];
  });
  return [...collisions, ...stays];
}

/** Names that are one stack's alone: of IAM in an account, of sign-in pages in a region. */
function takes(resource: TemplateResource, { place }: StackTemplate): string[] {
  const [account, region] = place.split('/');
  const inIam = iamName(resource);
  if (inIam !== undefined) return [`${account} ${inIam}`];
  if (resource.Type === 'AWS::Cognito::UserPoolDomain') return [`${region} ${String(resource.Properties?.Domain)}`];
  return [];
}
