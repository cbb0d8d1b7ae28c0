import type { Effect } from './effects';
import { textOf } from './logins';
import type { Problem } from './problem';
import { type Deployment, fields, type StackTemplate, within } from './templates';
import type { Update } from './update';
import { words } from './wording';

/**
 * Exports that a deployed stack imports, and that the change takes away or gives another value: CloudFormation updates the exporting
 * stack first, and refuses.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html (documented)
 */
export function exportsInUse({ before, after, effects }: Update): Problem[] {
  const imports = new Map(before.map((stack) => [stack.name, importsOf(stack.template)]));
  return changedExports(before, after, effects).flatMap(({ stack, name, what }): Problem[] => {
    const importsIt = (importer: string) => imports.get(importer)?.includes(name) === true;
    const others = (stack.importers?.[name] ?? []).filter((importer) => !importsIt(importer));
    if (others.length === 0 && ![...imports.keys()].some(importsIt)) return [];
    const by = others.length === 0 ? '' : ` by ${words(others)}`;
    return [{ verdict: 'refused', sentence: `“Cannot ${what} export ${name} as it is in use${by}”`, wayOut }];
  });
}

const wayOut =
  'in two deployments: in the first no stack imports it any more and the export stays as it is, in the second it goes';

/** An export that a change takes away, or gives another value. */
export interface ChangedExport {
  /** The stack that exports it, as it was deployed. */
  readonly stack: StackTemplate;
  /** As the template writes it; JSON, where that is no text. */
  readonly name: string;
  readonly what: 'delete' | 'update';
}

/** Exports that are not what they were; whether anybody imports them is another question. */
export function changedExports(before: Deployment, after: Deployment, effects: readonly Effect[]): ChangedExport[] {
  return before.flatMap((stack) => {
    const successor = after.find((now) => now.name === stack.name && now.place === stack.place);
    // A stack that is not deployed any more keeps its exports.
    if (!successor) return [];
    const values = exportsOf(successor.template);
    const replaced = effects
      .filter((effect) => effect.stack === stack.name && effect.what === 'replaced')
      .map(({ id }) => id);
    return [...exportsOf(stack.template)].flatMap(([name, value]): ChangedExport[] => {
      const now = values.get(name);
      if (now === undefined) return [{ stack, name, what: 'delete' }];
      const moves = [...within(now)].some((part) => refersToOne(part, replaced));
      return moves || JSON.stringify(now) !== JSON.stringify(value) ? [{ stack, name, what: 'update' }] : [];
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
    Object.values(Outputs).flatMap(({ Value, Export }) => (Export ? [[textOf(Export.Name), Value] as const] : [])),
  );
}

function refersToOne(part: unknown, ids: readonly string[]): boolean {
  const { Ref, 'Fn::GetAtt': attribute } = fields(part);
  return ids.includes(String(Ref)) || (Array.isArray(attribute) && ids.includes(String(attribute[0])));
}
