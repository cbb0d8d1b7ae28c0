import { z } from 'zod';
import { cfnBoolean, cfnString } from '../../../assembly/properties';
import type { Account } from '../account';
import type { Resource, ResourceType } from '../resource-type';
import { partPermissions } from './arns';
import { chosenId } from './ids';
import { existingApi, withinApi } from './refusals';

const schema = z.strictObject({
  RestApiId: cfnString,
  Name: cfnString.optional(),
  ValidateRequestBody: cfnBoolean.default(false),
  ValidateRequestParameters: cfnBoolean.default(false),
});
type Properties = z.output<typeof schema>;
type Parts = Pick<Account, 'restApis'>;

/**
 * `AWS::ApiGateway::RequestValidator`: `Ref` is its ID.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-requestvalidator.html documented
 */
export const requestValidator: ResourceType<Properties> = {
  type: 'AWS::ApiGateway::RequestValidator',
  schema,
  permissions: partPermissions('requestvalidators'),
  identify(resource) {
    const ref = chosenId(resource, 'validator');
    return { ref, attributes: { RequestValidatorId: ref } };
  },
  create: put,
  update: (resource, _before, account) => put(resource, account),
  within: withinApi,
  remove({ ref, model }, { restApis }: Parts) {
    restApis.take(model.RestApiId, 'validators', ref);
  },
};

function put({ ref, model }: Resource<Properties>, account: Parts): void {
  existingApi(account, model.RestApiId);
  account.restApis.put(model.RestApiId, 'validators', ref, {
    name: model.Name ?? ref,
    body: model.ValidateRequestBody,
    parameters: model.ValidateRequestParameters,
  });
}
