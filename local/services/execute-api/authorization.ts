import type { DeploymentTarget } from '../../../assembly/types';
import { type CompiledPolicy, compilePolicy } from '../../../policy/compile';
import type { AuthorizationQuestion } from '../../../policy/types';
import type { RestApis } from '../api-gateway/rest-apis';
import type { Served } from './address';

/**
 * What IAM is asked about a request: whether it may be made, on its own path, not on its resource's (**documented**: "Control access for
 * invoking an API", `arn:aws:execute-api:…:<API>/<stage>/<METHOD>/<path>`). Whether that path is decoded is **unconfirmed**: where it makes
 * a difference, both are asked about.
 */
export function invokeQuestions(
  { partition, region, account }: DeploymentTarget,
  { api, stage, path }: Served,
  method: string,
): readonly AuthorizationQuestion[] {
  const base = `arn:${partition}:execute-api:${region}:${account}:${api.id}/${stage}/${method}`;
  const paths = new Set([path, decodeURIComponent(path)]);
  return [...paths].map((one) => ({ action: 'execute-api:Invoke', resource: `${base}${one}` }));
}

const compiled = new WeakMap<object, CompiledPolicy>();

/** The resource policy of the API that an ARN is in: as its stage's deployment has it (**documented**: a change of it is deployed too). */
export function policyOfApi(apis: RestApis, resourceArn: string): CompiledPolicy | undefined {
  const [, apiId = '', stage = ''] = /^arn:[^:]*:execute-api:[^:]*:[^:]*:([^/]+)\/([^/]+)\//.exec(resourceArn) ?? [];
  const deploymentId = apis.find(apiId)?.stages.get(stage)?.deploymentId ?? '';
  const document = apis.deployment(apiId, deploymentId)?.definition.policy;
  if (document === undefined) return undefined;
  const known = compiled.get(document);
  if (known !== undefined) return known;
  const policy = compilePolicy(document, `resource policy of the API ${apiId}`, 'resource');
  compiled.set(document, policy);
  return policy;
}

/** IAM's sentence as an API answers it: of the account there are the last four digits (**observed**: hyp3#2283). The caller's ARN is whole. */
export function masked(sentence: string): string {
  return sentence.replace(/(:execute-api:[^:]*:)\d{8}(\d{4}):/g, '$1********$2:');
}
