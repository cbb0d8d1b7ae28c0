import type { AnyResourceType } from '../resource-type';
import { apiGatewayAccount } from './account';
import { authorizer } from './authorizer';
import { deployment } from './deployment';
import { gatewayResponse } from './gateway-response';
import { apiMethod } from './method';
import { model } from './model';
import { requestValidator } from './request-validator';
import { apiResource } from './resource';
import { restApi } from './rest-api';
import { stage } from './stage';

/** What REST APIs are made of. */
export const apiGatewayTypes: readonly AnyResourceType[] = [
  restApi,
  apiResource,
  apiMethod,
  model,
  requestValidator,
  authorizer,
  gatewayResponse,
  deployment,
  stage,
  apiGatewayAccount,
];
