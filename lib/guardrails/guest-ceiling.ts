import sessionPolicy from '../../policy/guest-session-actions.json';
import { trustsGuests } from './pool-trust';
import { grantsOf } from './role-grants';
import { type Finding, type Guardrail, list, resourcesOf, type Template } from './template';

/** A grant to guests that Cognito's session policy takes away again looks right and never works in the enhanced flow. */
export const guestCeiling: Guardrail = {
  name: 'guest-ceiling',
  fix: 'Let guests reach it through a Lambda function or an API, or grant it to signed-in players only',
  check: (templates) => templates.flatMap(findingsOf),
};

/**
 * What Cognito leaves to guests. All its lists are one here: a few services are missing outside the default regions, which
 * only the deployment knows of an environment-agnostic stack.
 */
const { inline, inlineInDefaultRegions, managed } = sessionPolicy;
const ceiling = [...inline, ...inlineInDefaultRegions, ...managed].map(
  // A wildcard inside the grant is compared as a character: `s3:Get*` lies in `s3:*`, while `*` lies in nothing.
  (pattern) => new RegExp(`^${pattern.replace(/\*/g, '.*')}$`, 'i'),
);

function findingsOf(template: Template): Finding[] {
  return resourcesOf(template, 'AWS::IAM::Role')
    .filter(([, { Properties }]) => trustsGuests(Properties?.AssumeRolePolicyDocument))
    .flatMap((role) => grantsOf(template, role))
    .flatMap(({ logicalId, statement }) =>
      list(statement.Action)
        .map(String)
        .filter((action) => !ceiling.some((pattern) => pattern.test(action)))
        .map((action) => ({
          severity: 'warning' as const,
          template,
          logicalId,
          location: 'Properties.PolicyDocument',
          problem: `Guests are granted ${action}, which their session policy in the enhanced flow takes away again`,
        })),
    );
}
