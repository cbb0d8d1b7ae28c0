import { z } from 'zod';
import { cfnBoolean, cfnInteger, cfnString } from '../../../assembly/properties';
import { characterTypes, randomPassword } from './random-password';

/**
 * The `GenerateSecretString` property.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-secretsmanager-secret-generatesecretstring.html documented
 */
export const generateSecretStringSchema = z
  .strictObject({
    ExcludeCharacters: cfnString.default(''),
    ExcludeLowercase: cfnBoolean.default(false),
    ExcludeNumbers: cfnBoolean.default(false),
    ExcludePunctuation: cfnBoolean.default(false),
    ExcludeUppercase: cfnBoolean.default(false),
    IncludeSpace: cfnBoolean.default(false),
    PasswordLength: cfnInteger.pipe(z.int().min(1).max(4096)).default(32),
    RequireEachIncludedType: cfnBoolean.default(true),
    SecretStringTemplate: cfnString.transform(templateObject).optional(),
    GenerateStringKey: cfnString.optional(),
  })
  .superRefine((options, context) => {
    const types = characterTypes(options).length;
    const refuse = (message: string) => context.addIssue({ code: 'custom', message });
    if ((options.SecretStringTemplate === undefined) !== (options.GenerateStringKey === undefined)) {
      refuse('SecretStringTemplate and GenerateStringKey must be given together');
    }
    if (types === 0) refuse('excludes every character');
    if (options.RequireEachIncludedType && options.PasswordLength < types) {
      refuse(`a PasswordLength of ${options.PasswordLength} has no room for one character of each type`);
    }
  });

/** A fresh secret string: a random password, or the template's JSON object with the password in it. */
export function generatedSecretString(options: z.output<typeof generateSecretStringSchema>): string {
  const password = randomPassword(options);
  if (options.SecretStringTemplate === undefined || options.GenerateStringKey === undefined) return password;
  return JSON.stringify({ ...options.SecretStringTemplate, [options.GenerateStringKey]: password });
}

function templateObject(text: string, context: z.RefinementCtx): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Reported below, like JSON that is no object.
  }
  context.addIssue({ code: 'custom', message: 'must be a JSON object' });
  return z.NEVER;
}
