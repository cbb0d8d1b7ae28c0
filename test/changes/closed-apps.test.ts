import { hold, one, pool, type Resources, resource, role, users } from './small-templates';

const clans = 'clans/${aws:PrincipalTag/clan}/*';
const page = (Domain: string) =>
  resource('Page', 'AWS::Cognito::UserPoolDomain', { Domain, UserPoolId: { Ref: 'Users' } });
const client = (properties: object) =>
  resource('UserPoolClientWeb12345678', 'AWS::Cognito::UserPoolClient', properties);
const cors = (...AllowedOrigins: string[]) =>
  resource('Files', 'AWS::S3::Bucket', { CorsConfiguration: { CorsRules: [{ AllowedOrigins }] } });
const tag = (id: string, IdentityProviderName: string, clan: string) =>
  resource(id, 'AWS::Cognito::IdentityPoolPrincipalTag', {
    IdentityPoolId: 'p',
    IdentityProviderName,
    PrincipalTags: { clan },
  });
const group = (id: string, properties: object) =>
  resource(id, 'AWS::Cognito::UserPoolGroup', { UserPoolId: 'u', GroupName: id, ...properties });
const google = { SupportedLoginProviders: { 'accounts.google.com': 'web' } };
const rule = (Value: string, RoleARN = 'moderator') => ({ Claim: 'groups', MatchType: 'Contains', Value, RoleARN });
/** Google's players by rules, or by their token where there is none. */
const mapping = (AmbiguousRoleResolution: string, ...Rules: object[]) => ({
  ...pool(google),
  ...resource('Attachment', 'AWS::Cognito::IdentityPoolRoleAttachment', {
    Roles: { authenticated: 'everybody' },
    RoleMappings: {
      Google: {
        IdentityProvider: 'accounts.google.com',
        AmbiguousRoleResolution,
        ...(Rules.length === 0 ? { Type: 'Token' } : { Type: 'Rules', RulesConfiguration: { Rules } }),
      },
    },
  }),
});

describe('pages and apps', () => {
  hold([
    [
      'the sign-in page',
      one({ ...users({}), ...page('star') }, users({})),
      ["closed: nobody signs in by the page 'star'"],
      one(users({}), { ...users({}), ...page('star') }),
    ],
    [
      'the sign-in page together with its pool',
      one({ ...users({}), ...page('star') }, pool({})),
      ["lost: user pool deleted: players' accounts"],
      one({ ...users({}), ...page('star') }, { ...users({}), ...page('star'), ...pool({}) }),
    ],
    [
      'URLs of an app client',
      one(
        client({ CallbackURLs: ['a://in', 'b://in'], LogoutURLs: ['a://out'] }),
        client({ CallbackURLs: ['b://in'] }),
      ),
      [
        "closed: app client Web doesn't send players back to a://in",
        "closed: app client Web doesn't send players back after they sign out to a://out",
      ],
      one(client({ CallbackURLs: ['a://in', 'b://in'] }), client({ CallbackURLs: ['b://in', 'a://in'] })),
    ],
    [
      'an origin',
      one(cors('https://a.example', 'https://b.example'), cors('https://b.example')),
      ["closed: pages of https://a.example can't reach files"],
      one(cors('https://a.example'), cors('https://b.example', 'https://a.example')),
    ],
  ]);
});

describe('roles and tags', () => {
  const tags = (...all: Resources[]) =>
    Object.assign(
      {},
      pool({ SupportedLoginProviders: { a: '1', b: '2' } }),
      role('Player', { [clans]: 's3:GetObject' }),
      ...all,
    );
  hold([
    [
      'no role for who matches nothing',
      one(mapping('AuthenticatedRole', rule('mods')), mapping('Deny', rule('mods'))),
      ['closed: players of accounts.google.com: no role where no rule matches'],
      one(mapping('Deny', rule('mods')), mapping('AuthenticatedRole', rule('mods'))),
    ],
    [
      'no role for who has none by the token, where there was no mapping',
      one(pool(google), mapping('Deny')),
      ['closed: players of accounts.google.com: no role where the token names none or several'],
      one(pool(google), mapping('AuthenticatedRole')),
    ],
    [
      'a rule that is gone, and one that gave what everybody gets',
      one(
        mapping('AuthenticatedRole', rule('mods'), rule('all', 'everybody'), rule('c')),
        mapping('AuthenticatedRole', rule('c')),
      ),
      ["closed: players of accounts.google.com: another role or none where groups contains 'mods'"],
      one(mapping('AuthenticatedRole', rule('c')), mapping('AuthenticatedRole', rule('mods'), rule('c'))),
    ],
    [
      'rules in another order',
      one(mapping('Deny', rule('a'), rule('b')), mapping('Deny', rule('b'), rule('a'))),
      ['closed: players of accounts.google.com: another role where several rules match, by their new order'],
      one(mapping('Deny', rule('a'), rule('b')), mapping('Deny', rule('c'), rule('a'), rule('b'))),
    ],
    [
      'roles by token that are gone',
      one(mapping('AuthenticatedRole'), pool(google)),
      ['closed: players of accounts.google.com: another role or none where a group gave one'],
      one(pool(google), mapping('AuthenticatedRole')),
    ],
    [
      'groups in another order, and with another role',
      one(
        { ...group('a', { Precedence: 0 }), ...group('b', { RoleArn: 'x' }) },
        { ...group('a', { Precedence: 1 }), ...group('b', { RoleArn: 'y' }) },
      ),
      [
        'closed: who is in several of the groups a gets another role, by their new order',
        'closed: who is in the group b gets another role or none',
      ],
      one(group('a', { Precedence: 0 }), group('a', { Precedence: 0, Description: 'new' })),
    ],
    [
      'the last tag, without which roles reach nothing',
      one(tags(tag('A', 'a', 'clan')), { ...pool({ SupportedLoginProviders: { a: '1', b: '2' } }), ...role('Player') }),
      ['closed: no player reaches clans/'],
      one(tags(), tags(tag('A', 'a', 'clan'))),
    ],
    [
      'a tag of one provider while another keeps it',
      one(tags(tag('A', 'a', 'clan'), tag('B', 'b', 'clan')), tags(tag('B', 'b', 'team'))),
      [
        'closed: players of a have no clan any more',
        "closed: players of b have the clan that 'team' says, no longer the one of 'clan'",
      ],
      one(tags(tag('A', 'a', 'clan')), tags(tag('A', 'a', 'clan'), tag('B', 'b', 'clan'))),
    ],
  ]);
});
