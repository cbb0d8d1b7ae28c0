import type { Template } from '../../assembly/template';
import type { DeployedResource } from '../../assembly/types';

/** A template, and the values that its parameters were given. */
interface WithParameters {
  readonly template: Pick<Template, 'Parameters'>;
  readonly parameters: ReadonlyMap<string, string>;
}

/** A resource that stands. */
interface Made {
  readonly resource: Pick<DeployedResource, 'type' | 'attributes' | 'hidesAttributes'>;
}

/** Stands where a value is that is not to be shown (**documented**: parameters, `NoEcho`; **observed** as four in `DescribeStacks`). */
export const hiddenValue = '****';

/**
 * Attributes that are secrets, by type: whoever may only look at a stack is not told them (**unconfirmed**: that AWS masks them in events is the
 * narrower reading). Whoever hands one out as an output shows it.
 */
const secretAttributes: ReadonlyMap<string, readonly string[]> = new Map([
  ['AWS::Cognito::UserPoolClient', ['ClientSecret']],
]);

/** Shorter ones are everywhere: only where one stands alone is it told from the rest. */
const shortest = 4;

/** Whether a parameter is not to be shown. */
export function isHidden({ NoEcho }: Template['Parameters'][string]): boolean {
  return String(NoEcho).toLowerCase() === 'true';
}

/**
 * A line of history without the values of parameters that are not to be shown (**documented**: `NoEcho`, "any calls that describe the stack or
 * stack events"): in whatever they were made part of, as they are or in base 64. A value that was taken to pieces is not found.
 *
 * @param of what the stack has, and what it is about to have
 * @param resources what stands in it, whose secrets are not to be shown either
 */
export function withoutHidden<Event extends { readonly properties?: object; readonly reason?: string | undefined }>(
  event: Event,
  of: readonly (WithParameters | undefined)[],
  resources: Iterable<Made>,
): Event {
  const secrets = [...resources].flatMap(secretsOf);
  const values = [...new Set([...of.flatMap((one) => (one === undefined ? [] : hiddenValues(one))), ...secrets])];
  if (values.length === 0) return event;
  // The longest first: another may be part of it.
  const inText = [...values, ...values.map((value) => Buffer.from(value).toString('base64'))]
    .filter((value) => value.length >= shortest)
    .sort((one, other) => other.length - one.length);
  const alone = new Set(values);
  const shown = (value: unknown): unknown => {
    if (typeof value === 'string' && alone.has(value)) return hiddenValue;
    if (typeof value === 'string') return inText.reduce((text, hidden) => text.replaceAll(hidden, hiddenValue), value);
    if (Array.isArray(value)) return value.map(shown);
    if (typeof value !== 'object' || value === null) return alone.has(String(value)) ? hiddenValue : value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shown(member)]));
  };
  return {
    ...event,
    ...(event.properties === undefined ? {} : { properties: shown(event.properties) }),
    ...(event.reason === undefined ? {} : { reason: shown(event.reason) }),
  };
}

function secretsOf({ resource: { type, attributes, hidesAttributes } }: Made): readonly string[] {
  if (hidesAttributes === true) return Object.values(attributes).filter((value) => value !== '');
  return (secretAttributes.get(type) ?? []).flatMap((name) => attributes[name] ?? []);
}

function hiddenValues({ template, parameters }: WithParameters): readonly string[] {
  const hidden = Object.entries(template.Parameters).filter(([, declared]) => isHidden(declared));
  const values = hidden.map(([name, { Default }]) => parameters.get(name) ?? String(Default ?? ''));
  // A list comes apart where it is used.
  return values.flatMap((value) => [value, ...value.split(',')]).filter((value) => value !== '');
}
