import { z } from 'zod';
import type { Outcome } from './outcome';

const functionError = z.looseObject({ errorType: z.string().default(''), errorMessage: z.string().default('') });

/** Of a module that is version 2 of the AWS SDK. */
const olderSdk = /Cannot find (?:module|package) 'aws-sdk['/]/;

/**
 * Why a function broke off, for whoever deploys: AWS writes it into its log alone. Of what today's runtimes have not, and those had that older
 * templates were written for, it says what to do.
 *
 * @returns undefined for one that did not
 */
export function brokenOff({ failed, payload }: Pick<Outcome, 'failed' | 'payload'>): string | undefined {
  if (!failed) return undefined;
  const { errorType, errorMessage } = functionError.safeParse(JSON.parse(payload)).data ?? {};
  const [said] = `${errorType}: ${errorMessage}`.split('\n');
  return olderSdk.test(errorMessage ?? '') ? `${said} ${sdkHint}` : said;
}

/** **Documented**: Lambda developer guide, "Building Lambda functions with Node.js", "SDK versions". */
const sdkHint =
  '(version 2 of the AWS SDK: the runtimes up to nodejs16.x had it, those from nodejs18.x on have version 3 alone, and so has the local cloud. ' +
  'Write it for @aws-sdk/client-…, or put aws-sdk into its archive)';
