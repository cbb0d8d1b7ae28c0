import { readFileSync } from 'node:fs';
import type { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport } from 'aws-cdk-lib';
import { chosenNames } from './chosen-names';
import { directTrust } from './direct-trust';
import { fileBuckets } from './file-buckets';
import { functionCallers } from './function-callers';
import { guestCeiling } from './guest-ceiling';
import { identityPools } from './identity-pools';
import { mappedRoles } from './mapped-roles';
import { playerApis } from './player-apis';
import { playerGrants } from './player-grants';
import { poolTrust } from './pool-trust';
import { quotas } from './quotas';
import { recordTables } from './record-tables';
import type { Guardrail, Template } from './template';

const guardrails: readonly Guardrail[] = [
  recordTables,
  fileBuckets,
  identityPools,
  poolTrust,
  directTrust,
  mappedRoles,
  playerGrants,
  playerApis,
  functionCallers,
  chosenNames,
  guestCeiling,
  quotas,
];

/** This project's own checks over the finished templates: what the general rule packs don't know or don't see. */
export class FederationChecks implements IPolicyValidationPlugin {
  readonly name = 'GameFederation';
  readonly ruleIds = guardrails.map(({ name }) => name);

  validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const templates = context.stackTemplates.map(({ templatePath }) => readTemplate(templatePath));
    const found = guardrails.flatMap((guardrail) =>
      guardrail.check(templates).map((finding) => ({ guardrail, finding })),
    );
    return {
      success: found.every(({ finding }) => finding.severity === 'warning'),
      violations: found.map(({ guardrail, finding }) => ({
        ruleName: guardrail.name,
        description: finding.problem,
        fix: guardrail.fix,
        severity: finding.severity,
        violatingResources: [
          {
            resourceLogicalId: finding.logicalId,
            templatePath: finding.template.path,
            locations: [finding.location],
          },
        ],
      })),
    };
  }
}

function readTemplate(path: string): Template {
  const text = readFileSync(path, 'utf8');
  const { Resources = {}, Outputs = {} } = JSON.parse(text);
  return { path, resources: Resources, bytes: Buffer.byteLength(text), outputs: Outputs };
}
