import { identityPools } from '../../../lib/guardrails/identity-pools';
import { findings } from './findings';

const pool = (Properties: Record<string, unknown>) =>
  findings(identityPools, { Pool: { Type: 'AWS::Cognito::IdentityPool', Properties } });

test('a pool says whether the basic flow is allowed', () => {
  expect(pool({ AllowClassicFlow: true })).toEqual([]);
  expect(pool({ AllowClassicFlow: false })).toEqual([]);
  expect(pool({ AllowUnauthenticatedIdentities: true })).toHaveLength(1);
});
