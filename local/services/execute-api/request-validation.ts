import type { HttpRequest } from '../../http/message';
import { parseStrictJson } from '../../shared/strict-json';
import type { ApiDefinition, ApiMethod } from '../api-gateway/definition';
import { badBody, missingParameters } from './gateway-refusal';
import { isValid } from './json-schema';
import type { Route } from './routing';

/**
 * Holds a request to what its method's validator asks.
 *
 * @throws GatewayRefusal
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html documented: that required
 *   parameters are "included and not blank", and that a body of a content type that no model is for is not validated
 */
export function validateRequest(definition: ApiDefinition, route: Route, request: HttpRequest): void {
  const validator = definition.validators[route.method.validatorId ?? ''];
  if (validator?.parameters === true) validateParameters(route, request);
  if (validator?.body === true) validateBody(definition, route.method, request);
}

function validateParameters({ method, pathParameters }: Route, { headers, query }: HttpRequest): void {
  const missing = Object.entries(method.requestParameters).flatMap(([parameter, required]) => {
    const [, list = '', name = ''] = /^method\.request\.(\w+)\.(.+)$/.exec(parameter) ?? [];
    const value =
      list === 'path'
        ? own(pathParameters, name)
        : list.endsWith('header')
          ? own(headers, name.toLowerCase())
          : query.get(name);
    return required && (value ?? '').trim() === '' ? [name] : [];
  });
  if (missing.length > 0) throw missingParameters(missing);
}

function validateBody({ models }: ApiDefinition, { requestModels }: ApiMethod, { headers, body }: HttpRequest): void {
  const type = mediaType(headers['content-type']);
  const name = own(requestModels, type) ?? requestModels.$default;
  const model = models[name ?? ''];
  if (model === undefined) return;
  let value: unknown;
  try {
    value = parseStrictJson(body.toString('utf8'));
  } catch {
    throw badBody('[the body is no JSON]');
  }
  if (!isValid(value, model.schema, models)) throw badBody('[the body is not what its model describes]');
}

/** Whoever calls chooses names: `constructor` is none of an object's own. */
function own(values: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

/** Without parameters and in lower case; **documented**: JSON where a request has none. */
export function mediaType(written: string | undefined): string {
  return (written ?? '').split(';')[0]?.trim().toLowerCase() || 'application/json';
}
