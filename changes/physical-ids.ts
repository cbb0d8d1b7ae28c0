import { type Deployment, fields, type StackTemplate, type TemplateResource } from './templates';

/**
 * Writes out the references whose value is known before the deployment, so that two templates are compared as CloudFormation does, by
 * values: a provider that was created and is now imported has the ARN that it had.
 */
export function withPhysicalIds(deployment: Deployment): Deployment {
  return deployment.map((stack) => ({ ...stack, template: resolved(stack.template, arnsOf(stack)) }) as StackTemplate);
}

/** Logical ID → ARN, of what has an ARN that is made from its properties. */
function arnsOf({ place, template }: StackTemplate): ReadonlyMap<string, string> {
  const account = place.split('/')[0] ?? '';
  return new Map(
    Object.entries(template.Resources ?? {}).flatMap(([id, resource]) => {
      const name = iamName(resource);
      return name === undefined ? [] : [[id, `arn:aws:iam::${account}:${name}`] as const];
    }),
  );
}

/** The last part of an IAM provider's ARN: `oidc-provider/<issuer's host>`, `saml-provider/<name>`; undefined for all else. */
export function iamName({ Type, Properties = {} }: TemplateResource): string | undefined {
  const { Url, Name } = Properties;
  if (Type === 'AWS::IAM::OIDCProvider' && typeof Url === 'string')
    return `oidc-provider/${Url.replace('https://', '')}`;
  if (Type === 'AWS::IAM::SAMLProvider' && typeof Name === 'string') return `saml-provider/${Name}`;
  return undefined;
}

function resolved(value: unknown, arns: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => resolved(item, arns));
  if (typeof value !== 'object' || value === null) return value;
  const { Ref, ...others } = fields(value);
  if (typeof Ref === 'string' && Object.keys(others).length === 0) return arns.get(Ref) ?? value;
  const [id, attribute] = Array.isArray(others['Fn::GetAtt']) ? others['Fn::GetAtt'] : [];
  if (attribute === 'Arn' && arns.has(String(id))) return arns.get(String(id));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolved(item, arns)]));
}
