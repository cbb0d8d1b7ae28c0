import type { DeploymentTarget } from '../../../assembly/types';

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
export function partArns<Properties extends { readonly RestApiId: string }>(list: string) {
  interface Named extends DeploymentTarget {
    readonly ref: string;
    readonly model: Properties;
  }
  const all = (resource: Named) => controlArn(resource, `/restapis/${resource.model.RestApiId}/${list}`);
  return { all, one: (resource: Named) => `${all(resource)}/${resource.ref}` };
}
