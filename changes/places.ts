import type { Deployment, StackTemplate } from './templates';

/** Where a stack is, as far as that is known before the deployment. */
export interface Place {
  readonly account?: string | undefined;
  readonly region?: string | undefined;
}

/** The place of a stack. What is no account and no region, such as a token of the CDK, is not known. */
export function placeOf({ place }: StackTemplate): Place {
  const [account = '', region = ''] = place.split('/');
  return {
    account: /^\d{12}$/.test(account) ? account : undefined,
    region: /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/.test(region) ? region : undefined,
  };
}

/** A deployment whose stacks are where those of the other are, as far as it leaves that open: the unknown is equal to any. */
export function placedLike(deployment: Deployment, other: Deployment): Deployment {
  return deployment.map((stack) => {
    const counterpart = other.find(({ name }) => name === stack.name) ?? other[0];
    const there = counterpart ? placeOf(counterpart) : {};
    const { account = there.account, region = there.region } = placeOf(stack);
    return { ...stack, place: `${account ?? '*'}/${region ?? '*'}` };
  });
}

/** The stacks of a deployment that another has too, by name and place. */
export function stacksIn(deployment: Deployment, other: Deployment): Deployment {
  return deployment.filter(({ name, place }) => other.some((stack) => stack.name === name && stack.place === place));
}

/** ` in 123456789012/eu-west-1`, with what is known of it; nothing where nothing is. */
export function inPlace(stack: StackTemplate): string {
  const { account, region } = placeOf(stack);
  const known = [account, region].filter((part) => part !== undefined);
  return known.length === 0 ? '' : ` in ${known.join('/')}`;
}

/** The first part of an ARN, for AWS's three partitions. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
