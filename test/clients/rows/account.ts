import { administrator, type CommandRow, differs, player, refused, works } from '../command-row';

const denied = (operation: string) =>
  refused(new RegExp(`AccessDenied(?:Exception)?\\) when calling the ${operation} operation`));

/** What people type of STS, Lambda, Secrets Manager, CloudFormation and the rest. */
export const accountRows: readonly CommandRow[] = [
  administrator('aws sts get-caller-identity', works(/"Account": "123456789012"/)),
  player('aws sts get-caller-identity', works(/:assumed-role\/[^/]+\/CognitoIdentityCredentials/)),
  administrator('aws sts assume-role --role-arn $PLAYER_ROLE --role-session-name me', denied('AssumeRole')),
  player('aws sts assume-role --role-arn $PLAYER_ROLE --role-session-name me', denied('AssumeRole')),
  player('aws sts get-session-token', refused(/AccessDenied.*GetSessionToken/)),
  player('aws sts get-federation-token --name me', refused(/AccessDenied.*GetFederationToken/)),
  administrator('aws lambda list-functions --query "Functions[].FunctionName"', works(/star-harvest-local/)),
  administrator('aws lambda list-versions-by-function --function-name $SMOKE_TEST', works(/\$LATEST/)),
  administrator('aws lambda get-policy --function-name $SMOKE_TEST', refused(/ResourceNotFoundException/)),
  administrator('aws lambda get-account-settings', works(/"AccountLimit"/)),
  administrator('aws secretsmanager list-secret-version-ids --secret-id $SECRET', works(/AWSCURRENT/)),
  administrator('aws sts get-session-token', works(/"SessionToken"/)),
  administrator('aws sts get-federation-token --name bob', works(/:federated-user\/bob/)),
  player('aws lambda list-functions', denied('ListFunctions')),
  administrator('aws lambda get-function --function-name $SMOKE_TEST', works(/"Runtime": "nodejs/)),
  administrator('aws lambda get-function-configuration --function-name $SMOKE_TEST', works(/"FunctionArn"/)),
  player('aws lambda get-function-configuration --function-name $SMOKE_TEST', denied('GetFunctionConfiguration')),
  player('aws lambda invoke --function-name $SMOKE_TEST out.json', denied('Invoke')),
  administrator('aws secretsmanager list-secrets', works(/"ARN": "arn:aws:secretsmanager:/)),
  player('aws secretsmanager list-secrets', denied('ListSecrets')),
  administrator('aws secretsmanager describe-secret --secret-id $SECRET', works(/"VersionIdsToStages"/)),
  player('aws secretsmanager get-secret-value --secret-id $SECRET', denied('GetSecretValue')),
  administrator(
    'aws cloudformation list-stacks --query "StackSummaries[].StackName"',
    works(/star-harvest-local-data/),
  ),
  administrator(
    'aws cloudformation describe-stacks --stack-name star-harvest-local-data',
    works(/"StackStatus": "CREATE_COMPLETE"/),
  ),
  administrator('aws cloudformation list-exports', works(/"Exports"/)),
  administrator(
    'aws cloudformation detect-stack-drift --stack-name star-harvest-local-data',
    differs(/NotImplemented/, 'nothing drifts here'),
  ),
  player('aws cloudformation describe-stacks', denied('DescribeStacks')),
  administrator('aws ssm get-parameter --name /none', refused(/ParameterNotFound/)),
  administrator('aws apigateway get-rest-apis', differs(/has no/, 'APIs are served, and made by deployments alone')),
  administrator('aws iam list-roles', differs(/has no service 'iam'/, 'IAM itself has no API here')),
];
