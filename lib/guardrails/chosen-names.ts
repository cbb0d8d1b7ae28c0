import { identityPoolKeys } from '../roles/condition-keys';
import { grantsOf } from './role-grants';
import { type Finding, fields, type Guardrail, list, resourcesOf, type Template } from './template';

/**
 * A folder that is called as an identity provider says is opened by a name without slash only. Keys are flat: below `red` lies
 * `red/blue` too, so two names would share what the longer one owns. Identity IDs are Cognito's own, and hold no slash.
 */
export const chosenNames: Guardrail = {
  name: 'chosen-names',
  fix: "Grant the folder with the conditions of zone-name.ts: StringNotLike '*/*' on the name, and StringLike '?*'",
  check: (templates) => templates.flatMap(findingsOf),
};

function findingsOf(template: Template): Finding[] {
  return resourcesOf(template, 'AWS::IAM::Role')
    .flatMap((role) => grantsOf(template, role))
    .filter(({ statement }) => list(statement.Action).some((action) => String(action).toLowerCase().startsWith('s3:')))
    .flatMap(({ logicalId, statement }) => {
      const conditions = fields(statement.Condition);
      const excludes = (operator: string, key: string, pattern: string) =>
        list(fields(conditions[operator])[key]).includes(pattern);
      return namesIn(JSON.stringify([statement.Resource, conditions])).flatMap((key) => {
        const problems: string[] = [];
        if (!excludes('StringNotLike', key, '*/*')) problems.push('may hold a slash, and so reach into a shorter name');
        if (!excludes('StringLike', key, '?*')) problems.push('may be empty, and so be where all other names begin');
        return problems.map((problem) => ({
          severity: 'error' as const,
          template,
          logicalId,
          location: 'Properties.PolicyDocument',
          problem: `${String(statement.Sid ?? 'A statement')}: ${key} ${problem}`,
        }));
      });
    });
}

/** The policy variables that somebody outside AWS gives a value, each once. */
function namesIn(text: string): string[] {
  const keys = [...text.matchAll(/\$\{([^}:]+:[^}]+)\}/g)].map(([, key = '']) => key);
  const identityId = identityPoolKeys.identityIdVariable.slice('${'.length, -1);
  return [...new Set(keys)].filter((key) => key !== identityId && !key.startsWith('AWS::'));
}
