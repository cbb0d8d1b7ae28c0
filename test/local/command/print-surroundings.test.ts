import { stackId } from '../../../assembly/stack-id';
import type { DeployedStack } from '../../../assembly/types';
import type { LocalCloud } from '../../../local/account/cloud';
import { printSurroundings } from '../../../local/command/print-surroundings';
import { paintFor } from '../../../local/smoke-test/report/paint';

function stack(name: string, outputs: DeployedStack['outputs']): DeployedStack {
  const place = { account: '123456789012', region: 'eu-west-1', partition: 'aws' };
  const id = stackId(name, place);
  return { name, id, ...place, terminationProtection: false, resources: [], outputs, assets: new Map() };
}

const samlProviders = [
  {
    arn: 'arn:aws:iam::123456789012:saml-provider/studio',
    entityId: 'https://studio.example/saml',
    ssoUrl: 'http://127.0.0.1:4242/sso',
    attributes: [],
  },
];

const surroundings = (...stacks: DeployedStack[]) => surroundingsOf({ stacks });

const surroundingsOf = (changes: Partial<LocalCloud>) =>
  printSurroundings(
    {
      url: 'http://127.0.0.1:4510',
      region: 'eu-west-1',
      stacks: [],
      administrator: { accessKeyId: 'AKIA', secretAccessKey: 'secret' },
      identityProviders: [],
      standIns: [],
      samlProviders,
      managedLogins: [],
      ...changes,
    } as Partial<LocalCloud> as LocalCloud,
    paintFor({}, {}),
  );

test('the outputs of several stacks stand under their stack’s name each', () => {
  const text = surroundings(
    stack('star-access', [{ name: 'GuestRoleArn', value: 'arn:star', description: 'The role of guests' }]),
    stack('moon-access', [{ name: 'GuestRoleArn', value: 'arn:moon' }]),
  );
  expect(text).toContain('Outputs of star-access:\n  GuestRoleArn  arn:star  The role of guests\n');
  expect(text).toContain('Outputs of moon-access:\n  GuestRoleArn  arn:moon\n');
});

test('what a stack exports to other stacks is not told, nor a stack with nothing to tell', () => {
  const exported = { name: 'ExportsOutputRefPool', value: 'pool', exportName: 'star:ExportsOutputRefPool' };
  const text = surroundings(stack('star-foundation', [exported]), stack('star-access', [{ name: 'A', value: 'b' }]));
  expect(text).not.toContain('star-foundation');
  expect(text).not.toContain('ExportsOutputRefPool');
  expect(text).toContain('Outputs of star-access');
});

test('each SAML provider that is played stands there with its sign-in page', () => {
  expect(surroundings()).toContain(
    '  arn:aws:iam::123456789012:saml-provider/studio  http://127.0.0.1:4242/sso  https://studio.example/saml\n',
  );
});

test('where players sign in to a user pool stands there with the apps that may send them; without one, nothing does', () => {
  const login = {
    userPoolId: 'eu-west-1_players00',
    issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_players00',
    signInUrl: 'https://players.auth.eu-west-1.amazoncognito.com',
    localUrl: 'http://127.0.0.1:4510/eu-west-1_players00/managed-login',
    clients: [{ id: '123abc', name: 'StarHarvestWeb', callbackUrls: [], responseType: 'code' as const }],
  };
  expect(surroundingsOf({ managedLogins: [login] })).toContain(
    `${login.localUrl}/oauth2/authorize  clients 123abc (StarHarvestWeb)`,
  );
  expect(surroundings()).not.toContain('Managed login');
});
