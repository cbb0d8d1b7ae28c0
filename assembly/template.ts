import { z } from 'zod';
import { AssemblyError } from './assembly-error';
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
    .record(z.string(), z.record(z.string(), z.record(z.string(), z.union([z.string(), z.array(z.string())]))))
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
  return refuseMacros(readJsonFile(file, templateSchema, 'Synthesize again.'), file);
}

/**
 * Checks a template that was read from a text.
 *
 * @param place what errors call it
 * @throws AssemblyError as {@link readTemplate}
 */
export function checkTemplate(value: unknown, place: string): Template {
  const parsed = templateSchema.safeParse(value);
  if (parsed.success) return refuseMacros(parsed.data, place);
  const { path, sentence } = describeIssue(parsed.error);
  throw new AssemblyError(path === '' ? place : `${place}: ${path}`, sentence);
}

function refuseMacros(template: Template, file: string): Template {
  if (template.Transform !== undefined) {
    throw new AssemblyError(
      `${file}: Transform`,
      'macros are expanded by CloudFormation only: write the resources out',
    );
  }
  const rule = Object.keys(template.Rules).find((name) => name !== bootstrapRule);
  if (rule !== undefined) {
    throw new AssemblyError(`${file}: Rules.${rule}`, 'rules are not evaluated here: check at synthesis instead');
  }
  return template;
}
