import type { AttributeRule, AttributeSchema } from './schema';

/** Every user has one, and no template declares it. */
const sub: AttributeRule = { name: 'sub', type: 'String', required: true, mutable: false, minimum: 1, maximum: 2048 };

/**
 * `SchemaAttributes`: what a pool says of each of its attributes, the standard ones too, with their limits as text.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-identity-provider_example_cognito-identity-provider_CreateUserPool_section.html
 *   documented, by its example; that a pool lists no `identities` is **unconfirmed**
 */
export function schemaDescription(schema: AttributeSchema): readonly object[] {
  return [sub, ...schema.values()].map(attributeDescription);
}

function attributeDescription(rule: AttributeRule): object {
  const { name, type, required, mutable } = rule;
  const isDeveloperOnly = name.startsWith('dev:');
  return {
    Name: name,
    AttributeDataType: type,
    DeveloperOnlyAttribute: isDeveloperOnly,
    Mutable: mutable,
    Required: required,
    ...constraints(rule),
  };
}

function constraints(rule: AttributeRule): object {
  const { minimum, maximum } = { ...ownLimits(rule), ...rule };
  if (rule.type === 'String') {
    return { StringAttributeConstraints: limits('MinLength', minimum, 'MaxLength', maximum) };
  }
  return rule.type === 'Number' ? { NumberAttributeConstraints: limits('MinValue', minimum, 'MaxValue', maximum) } : {};
}

/** What a standard attribute is limited by where a template says nothing of it; a custom one is by nothing. */
function ownLimits({ name, type }: AttributeRule): Pick<AttributeRule, 'minimum' | 'maximum'> {
  if (name.includes(':')) return {};
  if (name === 'birthdate') return { minimum: 10, maximum: 10 };
  return type === 'Number' ? { minimum: 0 } : { minimum: 0, maximum: 2048 };
}

function limits(least: string, minimum: number | undefined, most: string, maximum: number | undefined): object {
  return {
    ...(minimum === undefined ? {} : { [least]: String(minimum) }),
    ...(maximum === undefined ? {} : { [most]: String(maximum) }),
  };
}
