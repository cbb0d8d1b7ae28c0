import type { Guardrail, TemplateResource } from '../../../lib/guardrails/template';

/** What one check finds in a template of these resources. */
export function findings(guardrail: Guardrail, resources: Record<string, TemplateResource>) {
  return guardrail
    .check([{ path: 'template.json', resources }])
    .map(({ logicalId, severity, problem }) => ({ logicalId, severity, problem }));
}
