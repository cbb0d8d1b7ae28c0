import { cliContext } from '../../lib/cdk-context';

/** The context key by which the CDK gives every role a permissions boundary (**documented**: CDK guide, "Permissions boundaries"). */
export const boundaryKey = '@aws-cdk/core:permissionsBoundary';

/**
 * The app's context as it is deployed, but for a permissions boundary in cdk.json: that one is a policy of whoever's account it is, and the
 * stories' account has none but where they say so.
 */
export function storyContext(): Record<string, unknown> {
  const { [boundaryKey]: _, ...context } = cliContext();
  return context;
}
