import type { Problem } from './problem';
import { type Deployment, fields, within } from './templates';
import type { Update } from './update';

/**
 * Exports that a deployed stack imports, and that the change takes away or gives another value: CloudFormation updates the exporting
 * stack first, and refuses.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html (documented)
 */
export function exportsInUse({ before, after, effects }: Update): Problem[] {
  const imported = new Set(before.flatMap(({ template }) => importsOf(template)));
  return before.flatMap(({ name: stack, place, template }) => {
    const successor = after.find((now) => now.name === stack && now.place === place);
    // A stack that is not deployed any more keeps its exports.
    if (!successor) return [];
    const values = exportsOf(successor.template);
    const replaced = effects
      .filter((effect) => effect.stack === stack && effect.what === 'replaced')
      .map(({ id }) => id);
    return [...exportsOf(template)]
      .filter(([name]) => imported.has(name))
      .flatMap(([name, value]): Problem[] => {
        const now = values.get(name);
        if (now === undefined) {
          return [{ verdict: 'refused', sentence: `“Cannot delete export ${name} as it is in use”` }];
        }
        const moves = [...within(now)].some((part) => refersToOne(part, replaced));
        if (!moves && JSON.stringify(now) === JSON.stringify(value)) return [];
        return [{ verdict: 'refused', sentence: `“Cannot update export ${name} as it is in use”` }];
      });
  });
}

function importsOf(template: unknown): string[] {
  return [...within(template)].flatMap((part) => {
    const name = fields(part)['Fn::ImportValue'];
    return typeof name === 'string' ? [name] : [];
  });
}

function exportsOf({ Outputs = {} }: Deployment[number]['template']): Map<string, unknown> {
  return new Map(
    Object.values(Outputs).flatMap(({ Value, Export }) => (Export ? [[String(Export.Name), Value] as const] : [])),
  );
}

function refersToOne(part: unknown, ids: readonly string[]): boolean {
  const { Ref, 'Fn::GetAtt': attribute } = fields(part);
  return ids.includes(String(Ref)) || (Array.isArray(attribute) && ids.includes(String(attribute[0])));
}
