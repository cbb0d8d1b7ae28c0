import { z } from 'zod';
import { AssemblyError } from '../../../assembly/assembly-error';
import { cfnInteger, cfnString } from '../../../assembly/properties';
import type { Account } from '../account';
import type { Resource, ResourceType } from '../resource-type';
import { partPermissions } from './arns';
import { chosenId } from './ids';
import { existingApi, refused, withinApi } from './refusals';

const schema = z.strictObject({
  RestApiId: cfnString,
  Name: cfnString,
  Type: z.literal('COGNITO_USER_POOLS', 'the local cloud runs no Lambda authorizers: it must be COGNITO_USER_POOLS'),
  ProviderARNs: z.array(cfnString).min(1, 'must name a user pool'),
  IdentitySource: cfnString.default('method.request.header.Authorization'),
  IdentityValidationExpression: cfnString.optional(),
  // How long a token's verdict may be old. Here each call is judged anew, which lets in nobody whom AWS would not.
  AuthorizerResultTtlInSeconds: cfnInteger
    .refine((seconds) => seconds >= 0 && seconds <= 3600, 'must be 0 to 3600')
    .optional(),
  AuthType: cfnString.optional(),
});
type Properties = z.output<typeof schema>;
type Parts = Pick<Account, 'restApis' | 'userPools'>;

/**
 * `AWS::ApiGateway::Authorizer` of the type `COGNITO_USER_POOLS`: `Ref` is its ID.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-authorizer.html documented
 */
export const authorizer: ResourceType<Properties> = {
  type: 'AWS::ApiGateway::Authorizer',
  schema,
  permissions: partPermissions('authorizers'),
  identify(resource) {
    const ref = chosenId(resource, 'authorizer');
    return { ref, attributes: { AuthorizerId: ref } };
  },
  create(resource, account: Parts) {
    const { definition } = existingApi(account, resource.model.RestApiId);
    // The words are unconfirmed.
    if (Object.values(definition.authorizers).some(({ name }) => name === resource.model.Name)) {
      throw refused(
        `Authorizer name must be unique. Authorizer ${resource.model.Name} already exists in this RestApi.`,
        'AlreadyExists',
      );
    }
    put(resource, account);
  },
  update: (resource, _before, account) => put(resource, account),
  within: withinApi,
  remove({ ref, model }, { restApis }: Parts) {
    const { methods = {} } = restApis.find(model.RestApiId)?.definition ?? {};
    // The words are **unconfirmed**; that it is refused is documented (API_DeleteAuthorizer, ConflictException).
    if (Object.values(methods).some(({ authorizerId }) => authorizerId === ref)) {
      throw refused('Cannot delete authorizer, is referenced in method(s)', 'ResourceConflict', 409);
    }
    restApis.take(model.RestApiId, 'authorizers', ref);
  },
};

function put(resource: Resource<Properties>, account: Parts): void {
  const { model, ref, place, partition, region, account: own } = resource;
  existingApi(account, model.RestApiId);
  const poolIds = model.ProviderARNs.map((arn) => {
    const poolId = arn.replace(`arn:${partition}:cognito-idp:${region}:${own}:userpool/`, '');
    // Whether AWS looks for the pool now is **unconfirmed**. One that is not here would let nobody in.
    if (account.userPools.find(poolId) !== undefined) return poolId;
    throw refused(`Invalid Cognito User Pool ARN specified: ${arn}`, 'InvalidRequest');
  });
  const [, header] = /^method\.request\.header\.([\w-]+)$/.exec(model.IdentitySource) ?? [];
  if (header === undefined) {
    throw new AssemblyError(`${place}: Properties.IdentitySource`, 'must be method.request.header.<name>');
  }
  const { IdentityValidationExpression: expression } = model;
  account.restApis.put(model.RestApiId, 'authorizers', ref, {
    ...{ name: model.Name, poolIds, header: header.toLowerCase() },
    ...(expression === undefined || expression === '' ? {} : { validationExpression: pattern(expression) }),
  });
}

function pattern(written: string): string {
  try {
    new RegExp(written);
    return written;
  } catch {
    throw refused(`Invalid identity validation expression specified: ${written}`, 'InvalidRequest');
  }
}
