import { Match } from 'aws-cdk-lib/assertions';
import type { GameFederationInput } from '../../../lib/config/schema';
import { statementsOf, type Templates, templatesWith } from '../synthesize';

const own = [
  's3:AbortMultipartUpload',
  's3:DeleteObject',
  's3:GetObject',
  's3:ListMultipartUploadParts',
  's3:PutObject',
];
const sub = '${cognito-identity.amazonaws.com:sub}';

/** The resources of a statement, without the bucket's ARN. */
function paths(statement: Record<string, unknown> | undefined): string[] {
  return [statement?.Resource]
    .flat()
    .map((resource) => (resource as { 'Fn::Join': [string, [unknown, string]] })['Fn::Join'][1][1]);
}

describe('the bucket', () => {
  const { data } = templatesWith();

  test('is closed to the public, to access lists and to plain HTTP', () => {
    data.hasResourceProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
    data.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Action: 's3:*',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ]),
      },
    });
  });

  test('keeps versions, and forgets old ones and unfinished uploads', () => {
    data.hasResourceProperties('AWS::S3::Bucket', {
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: {
        Rules: [
          Match.objectLike({
            Status: 'Enabled',
            NoncurrentVersionExpiration: { NoncurrentDays: 30 },
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
          }),
          // In a rule of its own: beside the thirty days it would keep the last ones for ever.
          Match.objectLike({
            Status: 'Enabled',
            NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 10 },
          }),
        ],
      },
    });
  });

  test.each([1, 100])('keeps %p old versions of a file where that is configured', (maxOldVersions) => {
    templatesWith({ files: { maxOldVersions } }).data.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: Match.arrayWith([
          Match.objectLike({
            NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: maxOldVersions },
          }),
        ]),
      },
    });
  });

  test.each([
    ['fifteen minutes', {}, { NumericGreaterThan: { 's3:signatureAge': 900_000 } }],
    ['a minute', { maxSeconds: 60 }, { NumericGreaterThan: { 's3:signatureAge': 60_000 } }],
    ['no time at all', { enabled: false }, { StringEquals: { 's3:authType': ['REST-QUERY-STRING', 'POST'] } }],
  ])('takes what is signed ahead for %s', (_, presignedUrls, Condition) => {
    templatesWith({ presignedUrls }).data.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Principal: { AWS: '*' }, Action: 's3:*', Condition }),
        ]),
      },
    });
  });

  test('lets exactly the configured web pages in, and none where none is configured', () => {
    const origins = ['https://play.star-harvest.com'];
    templatesWith({ cors: { origins } }).data.hasResourceProperties('AWS::S3::Bucket', {
      CorsConfiguration: { CorsRules: [Match.objectLike({ AllowedOrigins: origins })] },
    });
    templatesWith({ cors: {} }).data.hasResourceProperties('AWS::S3::Bucket', {
      CorsConfiguration: Match.absent(),
    });
  });

  test('goes with its stack, emptied, where data is not retained', () => {
    data.hasResource('AWS::S3::Bucket', { DeletionPolicy: 'Delete' });
    data.resourceCountIs('Custom::S3AutoDeleteObjects', 1);
  });

  test('is not emptied where data is retained', () => {
    const retained = templatesWith({ retainData: true, protect: true }).data;
    retained.resourceCountIs('Custom::S3AutoDeleteObjects', 0);
    // The handler that empties buckets asks for this tag, also when it is taken away itself (read in its code).
    const taggedForEmptying = { Tags: Match.arrayWith([{ Key: 'aws-cdk:auto-delete-objects', Value: 'true' }]) };
    expect(Object.keys(data.findResources('AWS::S3::Bucket', { Properties: taggedForEmptying }))).toHaveLength(1);
    expect(Object.keys(retained.findResources('AWS::S3::Bucket', { Properties: taggedForEmptying }))).toEqual([]);
  });
});

describe('a signed-in player', () => {
  const statements = statementsOf(templatesWith().federation, 'AuthenticatedRole');

  test('owns their private and their protected folder, action by action', () => {
    expect(statements.OwnFiles?.Action).toEqual(own);
    expect(paths(statements.OwnFiles)).toEqual([`/private/${sub}/*`, `/protected/${sub}/*`]);
  });

  test.each<[what: string, files: GameFederationInput['files'], classes: unknown]>([
    ['the standard storage class', {}, ['STANDARD']],
    ['those that are configured', { storageClasses: ['STANDARD', 'STANDARD_IA'] }, ['STANDARD', 'STANDARD_IA']],
  ])('puts into %s, and brings no encryption along', (_, files, classes) => {
    const { OwnFiles } = statementsOf(templatesWith({ files }).federation, 'AuthenticatedRole');
    expect(OwnFiles?.Condition).toEqual({
      StringEqualsIfExists: { 's3:x-amz-storage-class': classes, 's3:x-amz-server-side-encryption': 'AES256' },
      Null: { 's3:x-amz-server-side-encryption-customer-algorithm': 'true' },
    });
  });

  test('lists their own folders and nothing above them', () => {
    expect(statements.ListOwnFiles).toMatchObject({
      Action: 's3:ListBucket',
      Condition: { StringLike: { 's3:prefix': [`private/${sub}/*`, `protected/${sub}/*`] } },
    });
  });

  test("reads others' protected files and public files, and that is all they may do there", () => {
    for (const [sid, path] of Object.entries({ ReadProtectedFiles: '/protected/*', ReadPublicFiles: '/public/*' })) {
      expect(statements[sid]?.Action).toBe('s3:GetObject');
      expect(paths(statements[sid])).toEqual([path]);
    }
  });

  test('has no other permission on files', () => {
    const onFiles = Object.entries(statements).filter(([, { Action }]) =>
      [Action].flat().some((action) => String(action).startsWith('s3:')),
    );
    expect(onFiles.map(([sid]) => sid).sort()).toEqual([
      'ListOwnFiles',
      'OwnFiles',
      'ReadProtectedFiles',
      'ReadPublicFiles',
    ]);
  });
});

describe('a guest', () => {
  const guestStatements = ({ federation }: Templates) => statementsOf(federation, 'GuestRole');

  test('owns a private folder and no protected one where guests own data', () => {
    const statements = guestStatements(templatesWith({ guests: { enabled: true, ownData: true } }));
    expect(paths(statements.OwnFiles)).toEqual([`/private/${sub}/*`]);
    expect(statements.ListOwnFiles).toMatchObject({ Condition: { StringLike: { 's3:prefix': [`private/${sub}/*`] } } });
    expect(statements).not.toHaveProperty('ReadProtectedFiles');
  });

  test('only reads public files where guests own no data', () => {
    const statements = guestStatements(templatesWith({ guests: { enabled: true, ownData: false } }));
    expect(Object.keys(statements).sort()).toEqual(['ReadBoards', 'ReadPublicFiles']);
    expect(paths(statements.ReadPublicFiles)).toEqual(['/public/*']);
    expect(statements.ReadPublicFiles?.Action).toBe('s3:GetObject');
  });
});
