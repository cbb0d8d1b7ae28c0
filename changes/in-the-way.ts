import { iamName } from './iam-providers';
import { inPlace, stacksIn } from './places';
import type { Problem } from './problem';
import { nameOfType, refusalOfName } from './resource-types';
import { resourcesOf, type StackTemplate, type TemplateResource } from './templates';
import type { Update } from './update';

const keepPlace =
  'keep the game, stage, account and region that it was deployed with: what players read may be called otherwise. For another account or region write a stage of its own';
const giveAway =
  'keep the stack that has it; or let the new one import it, where the old one shares it; or delete the old stack first, with everybody in it';

/** Stacks are known by name and place: under another, everything is new, and what the old stack has is still taken. */
export function otherStacks({ before, after, effects }: Update): Problem[] {
  const goOn = stacksIn(before, after);
  const left = before.filter((stack) => !goOn.includes(stack));
  const stays = left.map((stack): Problem => {
    const sentence = `stack ${stack.name} stays${inPlace(stack)} as it is, with everybody in it; the one that takes its place begins empty`;
    return { verdict: 'lost', sentence, wayOut: keepPlace };
  });
  const taken = new Set(
    left.flatMap((stack) => resourcesOf([stack]).flatMap(({ resource }) => takes(resource, stack))),
  );
  const collisions = effects.flatMap(({ stack, type, what, after: resource }): Problem[] => {
    const place = after.find(({ name }) => name === stack);
    if (what !== 'created' || !resource || !place) return [];
    if (!takes(resource, place).some((name) => taken.has(name))) return [];
    const sentence = `${nameOfType(type)}: the old stack has it: “${refusalOfName(type)}”`;
    return [{ verdict: 'refused', sentence, wayOut: giveAway }];
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
