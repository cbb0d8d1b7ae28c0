import { z } from 'zod';
import { AssemblyError } from '../../../assembly/assembly-error';
import { cfnString } from '../../../assembly/properties';
import { isResponseType } from '../../services/api-gateway/response-types';
import { parseTemplate } from '../../services/execute-api/mapping-template';
import type { Account } from '../account';
import type { Resource, ResourceType } from '../resource-type';
import { controlArn } from './arns';
import { chosenId } from './ids';
import { checkParameter } from './parameter-mappings';
import { existingApi, refused, withinApi } from './refusals';

const schema = z.strictObject({
  RestApiId: cfnString,
  ResponseType: cfnString.pipe(z.string().refine(isResponseType, 'is no type of gateway response')),
  StatusCode: cfnString.pipe(z.string().regex(/^[1-5]\d\d$/, 'must be a status')).optional(),
  ResponseParameters: z.record(z.string(), cfnString).default({}),
  ResponseTemplates: z.record(z.string(), cfnString).default({}),
});
type Properties = z.output<typeof schema>;
type Parts = Pick<Account, 'restApis'>;

/**
 * `AWS::ApiGateway::GatewayResponse`: `Ref` is an ID.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-gatewayresponse.html documented
 */
export const gatewayResponse: ResourceType<Properties> = {
  type: 'AWS::ApiGateway::GatewayResponse',
  schema,
  permissions: {
    on: (resource) =>
      controlArn(resource, `/restapis/${resource.model.RestApiId}/gatewayresponses/${resource.model.ResponseType}`),
    create: ['apigateway:PUT'],
    update: ['apigateway:PUT'],
    delete: ['apigateway:DELETE'],
    read: ['apigateway:GET'],
  },
  identify(resource) {
    const ref = chosenId(resource, 'gateway-response');
    return { ref, attributes: { Id: ref } };
  },
  create(resource, account: Parts) {
    const { definition } = existingApi(account, resource.model.RestApiId);
    // The API has one of each type; CloudFormation's handler looks first (**unconfirmed**, as are the words).
    if (definition.gatewayResponses[resource.model.ResponseType] !== undefined) {
      throw refused(`Gateway response ${resource.model.ResponseType} already exists`, 'AlreadyExists', 409);
    }
    put(resource, account);
  },
  update(resource, before, account: Parts) {
    put(resource, account);
    const { RestApiId, ResponseType } = before.model;
    if (ResponseType !== resource.model.ResponseType)
      account.restApis.take(RestApiId, 'gatewayResponses', ResponseType);
  },
  within: withinApi,
  remove({ model }, { restApis }: Parts) {
    restApis.take(model.RestApiId, 'gatewayResponses', model.ResponseType);
  },
};

function put({ model, place }: Resource<Properties>, account: Parts): void {
  existingApi(account, model.RestApiId);
  for (const [name, value] of Object.entries(model.ResponseParameters)) {
    const at = `${place}: Properties.ResponseParameters.${name}`;
    if (!/^gatewayresponse\.header\.[\w!#$%&'*+.^`|~-]+$/.test(name)) {
      throw new AssemblyError(at, 'only headers are set here: gatewayresponse.header.<name>');
    }
    checkParameter(value, at, ['method.request', 'context', 'stageVariables']);
  }
  for (const [type, text] of Object.entries(model.ResponseTemplates)) {
    parseTemplate(text, `${place}: Properties.ResponseTemplates.${type}`);
  }
  account.restApis.put(model.RestApiId, 'gatewayResponses', model.ResponseType, {
    ...(model.StatusCode === undefined ? {} : { status: model.StatusCode }),
    parameters: model.ResponseParameters,
    templates: model.ResponseTemplates,
  });
}
