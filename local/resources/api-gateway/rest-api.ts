import { z } from 'zod';
import { cfnBoolean, cfnString, cfnTags } from '../../../assembly/properties';
import { compilePolicy } from '../../../policy/compile';
import { type ApiPolicyDocument, expandedPolicy } from '../../services/api-gateway/api-policy';
import type { RestApiSettings } from '../../services/api-gateway/rest-apis';
import type { Account } from '../account';
import { changed, given, retagged, tagged, tagKeys } from '../permission-entries';
import type { Resource, ResourceType } from '../resource-type';
import { controlArn } from './arns';
import { chosenId } from './ids';

const endpointType = z.enum(
  ['REGIONAL', 'EDGE'],
  'the local cloud has no VPC: an endpoint is REGIONAL or EDGE, which are one here',
);

/** An API from an OpenAPI document, a copy of another, keys from authorizers and compressed answers are not understood. */
const schema = z.strictObject({
  Name: cfnString.optional(),
  Description: cfnString.optional(),
  EndpointConfiguration: z
    .strictObject({
      Types: z.array(endpointType).length(1).optional(),
      IpAddressType: z.enum(['ipv4', 'dualstack']).optional(),
    })
    .optional(),
  Policy: z.union([z.record(z.string(), z.unknown()), z.string()]).optional(),
  DisableExecuteApiEndpoint: cfnBoolean.default(false),
  BinaryMediaTypes: z.array(cfnString).default([]),
  ApiKeySourceType: z.literal('HEADER', 'the local cloud knows no API keys: HEADER, or left out').optional(),
  Tags: cfnTags.default([]),
});
type Properties = z.output<typeof schema>;
type Parts = Pick<Account, 'restApis'>;

const own = (resource: Resource<Properties>) => controlArn(resource, `/restapis/${resource.ref}`);
const all = (resource: Resource<Properties>) => controlArn(resource, '/restapis');

/**
 * `AWS::ApiGateway::RestApi`: `Ref` is its ID.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-restapi.html documented
 */
export const restApi: ResourceType<Properties> = {
  type: 'AWS::ApiGateway::RestApi',
  schema,
  permissions: {
    on: own,
    create: [
      { action: 'apigateway:POST', on: all, keys: tagKeys('Tags') },
      { ...tagged('Tags', 'apigateway:PUT'), on: tagsArn },
      ...given('Policy', 'apigateway:UpdateRestApiPolicy'),
    ],
    update: [
      'apigateway:PATCH',
      ...retagged('Tags', 'apigateway:PUT', 'apigateway:DELETE').map((one) => ({ ...one, on: tagsArn })),
      ...changed('Policy', 'apigateway:UpdateRestApiPolicy'),
    ],
    delete: ['apigateway:DELETE'],
    read: ['apigateway:GET', { action: 'apigateway:GET', on: (resource) => `${own(resource)}/resources` }],
  },
  identify(resource) {
    const ref = chosenId(resource, 'api', 10);
    return { ref, attributes: { RestApiId: ref, RootResourceId: chosenId(resource, 'root', 10) } };
  },
  create(resource, { restApis }: Parts) {
    restApis.add(resource.ref, resource.attributes.RootResourceId ?? '', settingsOf(resource));
  },
  update(resource, _before, { restApis }: Parts) {
    restApis.change(resource.ref, settingsOf(resource));
  },
  remove({ ref }, { restApis }: Parts) {
    restApis.remove(ref);
  },
};

function tagsArn(resource: Resource<Properties>): string {
  return controlArn(resource, `/tags/${encodeURIComponent(own(resource))}`);
}

/** @throws PolicyError, AssemblyError where the resource policy is not understood */
function settingsOf(resource: Resource<Properties>): RestApiSettings {
  const { model, ref, place } = resource;
  const policy = model.Policy === undefined ? undefined : policyOf(resource, model.Policy);
  if (policy !== undefined) compilePolicy(policy, `${place}: Policy`, 'resource');
  return {
    name: model.Name ?? ref,
    ...(model.Description === undefined ? {} : { description: model.Description }),
    endpointTypes: model.EndpointConfiguration?.Types ?? ['EDGE'],
    tags: Object.fromEntries(model.Tags.map(({ Key, Value }) => [Key, Value])),
    ...(policy === undefined ? {} : { policy }),
    disableExecuteApiEndpoint: model.DisableExecuteApiEndpoint,
    binaryMediaTypes: model.BinaryMediaTypes,
  };
}

function policyOf(resource: Resource<Properties>, written: object | string): ApiPolicyDocument {
  return expandedPolicy(written, { ...resource, apiId: resource.ref }, `${resource.place}: Properties.Policy`);
}
