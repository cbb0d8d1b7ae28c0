import { stepsOf } from '../../changes/steps';
import type { Deployment } from '../../changes/templates';
import { hold, keep, one, pool, problemsOf, provider, type Resources } from './small-templates';

const at = (place: string, ...resources: Resources[]): Deployment[] =>
  one(...resources).map(([stack]) => [{ ...stack!, place }]);
const arn = 'arn:aws:iam::123456789012:oidc-provider/login.example';
const importing = (IdentityProviderName: string) => ({
  Tags: { Type: 'AWS::Cognito::IdentityPoolPrincipalTag', Properties: { IdentityPoolId: 'p', IdentityProviderName } },
});
const created = {
  ...provider('A'),
  Tags: {
    Type: 'AWS::Cognito::IdentityPoolPrincipalTag',
    Properties: { IdentityPoolId: 'p', IdentityProviderName: { Ref: 'A' } },
  },
};
const kept = Object.fromEntries(Object.entries(provider('A')).map(([id, resource]) => [id, { ...resource, ...keep }]));
const google = { SupportedLoginProviders: { 'accounts.google.com': 'web' } };
const unknown = '${Token[AWS.AccountId.9]}/${Token[AWS.Region.4]}';
const begins = 'as it is, with everybody in it; the one that takes its place begins empty';

describe('an issuer and its last slash', () => {
  hold([
    [
      'a URL',
      one(provider('A'), provider('A', 'https://login.example/')),
      ['refused: OIDC provider: created before the old one is deleted: “EntityAlreadyExists”'],
      one(provider('A'), provider('A', 'https://login.example.com/')),
    ],
    [
      'an ARN that is imported in one step',
      one(created, importing(`${arn}/`)),
      ['lost: OIDC provider login.example: is deleted, and imported from now on'],
      one({ ...created, ...kept }, importing(`${arn}/`)),
    ],
    [
      'an ARN that is imported in one step, without the slash of the URL',
      one({ ...created, ...provider('A', 'https://login.example/') }, importing(arn)),
      ['lost: OIDC provider login.example: is deleted, and imported from now on'],
      one({ ...created, ...provider('A', 'https://other.example/') }, importing(arn)),
    ],
    [
      'the key of principal tags',
      one(importing(arn), importing(`${arn}/`)),
      ['lost: principal tags: set before the old one is deleted, whose deletion takes the new ones along'],
      one(pool({ OpenIdConnectProviderARNs: [arn] }), pool({ OpenIdConnectProviderARNs: [`${arn}/`] })),
    ],
  ]);
});

describe('places', () => {
  const region = (Region: unknown) => ({
    Files: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::Join': ['', ['files-', Region]] } } },
  });
  hold([
    [
      'another region',
      [...at('123456789012/eu-west-1', pool({})), ...at('123456789012/us-east-1', pool({}))],
      [`lost: stack game stays in 123456789012/eu-west-1 ${begins}`],
      [...at(unknown, pool({})), ...at('123456789012/us-east-1', pool({}))],
    ],
    [
      'another region, by a longer name',
      [...at('123456789012/eusc-de-east-1', pool({})), ...at('123456789012/eu-west-1', pool({}))],
      [`lost: stack game stays in 123456789012/eusc-de-east-1 ${begins}`],
      [...at('123456789012/eusc-de-east-1', pool({})), ...at('123456789012/eusc-de-east-1', pool({}))],
    ],
    [
      'another account, the region left open',
      [...at('123456789012/x', pool({})), ...at('999999999999/x', pool({}))],
      [`lost: stack game stays in 123456789012 ${begins}`],
      [...at('123456789012/x', pool({})), ...at(unknown, pool({}))],
    ],
    [
      'another stack, where nothing of the place is known',
      [
        ...at(unknown, { ...pool({}), ...provider('A') }),
        ...at(unknown, provider('A')).map(([stack]) => [{ ...stack!, name: 'other' }]),
      ],
      ['refused: OIDC provider: the old stack has it: “EntityAlreadyExists”', `lost: stack game stays ${begins}`],
      [...at(unknown, pool({})), ...at(unknown, pool({}))],
    ],
    [
      'a name that is made of the region, written out',
      [
        ...at('123456789012/eu-west-1', region({ Ref: 'AWS::Region' })),
        ...at('123456789012/eu-west-1', region('eu-west-2')),
      ],
      ['lost: bucket deleted: files of players'],
      [...at(unknown, region({ Ref: 'AWS::Region' })), ...at('123456789012/eu-west-1', region('eu-west-1'))],
    ],
    [
      'a provider that is left with its stack',
      [...one({ ...pool(google), ...provider('A') }), [{ ...one(pool({}))[0]![0]!, name: 'other' }]],
      [`lost: stack game stays in 123456789012/eu-west-1 ${begins}`],
      one(pool({}), pool(google)),
    ],
  ]);

  test.each([
    ['the same', arn, ['left behind']],
    ['another', arn.replace('login', 'id'), ['replaced', 'left behind']],
  ])('an ARN that is written out is that of a provider in an open account: %s', (_, written, what) => {
    const steps = stepsOf([...at(unknown, { ...created, ...kept }), ...at(unknown, importing(written))]);
    expect(steps.flatMap(({ effects }) => effects.map((effect) => effect.what)).sort()).toEqual([...what].sort());
  });

  test('what goes on in its stack is in nobody’s way', () => {
    const moved = [...one({ ...provider('A') })[0]!, { ...one(provider('B'))[0]![0]!, name: 'left' }];
    // The provider that the left stack has is changed here, and not created.
    const after = one({
      A: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: 'https://login.example', ClientIdList: ['new'] } },
    })[0]!;
    expect(problemsOf([moved, after])).toEqual([`lost: stack left stays in 123456789012/eu-west-1 ${begins}`]);
  });
});
