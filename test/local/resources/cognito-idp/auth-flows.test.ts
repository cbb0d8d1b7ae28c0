import { allowedFlows } from '../../../../local/resources/cognito-idp/auth-flows';

const beside = ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH'];

test.each([
  [['ALLOW_USER_PASSWORD_AUTH'], ['ALLOW_USER_PASSWORD_AUTH']],
  [[], []],
  [['ADMIN_NO_SRP_AUTH'], ['ALLOW_ADMIN_USER_PASSWORD_AUTH', ...beside]],
  [['USER_PASSWORD_AUTH'], [...beside, 'ALLOW_USER_PASSWORD_AUTH']],
  [
    ['ADMIN_NO_SRP_AUTH', 'USER_PASSWORD_AUTH'],
    ['ALLOW_ADMIN_USER_PASSWORD_AUTH', ...beside, 'ALLOW_USER_PASSWORD_AUTH'],
  ],
  [['CUSTOM_AUTH_FLOW_ONLY'], ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']],
])('a client with %j allows %j', (flows, allowed) => {
  expect([...allowedFlows(flows)].sort()).toEqual([...allowed].sort());
});
