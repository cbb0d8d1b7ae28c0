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
 * Characters that stand for what only the deployment knows: the ARN of a role, whose name has 64 characters at most, for what a
 * template takes from its own resources; a long table's or provider's ARN for what it imports.
 */
const placeholders = { own: 'r'.repeat(96), imported: 'r'.repeat(128) };

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

type Over = (what: string, count: number, quota: number, logicalId: string) => Finding[];

function over(template: Template): Over {
  return (what, count, quota, logicalId) =>
    count <= quota
      ? []
      : [
          {
            severity: 'error',
            template,
            logicalId,
            location: 'Properties',
            problem: `${what}: ${count}, quota ${quota}`,
          },
        ];
}

function templateFindings(template: Template): Finding[] {
  const check = over(template);
  const [first = ''] = Object.keys(template.resources);
  const count = (type: string) => resourcesOf(template, type).length;
  return [
    ...check('CloudFormation template body size in bytes', template.bytes ?? 0, most.templateBytes, first),
    ...check('CloudFormation resources in a template', Object.keys(template.resources).length, most.resources, first),
    ...check('CloudFormation outputs in a template', template.outputs ?? 0, most.outputs, first),
    ...check('IAM OpenID Connect providers per account', count('AWS::IAM::OIDCProvider'), most.oidcProviders, first),
    ...check('IAM SAML providers per account', count('AWS::IAM::SAMLProvider'), most.samlProviders, first),
  ];
}

function roleFindings(template: Template): Finding[] {
  const check = over(template);
  return resourcesOf(template, 'AWS::IAM::Role').flatMap(([logicalId, { Properties }]) => {
    const attached = resourcesOf(template, 'AWS::IAM::Policy')
      .filter(([, policy]) => list(policy.Properties?.Roles).some((role) => fields(role).Ref === logicalId))
      .map(([, policy]) => policy.Properties?.PolicyDocument);
    const own = list(Properties?.Policies).map((policy) => fields(policy).PolicyDocument);
    const inline = [...own, ...attached].reduce((sum: number, document) => sum + charactersOf(document), 0);
    const trust = charactersOf(Properties?.AssumeRolePolicyDocument);
    return [
      ...check('IAM role trust policy length in characters', trust, most.trustCharacters, logicalId),
      ...check('IAM inline policies of a role in characters', inline, most.inlinePolicyCharacters, logicalId),
    ];
  });
}

function functionFindings(template: Template): Finding[] {
  const check = over(template);
  return resourcesOf(template, 'AWS::Lambda::Function').flatMap(([logicalId, { Properties }]) => {
    const variables = Object.entries(fields(fields(Properties?.Environment).Variables));
    const size = variables.reduce((sum, [name, value]) => sum + name.length + String(written(value)).length, 0);
    return check('Lambda environment variables in bytes', size, most.environmentBytes, logicalId);
  });
}

/** The length of a policy as IAM counts it, without white space. */
function charactersOf(document: unknown): number {
  return document === undefined ? 0 : JSON.stringify(written(document)).length;
}

/** A value as the deployment writes it, references by {@link placeholders}. */
function written(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(written);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [[name, parts] = ['', undefined]] = entries;
  if (entries.length === 1 && name === 'Fn::Join')
    return list(list(parts)[1])
      .map(written)
      .join(String(list(parts)[0]));
  if (entries.length === 1 && name === 'Fn::ImportValue') return placeholders.imported;
  if (entries.length === 1 && (name === 'Ref' || name.startsWith('Fn::'))) return placeholders.own;
  return Object.fromEntries(entries.map(([key, item]) => [key, written(item)]));
}
