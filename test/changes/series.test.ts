import { hold, keep, one, pool, problemsOf, provider, role, users } from './small-templates';

const subject = (host: string, name = 'studio') => ({
  [`federated/${name}/\${${host}:sub}/*`]: 's3:GetObject',
  [`FEDERATED#${name}#\${${host}:sub}`]: 'dynamodb:Query',
});
const direct = (id: string, host: string, name?: string, key = host) =>
  role(id, subject(key, name), {}, `arn:aws:iam::123456789012:oidc-provider/${host}`);
const developer = (name?: string) => pool(name === undefined ? {} : { DeveloperProviderName: name });
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
const stays = "stays: identity pool: Cognito keeps the developer provider 'login.a', and its tokens are taken";

describe('data that changes hands', () => {
  hold([
    [
      'a role that is given to another issuer',
      one(direct('Role', 'a.example'), direct('Role', 'b.example')),
      [
        'lost: federated/studio/ and FEDERATED#studio# change hands: whoever has the same ID by b.example:sub gets them, and players by a.example:sub are shut out',
      ],
      one({ ...direct('A', 'a.example', 'a') }, { ...direct('A', 'a.example', 'a'), ...direct('B', 'b.example', 'b') }),
    ],
    [
      'a second issuer beside the first',
      one(direct('A', 'a.example'), { ...direct('A', 'a.example'), ...direct('B', 'b.example') }),
      [
        'lost: federated/studio/ and FEDERATED#studio# change hands: whoever has the same ID by b.example:sub gets them',
      ],
      // The same issuer by another role.
      one(direct('A', 'a.example'), { ...direct('A', 'a.example'), ...direct('B', 'a.example/') }),
    ],
    [
      'a name of the player that another principal vouches for',
      one(direct('Role', 'a.example'), direct('Role', 'b.example', 'studio', 'a.example')),
      [
        'lost: federated/studio/ and FEDERATED#studio# change hands: whoever has the same ID by a.example:sub of b.example gets them, and players by a.example:sub are shut out',
      ],
      one(direct('Role', 'a.example'), direct('Role', 'a.example/')),
    ],
  ]);

  test.each([
    ['to another', 'b.example', true],
    ['back', 'a.example', false],
  ])('also after deployments in which nobody reached it: %s', (_, host, told) => {
    const gap = [provider('P'), provider('P', 'https://p.example')];
    const problems = problemsOf(one(direct('Role', 'a.example'), ...gap, direct('Role', host)));
    expect(problems[1]).toBe('closed: no player reaches federated/studio/ and FEDERATED#studio#');
    expect(problems.some((problem) => problem.includes('change hands'))).toBe(told);
  });
});

describe('what earlier deployments left', () => {
  hold([
    [
      'a developer provider, where another follows later',
      one(developer('login.a'), developer(), { ...developer(), ...provider('P') }, developer('login.b')),
      [stays, "refused: identity pool: the developer provider's name 'login.a' can't be changed"],
      one(developer(), developer('login.a')),
    ],
    [
      'a developer provider, which comes back',
      one(developer('login.a'), developer(), { ...developer(), ...users({}) }, developer('login.a')),
      [stays, "lost: user pool deleted: players' accounts"],
      one(developer(), developer('login.a'), developer('login.a')),
    ],
    [
      'a provider, over a chain of deployments',
      one(
        { ...kept, ...pool({}) },
        pool({}),
        { ...pool({}), ...users({}, keep) },
        { ...pool({}), ...users({}, keep), ...provider('A') },
      ),
      [
        'stays: OIDC provider login.example: stays in IAM, for the stages that import it',
        'refused: OIDC provider: created beside the one that an earlier deployment left behind: “EntityAlreadyExists”',
      ],
      one(kept, importing(arn), { ...importing(arn), ...users({}) }),
    ],
    [
      'a provider that was imported, and is created from now on',
      one(importing(arn), created),
      ['refused: OIDC provider: created beside the one that was imported: “EntityAlreadyExists”'],
      one(importing('arn:aws:iam::123456789012:oidc-provider/other.example'), {
        ...importing('arn:aws:iam::123456789012:oidc-provider/other.example'),
        ...provider('A'),
      }),
    ],
    [
      'a provider that was deleted although it was imported, which is not in the way',
      one(created, importing(arn), created),
      ['lost: OIDC provider login.example: is deleted, and imported from now on'],
      one(created, created),
    ],
  ]);
});
