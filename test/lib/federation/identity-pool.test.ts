import { Match } from 'aws-cdk-lib/assertions';
import { templatesWith } from '../synthesize';

test.each([true, false])('the basic flow is written down when it is %p: unset, the API would allow it', (enabled) => {
  templatesWith({ basicFlow: { enabled } }).federation.hasResourceProperties('AWS::Cognito::IdentityPool', {
    AllowClassicFlow: enabled,
  });
});

test.each([true, false])('guests enter when guests.enabled is %p alike', (enabled) => {
  templatesWith({ guests: { enabled } }).federation.hasResourceProperties('AWS::Cognito::IdentityPool', {
    AllowUnauthenticatedIdentities: enabled,
  });
});

test('every issuer and the developer provider belong to the pool', () => {
  const oidc = ['google', 'apple'].map((name) => ({ name, issuer: `https://login.${name}.com`, clientIds: ['app'] }));
  templatesWith({ oidc }).federation.hasResourceProperties('AWS::Cognito::IdentityPool', {
    OpenIdConnectProviderARNs: [
      { Ref: Match.stringLikeRegexp('^Oidclogingooglecom') },
      { Ref: Match.stringLikeRegexp('^Oidcloginapplecom') },
    ],
    DeveloperProviderName: 'login.star-harvest',
  });
});

test('a pool without issuers names none', () => {
  const { federation } = templatesWith({ oidc: [] });
  federation.hasResourceProperties('AWS::Cognito::IdentityPool', { OpenIdConnectProviderARNs: Match.absent() });
});
