import type { DeploymentTarget } from '../../../assembly/types';
import type { ResourceType } from '../resource-type';

/**
 * What API Gateway's control plane is asked about: a path of its API, in a region and in no account.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_apigateway.html documented
 */
export function controlArn(
  { partition, region }: Pick<DeploymentTarget, 'partition' | 'region'>,
  path: string,
): string {
  return `arn:${partition}:apigateway:${region}::${path}`;
}

/** What permissions of one kind of a REST API's parts are asked on: the list that one is added to, and the one. */
export function partArns<Properties extends OfApi>(list: string) {
  interface Named extends DeploymentTarget {
    readonly ref: string;
    readonly model: Properties;
  }
  const all = (resource: Named) => controlArn(resource, `/restapis/${resource.model.RestApiId}/${list}`);
  return { all, one: (resource: Named) => `${all(resource)}/${resource.ref}` };
}

interface OfApi {
  readonly RestApiId: string;
}

/** The permissions of parts that are added to their list, and changed by patches. @param list as of {@link partArns} */
export function partPermissions<Properties extends OfApi>(list: string): ResourceType<Properties>['permissions'] {
  const { all, one } = partArns<Properties>(list);
  return {
    on: one,
    create: [{ action: 'apigateway:POST', on: all }],
    update: ['apigateway:PATCH'],
    delete: ['apigateway:DELETE'],
    read: ['apigateway:GET'],
  };
}
