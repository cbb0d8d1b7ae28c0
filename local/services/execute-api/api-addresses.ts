import { urlSuffix } from '../../../assembly/parameters';
import type { DeploymentTarget } from '../../../assembly/types';
import type { IssuerTable } from '../../identities/issuer-fetch';
import type { RestApi } from '../api-gateway/rest-apis';

/** Where a stage of an API is called. */
export interface ApiAddress {
  readonly apiId: string;
  readonly name: string;
  readonly stage: string;
  /** As the stack's outputs have it: `https://<ID>.execute-api.<region>.amazonaws.com/<stage>`. */
  readonly url: string;
  /** The same on this machine. */
  readonly localUrl: string;
}

/** The stages of all APIs. @param url of the local cloud */
export function apiAddresses(apis: readonly RestApi[], place: DeploymentTarget, url: string): readonly ApiAddress[] {
  return apis.flatMap((api) =>
    [...api.stages.keys()].map((stage) => ({
      ...{ apiId: api.id, name: api.name, stage },
      url: `${originOf(api, place)}/${stage}`,
      localUrl: `${url}/_execute-api/${api.id}/${stage}`,
    })),
  );
}

/** What stands for the APIs' own addresses: they are found by their hosts, which whoever calls them by their names says. */
export function apiTable(apis: readonly RestApi[], place: DeploymentTarget, url: string): IssuerTable {
  return Object.fromEntries(apis.map((api) => [originOf(api, place), url]));
}

function originOf({ id }: RestApi, { region, partition }: DeploymentTarget): string {
  return `https://${id}.execute-api.${region}.${urlSuffix(partition)}`;
}
