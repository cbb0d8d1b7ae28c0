import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import { type Deployment, fields, list, type Template, type TemplateResource } from './templates';

/** What CloudFormation does with one resource in an update. */
export interface Effect {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  /** `left behind`: it stays in the account, outside the stack. */
  readonly what: 'created' | 'updated' | 'replaced' | 'deleted' | 'left behind';
  readonly before?: TemplateResource;
  readonly after?: TemplateResource;
}

/**
 * What CloudFormation does when one deployment follows another, stack by stack. A stack that is not in the second is left alone.
 *
 * By the CDK's own comparison, which knows from AWS's specification what a property's change replaces, and follows references to what is
 * replaced. A resource leaves by the policy of the template that was deployed (**documented**).
 *
 * What AWS refuses to delete, at the end of an update, fails nothing: it is left behind (**documented**: "Resource removed from stack but not
 * deleted" in CloudFormation's troubleshooting; **observed**: cloudformation-coverage-roadmap#744).
 */
export function effectsOf(before: Deployment, after: Deployment): Effect[] {
  return after.flatMap(({ name, place, template }) => {
    const deployed = before.find((stack) => stack.name === name && stack.place === place)?.template;
    const effects: Effect[] = [];
    fullDiff(comparable(deployed), comparable(template)).resources.forEachDifference((id, { changeImpact }) => {
      const old = deployed?.Resources?.[id];
      const now = template.Resources?.[id];
      const what = whatOf(changeImpact, old);
      const type = (now ?? old)?.Type ?? '';
      effects.push({ stack: name, id, type, what, ...(old && { before: old }), ...(now && { after: now }) });
    });
    return effects;
  });
}

/** A template without what changes nothing in the account: where a construct stands, and what it waits for. */
function comparable(template: Template = {}): Template {
  const entries = Object.entries(template.Resources ?? {}).map(([id, resource]) => {
    const { Metadata, DependsOn, ...rest } = resource as TemplateResource & Record<string, unknown>;
    return [id, rest];
  });
  return { ...template, Resources: Object.fromEntries(entries) };
}

function whatOf(impact: ResourceImpact, before: TemplateResource | undefined): Effect['what'] {
  switch (impact) {
    case ResourceImpact.WILL_CREATE:
      return 'created';
    // What may be replaced is taken for what is: nobody finds out in production.
    case ResourceImpact.WILL_REPLACE:
    case ResourceImpact.MAY_REPLACE:
      return 'replaced';
    case ResourceImpact.WILL_DESTROY:
    case ResourceImpact.WILL_ORPHAN:
      return isKept(before) ? 'left behind' : 'deleted';
    // Also what the specification does not know, a custom resource: it differs, so it is told.
    default:
      return 'updated';
  }
}

/** By its policy, or by a protection that the template which deletes it can't turn off: the resource is never updated by it. */
function isKept(before: TemplateResource | undefined): boolean {
  return (before?.DeletionPolicy ?? 'Delete').startsWith('Retain') || isProtected(before);
}

/** Whether AWS refuses to delete it. */
export function isProtected(resource: TemplateResource | undefined): boolean {
  const { DeletionProtection, Replicas } = resource?.Properties ?? {};
  return (
    DeletionProtection === 'ACTIVE' ||
    list(Replicas).some((replica) => fields(replica).DeletionProtectionEnabled === true)
  );
}
