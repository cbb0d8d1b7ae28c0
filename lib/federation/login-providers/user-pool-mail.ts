import { Annotations } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { UserPoolConfig } from '../../config/user-pool';

/** Mails through SES, of this account: the CDK writes the identity's ARN. */
export function mailOf({ verifiedDomain, region, ...mail }: NonNullable<UserPoolConfig['ses']>): cognito.UserPoolEmail {
  return cognito.UserPoolEmail.withSES({ ...mail, sesVerifiedDomain: verifiedDomain, sesRegion: region });
}

/**
 * Warns at synthesis of what a stage with players runs into: Cognito's own mail is 50 a day, so anybody who signs up 50
 * times keeps everybody else from signing up, and from getting a new password, until the next day.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html (documented: e-mail messages sent daily)
 */
export function warnOfCognitoMail(pool: Construct): void {
  Annotations.of(pool).addWarningV2(
    'game-federation:cognitoMail',
    "Cognito's own mail is 50 a day: a script that signs up 50 times stops everybody's sign-ups and new passwords for the day. Set userPool.ses before players come",
  );
}
