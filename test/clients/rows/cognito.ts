import { administrator, type CommandRow, differs, player, refused, works } from '../command-row';

const denied = (operation: string) =>
  refused(new RegExp(`AccessDeniedException\\) when calling the ${operation} operation`));

/** What people type of Cognito's identity pools and user pools. They run in this order. */
export const cognitoRows: readonly CommandRow[] = [
  administrator('aws cognito-identity list-identity-pools --max-results 10', works(/"IdentityPoolId": "eu-west-1:/)),
  player('aws cognito-identity list-identity-pools --max-results 10', denied('ListIdentityPools')),
  administrator(
    'aws cognito-identity describe-identity-pool --identity-pool-id $POOL',
    works(/AllowUnauthenticatedIdentities/),
  ),
  administrator(
    'aws cognito-identity get-identity-pool-roles --identity-pool-id $POOL',
    works(/"authenticated": "arn:aws:iam/),
  ),
  administrator(
    'aws cognito-identity get-principal-tag-attribute-map --identity-pool-id $POOL' +
      ' --identity-provider-name cognito-idp.eu-west-1.amazonaws.com/$USER_POOL',
    works(/"PrincipalTags"/),
  ),
  administrator(
    'aws cognito-identity list-identities --identity-pool-id $POOL --max-results 60',
    works(/"IdentityId"/),
  ),
  administrator('aws cognito-identity describe-identity --identity-id $PLAYER', works(/"Logins"/)),
  player('aws cognito-identity describe-identity --identity-id $OTHER', denied('DescribeIdentity')),
  player('aws cognito-identity get-id --identity-pool-id $POOL', works(/"IdentityId": "eu-west-1:/)),
  administrator('aws cognito-idp list-user-pools --max-results 10', works(/"Name": "star-harvest-local/)),
  player('aws cognito-idp list-user-pools --max-results 10', denied('ListUserPools')),
  administrator('aws cognito-idp describe-user-pool --user-pool-id $USER_POOL', works(/"SchemaAttributes"/)),
  administrator('aws cognito-idp list-user-pool-clients --user-pool-id $USER_POOL', works(/"ClientName"/)),
  administrator(
    'aws cognito-idp describe-user-pool-client --user-pool-id $USER_POOL --client-id $CLIENT',
    works(/starharvest:\/\/signed-in/),
  ),
  administrator('aws cognito-idp list-groups --user-pool-id $USER_POOL', works(/"Groups"/)),
  administrator('aws cognito-idp get-user-pool-mfa-config --user-pool-id $USER_POOL', works(/"MfaConfiguration"/)),
  administrator('aws cognito-idp describe-user-pool-domain --domain star-harvest-local', works(/"Status": "ACTIVE"/)),
  administrator('aws cognito-idp list-identity-providers --user-pool-id $USER_POOL', works(/"Providers": \[\]/)),
  player(
    'aws cognito-idp describe-user-pool-client --user-pool-id $USER_POOL --client-id $CLIENT',
    denied('DescribeUserPoolClient'),
  ),
  administrator(
    'aws cognito-idp list-resource-servers --user-pool-id $USER_POOL --max-results 10',
    works(/"ResourceServers": \[\]/),
  ),
  player(
    'aws cognito-idp list-resource-servers --user-pool-id $USER_POOL --max-results 10',
    denied('ListResourceServers'),
  ),
  administrator(
    'aws cognito-idp describe-identity-provider --user-pool-id $USER_POOL --provider-name Google',
    refused(/ResourceNotFoundException/),
  ),
  administrator(
    'aws cognito-idp sign-up --client-id $CLIENT --username eve@example.com --password Long-enough-1! --secret-hash AAAA',
    refused(/not configured for secret but secret hash was received/),
  ),
  administrator(
    'aws cognito-idp admin-create-user --user-pool-id $USER_POOL --username ada@example.com --message-action SUPPRESS' +
      ' --user-attributes Name=email,Value=ada@example.com Name=email_verified,Value=true',
    works(/FORCE_CHANGE_PASSWORD/),
  ),
  administrator('aws cognito-idp list-users --user-pool-id $USER_POOL', works(/ada@example\.com/)),
  player('aws cognito-idp list-users --user-pool-id $USER_POOL', denied('ListUsers')),
  administrator(
    'aws cognito-idp admin-set-user-password --user-pool-id $USER_POOL --username ada@example.com --password Long-enough-1! --permanent' +
      ' && aws cognito-idp admin-get-user --user-pool-id $USER_POOL --username ada@example.com',
    works(/"UserStatus": "CONFIRMED"/),
  ),
  administrator(
    'aws cognito-idp admin-get-user --user-pool-id $USER_POOL --username nobody@example.com',
    refused(/UserNotFoundException/),
  ),
  administrator(
    'aws cognito-idp create-user-pool --pool-name another',
    differs(/NotImplemented/, 'user pools come from templates'),
  ),
];
