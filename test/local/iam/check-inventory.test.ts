import { checkInventory } from '../../../local/iam/check-inventory';
import { emptyInventory, type IamInventory } from '../../../local/iam/inventory';
import { account, resource, stackOf } from '../federation/deployment';

const arn = (kind: string) => `arn:aws:iam::${account}:${kind}`;

test.each<[string, string, (arn: string) => Partial<IamInventory>]>([
  [
    'AWS::IAM::OIDCProvider',
    arn('oidc-provider/login.star.example'),
    (own) => ({ oidcProviders: [{ arn: own, url: 'https://login.star.example', clientIds: [] }] }),
  ],
  ['AWS::IAM::SAMLProvider', arn('saml-provider/studio'), (own) => ({ samlProviders: [{ arn: own, metadata: '' }] })],
  ['AWS::IAM::ManagedPolicy', arn('policy/Play'), (own) => ({ managedPolicies: [{ arn: own, document: {} }] })],
])('what a template creates as %s is not in the inventory too', (type, own, inventory) => {
  const check = (existing: string) =>
    checkInventory([stackOf(resource('Own', type, own, {}))], { ...emptyInventory, ...inventory(existing) });
  expect(() => check(own)).toThrow(`game: Own: creates ${own}, which the inventory has too: take it out`);
  expect(() => check(`${own}2`)).not.toThrow();
});
