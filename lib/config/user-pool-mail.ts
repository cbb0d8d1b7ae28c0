import { z } from 'zod';
import { matching, regionForm } from './fields';

const domain = /[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+/;
/** Letters of ASCII alone: SES takes no others before the @ (documented: SES API reference, SendEmail, `FromEmailAddress`). */
const address = matching(
  new RegExp(`^[\\w.+-]{1,64}@${domain.source}$`),
  'an e-mail address such as game@my-studio.com',
);

/**
 * The account's own SES for the mails of a user pool. Its identity must be verified, and the account out of SES's sandbox, or no mail arrives:
 * nothing at synthesis or in the deployment's checks can see that. A policy of the identity is not needed: Cognito makes itself a role that is
 * linked to it, for which whoever deploys needs `iam:CreateServiceLinkedRole`.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-email.html (documented)
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-ses-authorization-to-send-email.html (documented)
 */
export const ses = z
  .strictObject({
    /** Who the mails are from. It is what is verified in SES, or is at a domain that is. */
    fromEmail: address,
    /** The sender's name beside it. Without it, the address alone. */
    fromName: matching(/^[\p{L}\p{N} .'&-]{1,64}$/u, "up to 64 letters, digits, spaces and . ' & -").optional(),
    /** Where answers go. Without it, to the sender. */
    replyTo: address.optional(),
    /** The domain that is verified in SES. Without it, the address itself is. */
    verifiedDomain: matching(new RegExp(`^${domain.source}$`), 'a domain such as my-studio.com').optional(),
    /**
     * The region of the identity in SES: the pool's own, or us-east-1, us-west-2 or eu-west-1, which each pool may use (documented: the Cognito
     * guide of 2022; that they still serve every region is unconfirmed). Without it, the stage's.
     */
    region: matching(new RegExp(`^${regionForm.source}$`), 'an AWS region such as eu-west-1').optional(),
  })
  .refine(({ fromEmail, verifiedDomain }) => verifiedDomain === undefined || fromEmail.endsWith(`@${verifiedDomain}`), {
    path: ['verifiedDomain'],
    error: 'must be the domain of fromEmail',
  });

/** Regions whose SES a pool of another one may use. */
const forEveryRegion = ['us-east-1', 'us-west-2', 'eu-west-1'];

/** What is wrong with the region of SES, as sentences. */
export function sesRegionProblems(stageRegion: string | undefined, sesRegion: string | undefined): string[] {
  if (sesRegion === undefined) {
    if (stageRegion !== undefined) return [];
    return ['userPool.ses.region: is missing; the stage leaves its own region open, and SES needs one'];
  }
  if (sesRegion === stageRegion || forEveryRegion.includes(sesRegion)) return [];
  return [`userPool.ses.region: must be the stage's own, or one of ${forEveryRegion.join(', ')}, got '${sesRegion}'`];
}
