import { changed, given, passRole, retagged, setOrTaken, tagKeys } from '../permission-entries';
import type { Permission, Permissions, Stepping } from '../permissions';

/** What of a function's properties permissions are needed for. */
interface FunctionModel {
  readonly Role: string;
  readonly Code: {
    readonly S3Bucket?: string | undefined;
    readonly S3Key?: string | undefined;
    readonly S3ObjectVersion?: string | undefined;
  };
}

/** Properties that `UpdateFunctionConfiguration` sets. */
const configuration = [
  'Description',
  'Environment',
  'EphemeralStorage',
  'Handler',
  'KmsKeyArn',
  'LoggingConfig',
  'MemorySize',
].concat('Role', 'Runtime', 'SnapStart', 'Timeout', 'TracingConfig');

/**
 * Lambda reads the archive as whoever asks it for the function. The words are **observed**: aws-samples/lambda-refarch-fileprocessing#6.
 *
 * @param changes whether only code that changes is read
 */
function readCode(changes: boolean): readonly Permission<FunctionModel>[] {
  const code = changes ? changed('Code', 'any') : given('Code', 'any');
  const isNeeded = (resource: Stepping<FunctionModel>) =>
    resource.model.Code.S3Key !== undefined && code.every(({ when }) => when(resource));
  const refusal = ({ model: { Code } }: Stepping<FunctionModel>) =>
    `Your access has been denied by S3, please make sure your request credentials have permission to GetObject for ${Code.S3Bucket}/${Code.S3Key}. S3 Error Code: AccessDenied. S3 Error Message: Access Denied`;
  const on = ({ partition, model: { Code } }: Stepping<FunctionModel>) =>
    `arn:${partition}:s3:::${Code.S3Bucket}/${Code.S3Key}`;
  return [
    { action: 's3:GetObject', on, when: isNeeded, refusal },
    {
      action: 's3:GetObjectVersion',
      on,
      when: (resource) => isNeeded(resource) && resource.model.Code.S3ObjectVersion !== undefined,
      keys: ({ model }) => ({ 's3:VersionId': model.Code.S3ObjectVersion }),
      refusal,
    },
  ];
}

const handOn = passRole<FunctionModel>('lambda.amazonaws.com', ({ model }) => [model.Role]);

/**
 * `AWS::Lambda::Function`. CloudFormation gives each function tags of its own, so that one without any needs `lambda:TagResource` too
 * (**observed**: aws-well-architected-labs#625). That an update hands the role on whatever changes is **unconfirmed**.
 */
export const functionPermissions: Permissions<FunctionModel> = {
  on: ({ attributes }) => attributes.Arn ?? '',
  create: [
    { action: 'lambda:CreateFunction', keys: tagKeys('Tags') },
    handOn,
    ...readCode(false),
    { action: 'lambda:TagResource', keys: tagKeys('Tags') },
    'lambda:GetFunction',
    'lambda:GetFunctionCodeSigningConfig',
    ...given('ReservedConcurrentExecutions', 'lambda:PutFunctionConcurrency'),
    ...given('RuntimeManagementConfig', 'lambda:PutRuntimeManagementConfig', 'lambda:GetRuntimeManagementConfig'),
    ...given('RecursiveLoop', 'lambda:PutFunctionRecursionConfig'),
  ],
  update: [
    'lambda:GetFunction',
    'lambda:GetFunctionCodeSigningConfig',
    handOn,
    ...changed(['Code', 'Architectures'], 'lambda:UpdateFunctionCode'),
    ...readCode(true),
    ...changed(configuration, 'lambda:UpdateFunctionConfiguration'),
    ...setOrTaken('ReservedConcurrentExecutions', 'lambda:PutFunctionConcurrency', 'lambda:DeleteFunctionConcurrency'),
    ...changed('RuntimeManagementConfig', 'lambda:PutRuntimeManagementConfig', 'lambda:GetRuntimeManagementConfig'),
    ...changed('RecursiveLoop', 'lambda:PutFunctionRecursionConfig'),
    ...changed('Tags', 'lambda:ListTags'),
    ...retagged('Tags', 'lambda:TagResource', 'lambda:UntagResource'),
  ],
  delete: ['lambda:DeleteFunction', 'lambda:GetFunction'],
  read: ['lambda:GetFunction', 'lambda:GetFunctionCodeSigningConfig', 'lambda:GetFunctionRecursionConfig'],
};
