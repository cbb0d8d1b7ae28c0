import { z } from 'zod';
import { AssemblyError } from './assembly-error';
import { languageExtensions } from './intrinsics/extensions';
import { readJsonFile } from './json-file';
import { describeIssue } from './schema-issue';

const resourceSchema = z.strictObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DependsOn: z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((ids) => (typeof ids === 'string' ? [ids] : ids)),
  Condition: z.string().optional(),
  // How long CloudFormation waits for signals, and how it renews what it knows to renew piece by piece: nothing of that is here.
  CreationPolicy: z.unknown().optional(),
  UpdatePolicy: z.unknown().optional(),
  // A remark. That AWS takes it is unconfirmed; nothing depends on it.
  Description: z.unknown().optional(),
  // What happens when the stack is changed or deleted, which nobody does here.
  DeletionPolicy: z.unknown().optional(),
  UpdateReplacePolicy: z.unknown().optional(),
  Metadata: z.unknown().optional(),
});

const bound = z.coerce.number().optional();

const parameterSchema = z.looseObject({
  Type: z.string(),
  Default: z.unknown().optional(),
  AllowedValues: z.array(z.union([z.string(), z.number(), z.boolean()])).optional(),
  AllowedPattern: z.string().optional(),
  MinLength: bound,
  MaxLength: bound,
  MinValue: bound,
  MaxValue: bound,
  ConstraintDescription: z.string().optional(),
});

/** Numbers and Booleans are taken for texts, as elsewhere in a template. */
const mapped = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const outputSchema = z.strictObject({
  Value: z.unknown().optional(),
  Description: z.string().optional(),
  Condition: z.string().optional(),
  Export: z.strictObject({ Name: z.unknown() }).optional(),
});

const templateSchema = z.strictObject({
  AWSTemplateFormatVersion: z.literal('2010-09-09').optional(),
  Description: z.string().optional(),
  Metadata: z.unknown().optional(),
  Parameters: z.record(z.string(), parameterSchema).default({}),
  Rules: z.record(z.string(), z.unknown()).default({}),
  Mappings: z
    .record(z.string(), z.record(z.string(), z.record(z.string(), z.union([mapped, z.array(mapped)]))))
    .default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Resources: z.record(z.string(), resourceSchema),
  Outputs: z.record(z.string(), outputSchema).default({}),
  Transform: z.unknown().optional(),
});

/** A CloudFormation template, its shape checked, nothing resolved. */
export type Template = z.output<typeof templateSchema>;
export type TemplateResource = Template['Resources'][string];
export type TemplateParameter = Template['Parameters'][string];

/** The rule that every CDK template carries: it reads the bootstrap stack's version, and nothing is bootstrapped here. */
const bootstrapRule = 'CheckBootstrapVersion';

/**
 * Reads a template.
 *
 * @throws AssemblyError for a section or a resource attribute that is not understood, for macros and for rules
 */
export function readTemplate(file: string): Template {
  const template = readJsonFile(file, templateSchema, 'Synthesize again.');
  refuseMacro(template.Transform, file);
  return refuseRules(template, file);
}

/**
 * Checks a template that was read from a text.
 *
 * @param place what errors call it
 * @throws AssemblyError as {@link readTemplate}
 */
export function checkTemplate(value: unknown, place: string): Template {
  // They come first: what macros and loops are made of has a shape of its own.
  refuseMacro((value as { readonly Transform?: unknown } | null)?.Transform, place);
  refuseLoops(value, place);
  const parsed = templateSchema.safeParse(value);
  if (parsed.success) return refuseRules(parsed.data, place);
  const { path, sentence } = describeIssue(parsed.error);
  throw new AssemblyError(path === '' ? place : `${place}: ${path}`, sentence);
}

/** A loop has no shape of a resource or an output: it is told before they are read. */
function refuseLoops(value: unknown, place: string): void {
  for (const [section, members] of Object.entries(value ?? {})) {
    const loop = Object.keys(members ?? {}).find((name) => name.startsWith('Fn::ForEach::'));
    if (loop === undefined || section === 'Metadata') continue;
    throw new AssemblyError(`${place}: ${section}.${loop}`, 'loops are not carried out here: write the members out');
  }
}

function refuseMacro(transform: unknown, file: string): void {
  const macro = [transform ?? []].flat().find((name) => name !== languageExtensions);
  if (macro !== undefined) {
    const name = typeof macro === 'string' ? macro : 'a macro with parameters';
    throw new AssemblyError(
      `${file}: Transform`,
      `macros are expanded by CloudFormation only, and this is ${name}: write the resources out. What a deployed stack’s template has ` +
        'become: aws cloudformation get-template --template-stage Processed --stack-name <name>',
    );
  }
}

function refuseRules(template: Template, file: string): Template {
  const rule = Object.keys(template.Rules).find((name) => name !== bootstrapRule);
  if (rule !== undefined) {
    throw new AssemblyError(`${file}: Rules.${rule}`, 'rules are not evaluated here: check at synthesis instead');
  }
  return template;
}
