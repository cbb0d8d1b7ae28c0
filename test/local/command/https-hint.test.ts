import { httpsHint } from '../../../local/command/https-hint';
import { paintFor } from '../../../local/smoke-test/report/paint';

test('says what Amplify takes for a domain, and what a shell and a browser take for an authority', () => {
  const login = {
    ...{
      userPoolId: 'eu-west-1_a',
      issuer: 'i',
      signInUrl: 's',
      localUrl: 'http://127.0.0.1:4510/eu-west-1_a/managed-login',
    },
    ...{ httpsUrl: 'https://localhost:4511/eu-west-1_a/managed-login', clients: [] },
  };
  const hint = httpsHint(
    { httpsUrl: 'https://localhost:4511', managedLogins: [login] },
    { file: "/home/o'hara/authority.pem", validTo: new Date('2028-11-26T19:00:48Z') },
    paintFor({}, {}),
  );
  expect(hint).toContain('\n  localhost:4511/eu-west-1_a/managed-login\n');
  expect(hint).toContain('valid until 2028-11-26');
  expect(hint).toContain(String.raw`NODE_EXTRA_CA_CERTS='/home/o'\''hara/authority.pem'`);
  expect(hint).toContain('certutil -d sql:$HOME/.pki/nssdb -A');
  expect(hint).toContain('give it to nobody');
});
