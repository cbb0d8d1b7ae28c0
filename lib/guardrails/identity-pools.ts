import { type Guardrail, resourcesOf } from './template';

/** Left out, the basic flow's switch is on or off as the API pleases (observed: aws-cli#7652, where it was on). */
export const identityPools: Guardrail = {
  name: 'identity-pools',
  fix: 'Write AllowClassicFlow: true or false',
  check: (templates) =>
    templates.flatMap((template) =>
      resourcesOf(template, 'AWS::Cognito::IdentityPool')
        .filter(([, { Properties }]) => typeof Properties?.AllowClassicFlow !== 'boolean')
        .map(([logicalId]) => ({
          severity: 'error' as const,
          template,
          logicalId,
          location: 'Properties.AllowClassicFlow',
          problem: 'The identity pool does not say whether the basic flow is allowed',
        })),
    ),
};
