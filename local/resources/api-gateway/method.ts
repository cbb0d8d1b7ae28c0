import { AssemblyError } from '../../../assembly/assembly-error';
import { unnamed } from '../../../assembly/physical-name';
import { type ApiMethod, methodKey } from '../../services/api-gateway/definition';
import type { Account } from '../account';
import type { Resource, ResourceType } from '../resource-type';
import { controlArn } from './arns';
import { integrationOf } from './integration';
import { type MethodProperties, methodProperties } from './method-properties';
import { existingApi, notFound, refused, withinApi } from './refusals';

type Parts = Pick<Account, 'restApis'>;

/**
 * `AWS::ApiGateway::Method`: `Ref` is a name that CloudFormation makes.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-method.html documented
 */
export const apiMethod: ResourceType<MethodProperties> = {
  type: 'AWS::ApiGateway::Method',
  schema: methodProperties,
  permissions: {
    on: (resource) => {
      const { RestApiId, ResourceId, HttpMethod } = resource.model;
      return controlArn(resource, `/restapis/${RestApiId}/resources/${ResourceId}/methods/${HttpMethod}`);
    },
    create: ['apigateway:PUT'],
    update: ['apigateway:DELETE', 'apigateway:PUT'],
    delete: ['apigateway:DELETE'],
    read: ['apigateway:GET'],
  },
  identify: (resource) => ({ ref: unnamed(resource) }),
  create(resource, account: Parts) {
    const { RestApiId, ResourceId, HttpMethod } = resource.model;
    const { definition } = existingApi(account, RestApiId);
    // Observed: serverless#7231, aws-cli#3992.
    if (definition.methods[methodKey(ResourceId, HttpMethod)] !== undefined) {
      throw refused('Method already exists for this resource', 'AlreadyExists', 409);
    }
    put(resource, account);
  },
  update: (resource, _before, account) => put(resource, account),
  within: withinApi,
  remove({ model }, { restApis }: Parts) {
    restApis.take(model.RestApiId, 'methods', methodKey(model.ResourceId, model.HttpMethod));
  },
};

function put(resource: Resource<MethodProperties>, account: Parts): void {
  const method = methodOf(resource, account);
  account.restApis.put(resource.model.RestApiId, 'methods', methodKey(method.resourceId, method.httpMethod), method);
}

function methodOf(resource: Resource<MethodProperties>, account: Parts): ApiMethod {
  const { model, place } = resource;
  check(model, account);
  for (const name of Object.keys(model.RequestParameters)) {
    if (/^method\.request\.(?:header|querystring|multivaluequerystring|multivalueheader|path)\.[^\s]+$/.test(name))
      continue;
    throw new AssemblyError(`${place}: Properties.RequestParameters.${name}`, 'names no parameter of a request');
  }
  const headers = model.MethodResponses.map(({ StatusCode, ResponseParameters }) => {
    const names = Object.keys(ResponseParameters);
    return [StatusCode, names.map((name) => name.replace(/^method\.response\.header\./, '').toLowerCase())] as const;
  });
  return {
    resourceId: model.ResourceId,
    httpMethod: model.HttpMethod,
    authorization: model.AuthorizationType,
    ...(model.AuthorizerId === undefined ? {} : { authorizerId: model.AuthorizerId }),
    scopes: model.AuthorizationScopes,
    ...(model.OperationName === undefined ? {} : { operationName: model.OperationName }),
    requestParameters: model.RequestParameters,
    requestModels: Object.fromEntries(
      Object.entries(model.RequestModels).map(([type, name]) => [
        type === '$default' ? type : type.toLowerCase(),
        name,
      ]),
    ),
    ...(model.RequestValidatorId === undefined ? {} : { validatorId: model.RequestValidatorId }),
    integration: integrationOf(resource),
    responseHeaders: Object.fromEntries(headers),
  };
}

/** @throws ResourceRefused where what it names is not there: in words that are **observed** of authorizers (aws-cdk#5618) and **unconfirmed** of the rest */
function check(model: MethodProperties, account: Parts): void {
  const { definition } = existingApi(account, model.RestApiId);
  if (definition.resources[model.ResourceId] === undefined) throw notFound('Resource');
  const isByPool = model.AuthorizationType === 'COGNITO_USER_POOLS';
  if (isByPool && definition.authorizers[model.AuthorizerId ?? ''] === undefined) {
    const sentence =
      'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.';
    throw refused(sentence, 'InvalidRequest');
  }
  if (model.RequestValidatorId !== undefined && definition.validators[model.RequestValidatorId] === undefined) {
    throw notFound('Request Validator');
  }
  const missing = Object.values(model.RequestModels).find((name) => !isModel(name, definition.models));
  if (missing !== undefined) throw refused(`Invalid model name specified: ${missing}`, 'InvalidRequest');
}

/** Two that every API has (**documented**: "Models and mapping templates": `Empty` and `Error`). */
function isModel(name: string, models: Readonly<Record<string, unknown>>): boolean {
  return name === 'Empty' || name === 'Error' || models[name] !== undefined;
}
