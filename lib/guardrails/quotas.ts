import { providerFields, rowOf } from '../config/login-providers';
import { type Finding, fields, type Guardrail, list, resourcesOf, type Template } from './template';

/**
 * What CloudFormation, IAM and Lambda take at most. Past it a deployment fails midway and rolls back; here the quota is named
 * before anything is changed.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html (documented)
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html (documented)
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html (documented)
 */
const most = {
  templateBytes: 1_000_000,
  resources: 500,
  outputs: 200,
  /** Default; IAM raises it on request. */
  trustCharacters: 2048,
  inlinePolicyCharacters: 10_240,
  /** Default per account, in all regions; IAM raises it on request. */
  oidcProviders: 100,
  samlProviders: 100,
  /** Of one function, names included. */
  environmentBytes: 4096,
};

/**
 * Characters that stand for what only the deployment knows: the ARN of a role for what a template takes from its own resources, or the
 * role's name, of 64 characters at most; a long table's or provider's ARN for what it imports.
 */
const placeholders = { own: 'r'.repeat(96), ownRole: 'r'.repeat(64), imported: 'r'.repeat(128) };

/** Finished templates that AWS would refuse for their size. */
export const quotas: Guardrail = {
  name: 'quotas',
  fix: 'Name fewer providers, client IDs, app clients, roles or rules in one stage, or have the quota raised where AWS does that',
  check: (templates) =>
    templates.flatMap((template) => [
      ...templateFindings(template),
      ...roleFindings(template),
      ...functionFindings(template),
    ]),
};

type Over = (what: string, count: number, quota: number, logicalId: string, fields: string) => Finding[];

/** @param fields what in a configuration makes so many; a template does not know it */
function over(template: Template): Over {
  return (what, count, quota, logicalId, fields) =>
    count <= quota
      ? []
      : [
          {
            severity: 'error',
            template,
            logicalId,
            location: 'Properties',
            problem: `${what}: ${count}, quota ${quota}; it comes from ${fields} of the configuration`,
          },
        ];
}

function templateFindings(template: Template): Finding[] {
  const check = over(template);
  const all = Object.keys(template.resources);
  const [first = ''] = all;
  const outputs = Object.values(template.outputs ?? {});
  // A finding stands at one resource: at the first that is too much, or at what takes most room.
  const ofType = (what: string, type: string, quota: number, from: string) => {
    const ids = resourcesOf(template, type).map(([logicalId]) => logicalId);
    return check(what, ids.length, quota, ids[quota] ?? first, from);
  };
  return [
    ...check(
      'CloudFormation template body size in bytes',
      template.bytes ?? 0,
      most.templateBytes,
      largest(template) ?? first,
      'clientIds, roleMapping, roles and directRole',
    ),
    ...check(
      'CloudFormation resources in a template',
      all.length,
      most.resources,
      all[most.resources] ?? first,
      'the login providers, userPool.apps, roles and directRole',
    ),
    ...check(
      'CloudFormation outputs in a template',
      outputs.length,
      most.outputs,
      referredTo(template, outputs[most.outputs]) ?? first,
      'userPool.apps, the login providers, roles and directRole',
    ),
    ...ofType(
      'IAM OpenID Connect providers per account',
      'AWS::IAM::OIDCProvider',
      most.oidcProviders,
      `${providerFields.filter((field) => rowOf(field).kind === 'openid').join(', ')}`,
    ),
    ...ofType('IAM SAML providers per account', 'AWS::IAM::SAMLProvider', most.samlProviders, 'saml'),
  ];
}

function largest({ resources }: Template): string | undefined {
  const sizes = Object.entries(resources).map(([id, resource]) => [id, JSON.stringify(resource).length] as const);
  return sizes.sort(([, one], [, other]) => other - one)[0]?.[0];
}

/** The resource that an output tells of. */
function referredTo({ resources }: Template, output: unknown): string | undefined {
  const text = JSON.stringify(output ?? '');
  return Object.keys(resources).find((logicalId) => text.includes(`"${logicalId}"`));
}

function roleFindings(template: Template): Finding[] {
  const check = over(template);
  return resourcesOf(template, 'AWS::IAM::Role').flatMap(([logicalId, { Properties }]) => {
    const attached = resourcesOf(template, 'AWS::IAM::Policy')
      .filter(([, policy]) => list(policy.Properties?.Roles).some((role) => fields(role).Ref === logicalId))
      .map(([, policy]) => policy.Properties?.PolicyDocument);
    const own = list(Properties?.Policies).map((policy) => fields(policy).PolicyDocument);
    const inline = [...own, ...attached].reduce((sum: number, document) => sum + charactersOf(template, document), 0);
    const trust = charactersOf(template, Properties?.AssumeRolePolicyDocument);
    return [
      ...check('IAM role trust policy length in characters', trust, most.trustCharacters, logicalId, 'clientIds'),
      ...check(
        'IAM inline policies of a role in characters',
        inline,
        most.inlinePolicyCharacters,
        logicalId,
        'directRole and attributes',
      ),
    ];
  });
}

function functionFindings(template: Template): Finding[] {
  const check = over(template);
  return resourcesOf(template, 'AWS::Lambda::Function').flatMap(([logicalId, { Properties }]) => {
    const variables = Object.entries(fields(fields(Properties?.Environment).Variables));
    const size = variables.reduce(
      (sum, [name, value]) => sum + name.length + String(written(template, value)).length,
      0,
    );
    return check(
      'Lambda environment variables in bytes',
      size,
      most.environmentBytes,
      logicalId,
      'roles and directRole',
    );
  });
}

/** The length of a policy as IAM counts it, without white space. */
function charactersOf(template: Template, document: unknown): number {
  return document === undefined ? 0 : JSON.stringify(written(template, document)).length;
}

/** A value as the deployment writes it, references by {@link placeholders}. */
function written(template: Template, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => written(template, item));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [[name, parts] = ['', undefined]] = entries;
  if (entries.length === 1 && name === 'Fn::Join')
    return list(list(parts)[1])
      .map((part) => written(template, part))
      .join(String(list(parts)[0]));
  if (entries.length === 1 && name === 'Fn::ImportValue') return placeholders.imported;
  if (entries.length === 1 && name === 'Ref' && template.resources[String(parts)]?.Type === 'AWS::IAM::Role') {
    return placeholders.ownRole;
  }
  if (entries.length === 1 && (name === 'Ref' || name.startsWith('Fn::'))) return placeholders.own;
  return Object.fromEntries(entries.map(([key, item]) => [key, written(template, item)]));
}
