import type { Template } from 'aws-cdk-lib/assertions';
import type { GameFederationInput } from '../../lib/config/schema';
import { eachProvider, everything } from './everything';
import { templatesWith } from './synthesize';

// Claims that only an identity provider may set are warned about.
jest.spyOn(console, 'error').mockImplementation(() => {});

/** What holds people or their data, or is what their apps know a thing by. The bucket's policy refuses plain HTTP as long as it stands. */
const kept = [
  'AWS::Cognito::IdentityPool',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::DynamoDB::GlobalTable',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
];

interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

function resourcesOf(fields: Partial<GameFederationInput>): Resource[] {
  const { data, federation } = templatesWith({ ...everything, oidc: everything.oidc, ...fields });
  return [data, federation].flatMap((template: Template) => Object.values<Resource>(template.toJSON().Resources));
}

/** The types among them that have a resource which stays. */
function staying(resources: readonly Resource[]): string[] {
  const stay = resources.filter(({ DeletionPolicy = 'Delete' }) => DeletionPolicy !== 'Delete');
  return [...new Set(stay.map(({ Type }) => Type))].sort();
}

describe('where data is retained', () => {
  const resources = resourcesOf({ retainData: true });

  test('what holds people or their data stays when its stack goes, and nothing else does', () => {
    expect(staying(resources)).toEqual(kept);
  });

  test.each(kept)('every %s stays but for a failed creation, whose leftovers would block the next', (type) => {
    for (const resource of resources.filter(({ Type }) => Type === type)) {
      expect(resource).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
    }
  });
});

test('where it is not, nothing stays', () => {
  expect(staying(resourcesOf({ retainData: false }))).toEqual([]);
});

test('an IAM provider stays where other stages share it, whether or not data is retained', () => {
  const [oidc] = eachProvider.oidc?.oidc ?? [];
  const [saml] = everything.saml ?? [];
  if (!oidc || !saml) throw new Error('there is nothing to share');
  const shared = { oidc: [{ ...oidc, shared: true as const }], saml: [{ ...saml, shared: true as const }] };
  expect(staying(resourcesOf({ ...shared, retainData: false }))).toEqual([
    'AWS::IAM::OIDCProvider',
    'AWS::IAM::SAMLProvider',
  ]);
});

describe('protection', () => {
  const protection = (fields: Partial<GameFederationInput>) => {
    const warnings: string[] = [];
    let terminationProtection: (boolean | undefined)[] = [];
    const { data, federation } = templatesWith({ ...everything, ...fields }, (stacks) => {
      terminationProtection = [stacks.data.terminationProtection, stacks.federation.terminationProtection];
      const said = stacks.federation.node.metadata.filter(({ type }) => type === 'aws:cdk:warning');
      warnings.push(...said.map(({ data: sentence }) => String(sentence)));
    });
    const [pool] = Object.values(federation.findResources('AWS::Cognito::UserPool'));
    const [table] = Object.values(data.findResources('AWS::DynamoDB::GlobalTable'));
    return {
      stacks: terminationProtection,
      userPool: pool?.Properties.DeletionProtection,
      table: table?.Properties.Replicas[0].DeletionProtectionEnabled,
      warned: warnings.some((sentence) => sentence.includes('Set protect: true once the first deployment is green')),
    };
  };

  test.each([
    [true, true, { stacks: [true, true], userPool: 'ACTIVE', table: true, warned: false }],
    [true, false, { stacks: [false, false], userPool: 'INACTIVE', table: true, warned: true }],
    [false, true, { stacks: [true, true], userPool: 'ACTIVE', table: true, warned: false }],
    [false, false, { stacks: [false, false], userPool: 'INACTIVE', table: false, warned: false }],
  ])('where data is retained: %p and protect is %p, is %p', (retainData, protect, expected) => {
    expect(protection({ retainData, protect })).toEqual(expected);
  });
});
