import { Match } from 'aws-cdk-lib/assertions';
import { everything } from '../everything';
import { statementsOf, templatesWith } from '../synthesize';

// Claims that only an identity provider may set are warned about.
jest.spyOn(console, 'error').mockImplementation(() => {});

const { federation } = templatesWith(everything);
const [attachment] = Object.values(federation.findResources('AWS::Cognito::IdentityPoolRoleAttachment'));
const mappings = attachment?.Properties.RoleMappings;
const roleArn = (prefix: string) => ({ 'Fn::GetAtt': [expect.stringMatching(`^${prefix}`), 'Arn'] });
const reference = (name: string) => ({ Ref: expect.stringContaining(name) });
const providerName = { 'Fn::GetAtt': [expect.stringContaining('UserPool'), 'ProviderName'] };

test('a mapping never takes the place of another, whatever the two are called', () => {
  const name = 'user-pool-star-harvest-ios';
  const oidc = [{ ...everything.oidc?.[0], name, issuer: 'https://login.my-studio.com', clientIds: ['app'] }];
  const { federation: both } = templatesWith({ ...everything, oidc });
  const [attached] = Object.values(both.findResources('AWS::Cognito::IdentityPoolRoleAttachment'));
  expect(Object.keys(attached?.Properties.RoleMappings)).toEqual([
    'OidcUserPoolStarHarvestIos',
    'UserPoolStarHarvestIos',
    'UserPoolStarHarvestWeb',
    'UserPoolSmokeTest',
    'SamlPartner',
  ]);
});

test('a role may be called as the CDK calls its own: default, resource', () => {
  const grants = { grants: ['moderateFiles' as const] };
  const { federation: named } = templatesWith({
    ...everything,
    roles: { ...everything.roles, default: grants, resource: grants },
  });
  const arns = Object.keys(named.findOutputs('*')).filter((output) => output.startsWith('NamedRoleArn'));
  expect(arns.sort()).toEqual(['BoardKeeper', 'Default', 'Moderator', 'Resource'].map((role) => `NamedRoleArn${role}`));
});

describe('the pool gives roles', () => {
  test('by rules, the first that matches, for the provider that it names: a key in a template is no reference', () => {
    expect(mappings.OidcMyStudio).toEqual({
      IdentityProvider: reference('Oidcloginmystudiocomplayers'),
      Type: 'Rules',
      AmbiguousRoleResolution: 'Deny',
      RulesConfiguration: {
        Rules: [
          { Claim: 'groups', MatchType: 'Contains', Value: 'moderators', RoleARN: roleArn('NamedRolesModerator') },
          { Claim: 'plan', MatchType: 'NotEqual', Value: 'banned', RoleARN: roleArn('AuthenticatedRole') },
        ],
      },
    });
  });

  test('by the token, for each client of the user pool', () => {
    const clients = ['UserPoolStarHarvestIos', 'UserPoolStarHarvestWeb', 'UserPoolSmokeTest'];
    expect(Object.keys(mappings)).toEqual(['OidcMyStudio', ...clients, 'SamlPartner']);
    for (const client of clients) {
      expect(mappings[client]).toEqual({
        IdentityProvider: { 'Fn::Join': ['', [providerName, ':', reference('Client')]] },
        Type: 'Token',
        AmbiguousRoleResolution: 'AuthenticatedRole',
      });
    }
  });

  test('to the groups of the user pool, the first listed before the others', () => {
    const groups = Object.values(federation.findResources('AWS::Cognito::UserPoolGroup')).map(
      ({ Properties }) => Properties,
    );
    expect(groups.map(({ GroupName, Precedence, RoleArn }) => [GroupName, Precedence, RoleArn])).toEqual([
      ['moderator', 0, roleArn('NamedRolesModerator')],
      ['board-keeper', 1, roleArn('NamedRolesBoardKeeper')],
    ]);
  });

  test('to everybody alike where nothing is mapped', () => {
    templatesWith().federation.hasResourceProperties('AWS::Cognito::IdentityPoolRoleAttachment', {
      RoleMappings: Match.absent(),
    });
  });
});

describe('a named role', () => {
  const trustOf = (prefix: string) =>
    Object.entries(federation.findResources('AWS::IAM::Role')).find(([id]) => id.startsWith(prefix))?.[1].Properties
      .AssumeRolePolicyDocument;
  const player = statementsOf(federation, 'AuthenticatedRole');

  test.each(['NamedRolesModerator', 'NamedRolesBoardKeeper'])(
    '%s has the trust of every signed-in player',
    (prefix) => {
      expect(trustOf(prefix)).toEqual(trustOf('AuthenticatedRole'));
    },
  );

  test('has all that a player has, and its own grants besides', () => {
    const { DeleteProtectedFiles, DeleteBoardRows, ...rest } = statementsOf(federation, 'NamedRolesModerator');
    expect(rest).toEqual(player);
    expect(DeleteProtectedFiles).toEqual({
      Effect: 'Allow',
      Action: 's3:DeleteObject',
      Resource: { 'Fn::Join': ['', [expect.anything(), '/protected/*']] },
    });
    expect(DeleteBoardRows).toMatchObject({
      Action: 'dynamodb:DeleteItem',
      Condition: {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['BOARD#*'] },
        Null: { 'dynamodb:LeadingKeys': 'false' },
      },
    });
  });

  test('has no grant that the configuration does not give it', () => {
    const keeper = statementsOf(federation, 'NamedRolesBoardKeeper');
    expect(Object.keys(keeper).filter((sid) => !Object.hasOwn(player, sid))).toEqual(['DeleteBoardRows']);
  });

  test('is told by an output', () => {
    expect(Object.keys(federation.findOutputs('*')).filter((name) => name.startsWith('NamedRole'))).toEqual([
      'NamedRoleArnModerator',
      'NamedRoleArnBoardKeeper',
    ]);
  });
});

describe('principal tags', () => {
  test('come from the one claim that the configuration names, and from no default', () => {
    const tags = Object.values(federation.findResources('AWS::Cognito::IdentityPoolPrincipalTag'));
    expect(tags.map(({ Properties }) => [Properties.IdentityProviderName, Properties.PrincipalTags])).toEqual([
      [reference('Oidcloginmystudiocomplayers'), { clan: 'clan' }],
      [providerName, { clan: 'custom:clan' }],
      [reference('Samlstarharvesteverythingpartner'), { clan: 'https://my-studio.com/claims/clan' }],
    ]);
    for (const { Properties } of tags) expect(Properties.UseDefaults).toBe(false);
  });

  test('are taken by the roles of signed-in players alone, and by nobody where there are none', () => {
    const taking = (template: typeof federation) =>
      Object.entries(template.findResources('AWS::IAM::Role'))
        .filter(([, { Properties }]) => JSON.stringify(Properties.AssumeRolePolicyDocument).includes('sts:TagSession'))
        .map(([id]) => id.replace(/[0-9A-F]{8}$/, ''));
    expect(taking(federation)).toEqual(['AuthenticatedRole', 'NamedRolesModeratorRole', 'NamedRolesBoardKeeperRole']);
    expect(taking(templatesWith().federation)).toEqual([]);
  });
});
