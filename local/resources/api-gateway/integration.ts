import { AssemblyError } from '../../../assembly/assembly-error';
import type { ApiMethod } from '../../services/api-gateway/definition';
import { parseTemplate } from '../../services/execute-api/mapping-template';
import type { Resource } from '../resource-type';
import type { MethodProperties } from './method-properties';
import { checkParameter } from './parameter-mappings';
import { refused } from './refusals';

type Integration = NonNullable<MethodProperties['Integration']>;

/**
 * What a method does with its requests.
 *
 * @throws AssemblyError naming the place of what is not understood, ResourceRefused in API Gateway's words
 */
export function integrationOf(resource: Resource<MethodProperties>): ApiMethod['integration'] {
  const { model, place } = resource;
  const { Integration: integration } = model;
  const at = `${place}: Properties.Integration`;
  if (integration === undefined) {
    throw new AssemblyError(at, 'is missing: a method without an integration can’t be deployed');
  }
  return integration.Type === 'MOCK' ? mockOf(integration, at) : lambdaOf(integration, resource);
}

/** `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/<function's ARN>/invocations` (**documented**: `Uri`). */
const functionUri =
  /^arn:[\w-]+:apigateway:([\w-]+):lambda:path\/2015-03-31\/functions\/(arn:[\w-]+:lambda:([\w-]+):(\d{12}):function:[\w-]+(?::[\w$-]+)?)\/invocations$/;

function lambdaOf(
  { Uri = '', IntegrationHttpMethod, TimeoutInMillis, ...more }: Integration,
  resource: Resource<MethodProperties>,
) {
  const place = `${resource.place}: Properties.Integration`;
  const [, region, functionArn, ofRegion, account] = functionUri.exec(Uri) ?? [];
  if (functionArn === undefined) throw new AssemblyError(`${place}.Uri`, 'must be that of a Lambda function');
  if (region !== resource.region || ofRegion !== resource.region || account !== resource.account) {
    throw new AssemblyError(`${place}.Uri`, 'must be that of a function of this account and region');
  }
  // Documented: "For Lambda integrations, you must use the HTTP method of POST for the integration request".
  if (IntegrationHttpMethod !== 'POST') {
    throw new AssemblyError(`${place}.IntegrationHttpMethod`, 'must be POST: a function is invoked by nothing else');
  }
  // Documented: a proxy integration hands everything on as it is.
  if (Object.keys(more.RequestTemplates).length > 0) {
    throw new AssemblyError(`${place}.RequestTemplates`, 'a proxy integration has none');
  }
  return { type: 'AWS_PROXY', functionArn, timeoutMilliseconds: TimeoutInMillis } as const;
}

function mockOf({ RequestTemplates, PassthroughBehavior, IntegrationResponses }: Integration, place: string) {
  for (const [type, text] of Object.entries(RequestTemplates)) parseTemplate(text, `${place}.RequestTemplates.${type}`);
  const responses = IntegrationResponses.map((response, index) => {
    const { StatusCode, SelectionPattern, ResponseParameters, ResponseTemplates } = response;
    const at = `${place}.IntegrationResponses.${index}`;
    for (const [name, value] of Object.entries(ResponseParameters)) {
      if (!/^method\.response\.header\.[\w!#$%&'*+.^`|~-]+$/.test(name)) {
        throw new AssemblyError(`${at}.ResponseParameters.${name}`, 'must be method.response.header.<name>');
      }
      checkParameter(value, `${at}.ResponseParameters.${name}`, ['context', 'stageVariables']);
    }
    for (const [type, text] of Object.entries(ResponseTemplates))
      parseTemplate(text, `${at}.ResponseTemplates.${type}`);
    return {
      status: StatusCode,
      ...(SelectionPattern === undefined || SelectionPattern === ''
        ? {}
        : { selectionPattern: pattern(SelectionPattern) }),
      parameters: ResponseParameters,
      templates: ResponseTemplates,
    };
  });
  return { type: 'MOCK', requestTemplates: RequestTemplates, passthrough: PassthroughBehavior, responses } as const;
}

function pattern(written: string): string {
  try {
    new RegExp(written);
    return written;
  } catch {
    throw refused(`Invalid selection pattern specified: ${written}`, 'InvalidRequest');
  }
}
