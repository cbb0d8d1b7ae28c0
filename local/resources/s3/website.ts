import { z } from 'zod';
import { urlSuffix } from '../../../assembly/parameters';
import { cfnString } from '../../../assembly/properties';
import type { DeploymentTarget } from '../../../assembly/types';

const protocol = z.enum(['http', 'https']).optional();

const redirectRule = z.strictObject({
  HostName: cfnString.optional(),
  HttpRedirectCode: cfnString.optional(),
  Protocol: protocol,
  ReplaceKeyPrefixWith: cfnString.optional(),
  ReplaceKeyWith: cfnString.optional(),
});

/** What a template says of the website that a bucket is. */
export const websiteConfiguration = z
  .strictObject({
    IndexDocument: cfnString.optional(),
    ErrorDocument: cfnString.optional(),
    RedirectAllRequestsTo: z.strictObject({ HostName: cfnString, Protocol: protocol }).optional(),
    RoutingRules: z
      .array(
        z.strictObject({
          RedirectRule: redirectRule,
          RoutingRuleCondition: z
            .strictObject({ HttpErrorCodeReturnedEquals: cfnString.optional(), KeyPrefixEquals: cfnString.optional() })
            .optional(),
        }),
      )
      .optional(),
  })
  // Documented: API_PutBucketWebsite, `IndexDocument` and `RedirectAllRequestsTo`.
  .refine(
    ({ RedirectAllRequestsTo: all, ...others }) =>
      all === undefined ? others.IndexDocument !== undefined : Object.values(others).every((one) => one === undefined),
    'takes an IndexDocument, or RedirectAllRequestsTo and nothing else',
  );

/** The same as the API writes it. */
export function websiteOf(said: z.output<typeof websiteConfiguration>): Readonly<Record<string, unknown>> {
  const { IndexDocument: Suffix, ErrorDocument: Key, RedirectAllRequestsTo, RoutingRules } = said;
  return {
    ...(RedirectAllRequestsTo && { RedirectAllRequestsTo }),
    ...(Suffix !== undefined && { IndexDocument: { Suffix } }),
    ...(Key !== undefined && { ErrorDocument: { Key } }),
    ...(RoutingRules !== undefined &&
      RoutingRules.length > 0 && {
        RoutingRules: {
          RoutingRule: RoutingRules.map(({ RoutingRuleCondition, RedirectRule }) => ({
            ...(RoutingRuleCondition && { Condition: RoutingRuleCondition }),
            Redirect: RedirectRule,
          })),
        },
      }),
  };
}

/** Regions whose website endpoints are written with a hyphen (**documented**: "Amazon S3 endpoints and quotas"). */
const withHyphen = new Set([
  ...['us-east-1', 'us-west-1', 'us-west-2', 'us-gov-west-1', 'eu-west-1', 'sa-east-1'],
  ...['ap-northeast-1', 'ap-southeast-1', 'ap-southeast-2'],
]);

/** Where the website would be; the local cloud does not serve it. */
export function websiteUrl(
  bucket: string,
  { region, partition }: Pick<DeploymentTarget, 'region' | 'partition'>,
): string {
  return `http://${bucket}.s3-website${withHyphen.has(region) ? '-' : '.'}${region}.${urlSuffix(partition)}`;
}
