import { Stack, Validations } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';

/** Accepts one finding of a rule pack at one construct, and says why. */
export function acknowledge(at: IConstruct, findingId: string, reason: string): void {
  Validations.of(at).acknowledge({ id: findingId, reason });
}

/**
 * Accepts the one wildcard that stands for the files in a folder: `<arn>/<folder>*`. Any other wildcard in the same resource
 * is still a finding. The finding's name holds the reference to the resource as the role's template writes it, with stage
 * name and export hash; so it is computed.
 *
 * @param owner the construct whose ARN it is
 * @param folder ends in a slash
 */
export function acknowledgeFolder(
  role: iam.Role,
  owner: IConstruct,
  arn: string,
  folder: string,
  reason: string,
): void {
  if (!/^[^*?]+\/$/.test(folder)) return;
  const producer = Stack.of(owner);
  const reference = producer === Stack.of(role) ? producer.resolve(arn) : producer.resolve(producer.exportValue(arn));
  const path = `/${folder}*`.replace(/\$\{/g, '<').replace(/\}/g, '>');
  acknowledge(role, `AwsSolutions-IAM5[Resource::${flattened(reference)}${path}]`, reason);
}

/** A reference as cdk-nag writes it into a finding's name. */
function flattened(reference: Record<string, unknown>): string {
  const imported = reference['Fn::ImportValue'];
  if (typeof imported === 'string') return imported;
  const attribute = reference['Fn::GetAtt'];
  if (Array.isArray(attribute)) return `<${attribute.join('.')}>`;
  return `<${String(reference.Ref)}>`;
}
