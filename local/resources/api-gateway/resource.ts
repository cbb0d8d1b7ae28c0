import { z } from 'zod';
import { cfnString } from '../../../assembly/properties';
import type { Account } from '../account';
import type { Resource, ResourceType } from '../resource-type';
import { controlArn, partArns } from './arns';
import { chosenId } from './ids';
import { existingApi, notFound, refused, withinApi } from './refusals';

const schema = z.strictObject({ RestApiId: cfnString, ParentId: cfnString, PathPart: cfnString });
type Properties = z.output<typeof schema>;
type Parts = Pick<Account, 'restApis'>;

const { all, one } = partArns<Properties>('resources');

/** **Documented**: letters, digits, `.`, `_`, `-`, `:`; or a variable in braces, which with `+` takes all that follows. */
const pathPart = /^(?:[A-Za-z0-9._\-:]+|\{[A-Za-z0-9._\-:]+\+?\})$/;

/**
 * `AWS::ApiGateway::Resource`: `Ref` is its ID.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-resource.html documented
 */
export const apiResource: ResourceType<Properties> = {
  type: 'AWS::ApiGateway::Resource',
  schema,
  permissions: {
    on: one,
    create: [{ action: 'apigateway:POST', on: (resource) => `${all(resource)}/${resource.model.ParentId}` }],
    update: [],
    delete: ['apigateway:DELETE'],
    read: [{ action: 'apigateway:GET', on: (resource) => controlArn(resource, pathTo(resource)) }],
  },
  identify(resource) {
    const ref = chosenId(resource, 'resource');
    return { ref, attributes: { ResourceId: ref } };
  },
  create(resource, account: Parts) {
    check(resource, account);
    const { RestApiId, ParentId, PathPart } = resource.model;
    account.restApis.put(RestApiId, 'resources', resource.ref, { parentId: ParentId, pathPart: PathPart });
  },
  update() {
    // Whatever changes replaces it.
  },
  within: withinApi,
  remove({ ref, model }, { restApis }: Parts) {
    const { resources = {}, methods = {} } = restApis.find(model.RestApiId)?.definition ?? {};
    // With all that is below it (documented: API_DeleteResource).
    const gone = [ref];
    for (const id of gone) {
      gone.push(...Object.keys(resources).filter((child) => resources[child]?.parentId === id));
      restApis.take(model.RestApiId, 'resources', id);
      for (const [key, { resourceId }] of Object.entries(methods)) {
        if (resourceId === id) restApis.take(model.RestApiId, 'methods', key);
      }
    }
  },
};

function pathTo({ model, ref }: Resource<Properties>): string {
  return `/restapis/${model.RestApiId}/resources/${ref}`;
}

/** The words are **observed**: serverless#2730, serverless-next.js#206, aws-api-gateway-developer-portal#424. Of a greedy parent they are **unconfirmed**. */
function check({ model: { RestApiId, ParentId, PathPart } }: Resource<Properties>, account: Parts): void {
  const { definition } = existingApi(account, RestApiId);
  const parent = definition.resources[ParentId];
  if (parent === undefined) throw notFound('Resource');
  if (!pathPart.test(PathPart)) {
    const sentence =
      "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.";
    throw refused(sentence, 'InvalidRequest');
  }
  if (parent.pathPart.endsWith('+}')) {
    throw refused(
      `Cannot create a child of a resource with a greedy path variable: ${parent.pathPart}`,
      'InvalidRequest',
    );
  }
  const siblings = Object.values(definition.resources).filter(({ parentId }) => parentId === ParentId);
  if (siblings.some((sibling) => sibling.pathPart === PathPart)) {
    const sentence = `Another resource with the same parent already has this name: ${PathPart}`;
    throw refused(sentence, 'AlreadyExists', 409);
  }
  const isGreedy = (part: string) => part.endsWith('+}');
  const variable = siblings.find(
    (sibling) => sibling.pathPart.startsWith('{') && isGreedy(sibling.pathPart) === isGreedy(PathPart),
  );
  if (PathPart.startsWith('{') && variable !== undefined) {
    const sentence = `A sibling (${variable.pathPart}) of this resource already has a variable path part -- only one is allowed`;
    throw refused(sentence, 'InvalidRequest');
  }
}
