import type { HttpRequest, HttpResponse } from '../../http/message';
import type { ApiMethod, IntegrationResponse, MockIntegration } from '../api-gateway/definition';
import { boundedMatch } from './bounded-pattern';
import { misconfigured, unsupportedType } from './gateway-refusal';
import { answerHeaders } from './gateway-response';
import { parseTemplate, renderTemplate, type TemplateInput } from './mapping-template';
import { mediaType } from './request-validation';
import { mappedValue } from './request-view';
import { isHeader } from './safe-headers';

/**
 * The answer of a `MOCK` integration: its request template names a status, an integration response is chosen by that.
 *
 * @throws GatewayRefusal
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html documented
 */
export function mockAnswer(
  integration: MockIntegration,
  { responseHeaders }: ApiMethod,
  request: HttpRequest,
  view: TemplateInput,
): HttpResponse {
  const status = mockedStatus(integration, request, view);
  const response = responseFor(integration.responses, status);
  if (status === undefined || response === undefined) throw misconfigured();
  const headers: Record<string, string> = { ...answerHeaders(request), 'content-type': 'application/json' };
  const declared = responseHeaders[response.status] ?? [];
  const mapped = Object.entries(response.parameters).flatMap(([parameter, mapping]) => {
    const name = parameter.replace(/^method\.response\.header\./, '').toLowerCase();
    // Documented: a header must be declared by the method response to be set.
    return declared.includes(name) ? [[name, mappedValue(mapping, view) ?? ''] as const] : [];
  });
  const [type, template] = Object.entries(response.templates)[0] ?? [];
  const rendered =
    template === undefined ? undefined : renderTemplate(parseTemplate(template, 'integration response'), view);
  if (type !== undefined) headers['content-type'] = type;
  for (const [name, value] of [...mapped, ...Object.entries(rendered?.headers ?? {})]) {
    if (isHeader(name, value)) headers[name.toLowerCase()] = value;
  }
  return { status: rendered?.status ?? Number(response.status), headers, body: rendered?.text ?? '' };
}

/** **Documented**: "passthrough behavior". A request template answers JSON, in which names may stand without quotes, as the CDK writes it. */
function mockedStatus(integration: MockIntegration, request: HttpRequest, view: TemplateInput): string | undefined {
  const { requestTemplates: templates, passthrough } = integration;
  const type = mediaType(request.headers['content-type']);
  const template = Object.hasOwn(templates, type) ? templates[type] : undefined;
  const isAny = Object.keys(templates).length > 0;
  if (template === undefined && (passthrough === 'NEVER' || (passthrough === 'WHEN_NO_TEMPLATES' && isAny)))
    throw unsupportedType();
  const text =
    template === undefined
      ? request.body.toString('utf8')
      : renderTemplate(parseTemplate(template, 'request template'), view).text;
  return /^\s*\{\s*(["']?)statusCode\1\s*:\s*(\d{3})\s*[,}]/.exec(text)?.[2];
}

function responseFor(responses: readonly IntegrationResponse[], status = ''): IntegrationResponse | undefined {
  const chosen = responses.find(
    ({ selectionPattern: pattern }) => pattern !== undefined && boundedMatch(`^(?:${pattern})$`, status) === true,
  );
  return chosen ?? responses.find(({ selectionPattern }) => selectionPattern === undefined);
}
