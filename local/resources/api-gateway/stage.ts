import { z } from 'zod';
import { AssemblyError } from '../../../assembly/assembly-error';
import { cfnBoolean, cfnInteger, cfnString, cfnTags } from '../../../assembly/properties';
import type { Throttling } from '../../services/api-gateway/rest-apis';
import type { Account } from '../account';
import { retagged, tagged, tagKeys } from '../permission-entries';
import type { Resource, ResourceType } from '../resource-type';
import { requiredString } from '../string-properties';
import { controlArn, partArns } from './arns';
import { existingApi, notFound, refused, withinApi } from './refusals';

const off = (sentence: string) => cfnBoolean.refine((on) => !on, sentence).optional();
const noCache = off('the local cloud caches no answers');

const methodSetting = z.strictObject({
  HttpMethod: cfnString.default('*'),
  ResourcePath: cfnString.default('/*'),
  ThrottlingBurstLimit: cfnInteger.refine((limit) => limit >= 0, 'must be 0 or more').optional(),
  ThrottlingRateLimit: z.union([z.number().min(0), cfnString.transform(Number).pipe(z.number().min(0))]).optional(),
  // Both want a role of the account; what would be written is not.
  LoggingLevel: z.enum(['OFF', 'ERROR', 'INFO']).default('OFF'),
  DataTraceEnabled: cfnBoolean.default(false),
  MetricsEnabled: cfnBoolean.default(false),
  CachingEnabled: noCache,
  CacheDataEncrypted: noCache,
  CacheTtlInSeconds: cfnInteger.optional(),
});

/** Caches, canaries, client certificates, documentation and traces are not understood. */
const schema = z.strictObject({
  RestApiId: cfnString,
  StageName: cfnString.pipe(z.string().regex(/^\w{1,128}$/, 'must be letters, digits and _')),
  DeploymentId: cfnString,
  Description: cfnString.optional(),
  Variables: z
    .record(z.string().regex(/^\w+$/), cfnString.pipe(z.string().regex(/^[A-Za-z0-9\-._~:/?#&=,]*$/)))
    .default({}),
  MethodSettings: z.array(methodSetting).default([]),
  TracingEnabled: off('the local cloud traces nothing'),
  CacheClusterEnabled: noCache,
  AccessLogSetting: z.strictObject({ DestinationArn: cfnString.optional(), Format: cfnString.optional() }).optional(),
  Tags: cfnTags.default([]),
});
type Properties = z.output<typeof schema>;
type Parts = Pick<Account, 'restApis'>;

const { all, one } = partArns<Properties>('stages');
const tagsArn = (resource: Resource<Properties>) => controlArn(resource, `/tags/${encodeURIComponent(one(resource))}`);

/**
 * `AWS::ApiGateway::Stage`: serves a deployment under its name, which `Ref` is too.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-stage.html documented
 */
export const stage: ResourceType<Properties> = {
  type: 'AWS::ApiGateway::Stage',
  schema,
  permissions: {
    on: one,
    create: [
      { action: 'apigateway:POST', on: all, keys: tagKeys('Tags') },
      'apigateway:PATCH',
      { ...tagged('Tags', 'apigateway:PUT'), on: tagsArn },
    ],
    update: [
      'apigateway:PATCH',
      ...retagged('Tags', 'apigateway:PUT', 'apigateway:DELETE').map((entry) => ({ ...entry, on: tagsArn })),
    ],
    delete: ['apigateway:DELETE'],
    read: ['apigateway:GET'],
  },
  identify: (resource) => ({ ref: requiredString(resource, 'StageName') }),
  create(resource, account: Parts) {
    const api = existingApi(account, resource.model.RestApiId);
    // The words are unconfirmed.
    if (api.stages.has(resource.ref)) throw refused('Stage already exists', 'AlreadyExists', 409);
    put(resource, account);
  },
  update: (resource, _before, account) => put(resource, account),
  within: withinApi,
  remove({ ref, model }, { restApis }: Parts) {
    restApis.removeStage(model.RestApiId, ref);
  },
};

function put({ model, ref, place }: Resource<Properties>, account: Parts): void {
  existingApi(account, model.RestApiId);
  if (account.restApis.deployment(model.RestApiId, model.DeploymentId) === undefined) throw notFound('Deployment');
  const writes =
    model.MethodSettings.some(({ LoggingLevel }) => LoggingLevel !== 'OFF') || model.AccessLogSetting !== undefined;
  // Observed: amazon-bedrock-knowledgebase-slackbot#6. Of DataTraceEnabled alone nothing is written (documented: LoggingLevel OFF).
  if (writes && account.restApis.logRole === undefined) {
    throw refused('CloudWatch Logs role ARN must be set in account settings to enable logging', 'InvalidRequest');
  }
  account.restApis.putStage(model.RestApiId, {
    name: ref,
    deploymentId: model.DeploymentId,
    ...(model.Description === undefined ? {} : { description: model.Description }),
    variables: model.Variables,
    throttling: model.MethodSettings.map((setting) => throttlingOf(setting, place)),
    tags: Object.fromEntries(model.Tags.map(({ Key, Value }) => [Key, Value])),
  });
}

/** **Documented**: `ResourcePath` has `~1` for a slash; of all resources it is `/*`, of the root `/~1`. */
function throttlingOf(setting: z.output<typeof methodSetting>, place: string): Throttling {
  const { ResourcePath: written, HttpMethod: method, ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst } = setting;
  if (!written.startsWith('/'))
    throw new AssemblyError(`${place}: Properties.MethodSettings`, `'${written}' is no path`);
  const path = written === '/*' ? written : written.slice(1).replaceAll('~1', '/').replaceAll('~0', '~');
  return {
    path: path.startsWith('/') ? path : `/${path}`,
    method,
    ...(rate === undefined ? {} : { rate }),
    ...(burst === undefined ? {} : { burst }),
  };
}
