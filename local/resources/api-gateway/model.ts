import { z } from 'zod';
import { generatedName } from '../../../assembly/physical-name';
import { cfnString } from '../../../assembly/properties';
import { schemaProblem } from '../../services/execute-api/schema-problem';
import type { Account } from '../account';
import type { Resource, ResourceType } from '../resource-type';
import { optionalString } from '../string-properties';
import { partPermissions } from './arns';
import { existingApi, refused, withinApi } from './refusals';

const schema = z.strictObject({
  RestApiId: cfnString,
  Name: cfnString.pipe(z.string().regex(/^[A-Za-z0-9]+$/, 'must be letters and digits')).optional(),
  Description: cfnString.optional(),
  ContentType: cfnString.default('application/json'),
  Schema: z.union([z.record(z.string(), z.unknown()), z.string()]).default({}),
});
type Properties = z.output<typeof schema>;
type Parts = Pick<Account, 'restApis'>;

/**
 * `AWS::ApiGateway::Model`: a JSON Schema that bodies are held to. `Ref` is its name.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-model.html documented
 */
export const model: ResourceType<Properties> = {
  type: 'AWS::ApiGateway::Model',
  schema,
  permissions: partPermissions('models'),
  // A model's name has letters and digits alone.
  identify: (resource) => ({
    ref: optionalString(resource, 'Name') ?? generatedName(resource, { maxLength: 128 }).replaceAll('-', ''),
  }),
  create(resource, account: Parts) {
    const { definition } = existingApi(account, resource.model.RestApiId);
    // The words are unconfirmed.
    if (definition.models[resource.ref] !== undefined) {
      throw refused(`Model name already exists for this REST API`, 'AlreadyExists', 409);
    }
    put(resource, account);
  },
  update: (resource, _before, account) => put(resource, account),
  within: withinApi,
  remove({ ref, model: { RestApiId } }, { restApis }: Parts) {
    const { methods = {} } = restApis.find(RestApiId)?.definition ?? {};
    // **Documented**: API_DeleteModel, ConflictException; the words are **unconfirmed**.
    if (Object.values(methods).some(({ requestModels }) => Object.values(requestModels).includes(ref))) {
      throw refused(`Cannot delete model '${ref}', is referenced in method request`, 'ResourceConflict', 409);
    }
    restApis.take(RestApiId, 'models', ref);
  },
};

/** The words are **unconfirmed**; what is wrong is said in the local cloud’s own. */
function put({ ref, model: { RestApiId, ContentType, Schema } }: Resource<Properties>, account: Parts): void {
  const { definition } = existingApi(account, RestApiId);
  const read = typeof Schema === 'string' ? parsed(Schema) : Schema;
  const problem = schemaProblem(read, { ...definition.models, [ref]: { contentType: ContentType, schema: read } });
  if (problem !== undefined) throw invalid(problem);
  account.restApis.put(RestApiId, 'models', ref, { contentType: ContentType, schema: read });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('it is no JSON');
  }
}

function invalid(problem: string) {
  return refused(
    `Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified: ${problem}]`,
    'InvalidRequest',
  );
}
