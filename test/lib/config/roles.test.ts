import { parseConfig } from '../../../lib/config/parse';
import type { GameFederationInput } from '../../../lib/config/schema';
import { good, imported, mapped, pool, type Refusal, refuses, roles, rule, samlArn, studio } from './cases';

const cases: Refusal[] = [
  [
    'a clan that players write themselves',
    { oidc: [{ ...studio, attributes: { clan: 'nickname' } }] },
    /^oidc\[0\]\.attributes\.clan: .* players edit themselves/,
    { oidc: [{ ...studio, attributes: { clan: 'clan' } }] },
  ],
  [
    'a clan from a SAML attribute that is an e-mail address',
    {
      saml: [
        {
          name: 'partner',
          importedArn: samlArn,
          attributes: { clan: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress' },
        },
      ],
    },
    /^saml\[0\]\.attributes\.clan: .* players edit themselves/,
    { saml: [{ name: 'partner', importedArn: samlArn, attributes: { clan: 'http://my-studio.com/claims/clan' } }] },
  ],
  [
    'a clan of a user pool that is no custom attribute',
    { userPool: { ...pool, attributes: { clan: 'clan' } } },
    /^userPool\.attributes\.clan: must be an attribute of customAttributes, .* got 'clan'; write customAttributes: \['clan'\] and/,
    { userPool: { ...pool, customAttributes: ['clan'], attributes: { clan: 'custom:clan' } } },
  ],
  [
    'a clan of a user pool that lists other attributes',
    { userPool: { ...pool, customAttributes: ['plan', 'team'], attributes: { clan: 'custom:clan' } } },
    /^userPool\.attributes\.clan: .* got 'custom:clan'; write custom:plan, custom:team$/,
    { userPool: { ...pool, customAttributes: ['plan', 'team'], attributes: { clan: 'custom:team' } } },
  ],
  [
    'a role whose name is too long for a group',
    { ...mapped({ rules: [{ ...rule, role: 'r'.repeat(65) }] }), roles: { ['r'.repeat(65)]: roles.moderator } },
    /^roles\.r{65}: its name must be lower-case words joined by hyphens, 64 characters at most/,
    { ...mapped({ rules: [{ ...rule, role: 'r'.repeat(64) }] }), roles: { ['r'.repeat(64)]: roles.moderator } },
  ],
  [
    'roles that logical IDs can not tell apart',
    {
      ...mapped({ rules: [rule, { ...rule, role: 'squad-1' }, { ...rule, role: 'squad1' }] }),
      roles: { ...roles, 'squad-1': roles.moderator, squad1: roles.moderator },
    },
    /^roles\.squad1: is 'squad-1' too once written as Squad1; choose another name$/,
    { ...mapped({ rules: [rule, { ...rule, role: 'squad-1' }] }), roles: { ...roles, 'squad-1': roles.moderator } },
  ],
  [
    'a mapping of nothing',
    { oidc: [{ ...studio, roleMapping: {} }] },
    /^oidc\[0\]\.roleMapping: needs either rules or fromToken/,
    mapped({ rules: [rule] }),
  ],
  [
    'a mapping without rules',
    mapped({ rules: [] }),
    /^oidc\[0\]\.roleMapping\.rules: must hold at least one rule/,
    mapped({ rules: [rule] }),
  ],
  [
    'a role that nobody named',
    mapped({ rules: [rule, { ...rule, role: 'admin' }] }),
    /^oidc\[0\]\.roleMapping\.rules\[1\]\.role: there is no role 'admin'.* one of moderator, authenticated/,
    mapped({ rules: [rule, { ...rule, role: 'authenticated' }] }),
  ],
  [
    'a mapping from the token of an issuer',
    mapped({ fromToken: true }),
    /^oidc\[0\]\.roleMapping\.fromToken: only tokens of a user pool/,
    { roles, userPool: { ...pool, roleMapping: { fromToken: true } } },
  ],
  [
    'a mapping from the token without roles',
    { userPool: { ...pool, roleMapping: { fromToken: true } } },
    /^userPool\.roleMapping\.fromToken: there is no role that a token could name/,
    { roles, userPool: { ...pool, roleMapping: { fromToken: true } } },
  ],
  [
    "a user pool's rule on what players write themselves",
    { roles, userPool: { ...pool, roleMapping: { rules: [{ ...rule, claim: 'email' }] } } },
    /^userPool\.roleMapping\.rules\[0\]\.claim: 'email' is what players/,
    { roles, userPool: { ...pool, roleMapping: { rules: [{ ...rule, claim: 'cognito:groups' }] } } },
  ],
  ['a role that nobody gets', { roles }, /^roles\.moderator: has no effect/, mapped({ rules: [rule] })],
  [
    'a role called like that of all players',
    { roles: { authenticated: roles.moderator } },
    /^roles\.authenticated: is the role that every/,
    {},
  ],
  [
    'a role with a name that is none',
    { roles: { 'My Role': roles.moderator } },
    /^roles\.My Role: its name must be lower-case words/,
    {},
  ],
  [
    'a grant that does not exist',
    { ...mapped({ rules: [rule] }), roles: { moderator: { grants: ['everything'] } } },
    /^roles\.moderator\.grants\[0\]: must be moderateFiles .* or moderateBoards/,
    mapped({ rules: [rule] }),
  ],
  [
    'role mappings beside the basic flow',
    { ...mapped({ rules: [rule] }), basicFlow: { enabled: true } },
    /^basicFlow\.enabled: Cognito refuses the basic flow on a pool with role mappings/,
    { basicFlow: { enabled: true } },
  ],
  [
    'more mappings than a pool takes, by the clients of its user pool',
    {
      roles,
      userPool: {
        imported: { ...imported, clientIds: Array.from({ length: 11 }, (_, index) => `client${index}`) },
        roleMapping: { rules: [rule] },
      },
    },
    /^roleMapping: 11 mappings in userPool; Cognito takes 10/,
    { roles, userPool: { imported, roleMapping: { rules: [rule] } } },
  ],
  [
    'a direct session over 12 hours',
    { facebook: { appId: '1', directRole: { sessionSeconds: 43_201 } } },
    /^facebook\.directRole\.sessionSeconds: .* 900 to 43200/,
    { facebook: { appId: '1', directRole: { sessionSeconds: 43_200 } } },
  ],
];

refuses(cases);

test('a mapping denies whom it can’t place, unless it says otherwise', () => {
  const { oidc } = parseConfig({ ...good, ...mapped({ rules: [rule] }) } as GameFederationInput);
  expect(oidc[0]?.roleMapping?.ambiguous).toBe('deny');
});
