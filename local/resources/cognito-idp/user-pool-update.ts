import { isDeepStrictEqual } from 'node:util';
import { type AttributeRule, attributeSchema } from '../../services/cognito-idp/attributes/schema';
import { ResourceRefused } from '../resource-refused';
import { tierAllows } from './lambda-config';
import { poolRefused } from './pool-refused';
import { attributeRule, namingOf } from './user-pool-configuration';
import type { UserPoolProperties } from './user-pool-properties';

const standard = attributeSchema([]);

/** What a template declares of attributes, by their names in the API. */
function declared(attributes: UserPoolProperties['Schema']): ReadonlyMap<string, AttributeRule> {
  return new Map(attributes.map(attributeRule).map((rule) => [rule.name, rule]));
}

/**
 * Custom attributes can't be required (observed: boto3#2317, terraform-provider-aws#18430).
 *
 * @throws ResourceRefused for one that is
 */
export function checkNewAttributes(attributes: UserPoolProperties['Schema']): void {
  for (const { name, required } of declared(attributes).values()) {
    if (required && !standard.has(name)) {
      throw poolRefused('InvalidRequest', 'Required custom attributes are not supported currently.');
    }
  }
}

/**
 * What no update changes of a user pool, though the service specification has it change in place: how users are called, and the attributes
 * that it has. Its schema grows by custom attributes alone: a standard attribute is there already (documented: CreateUserPool), so that
 * declaring one afterwards changes it.
 *
 * That a rollback, which would take an attribute away again, is refused like any other update is unconfirmed.
 *
 * @throws ResourceRefused for a change that AWS refuses
 */
export function checkUpdate(after: UserPoolProperties, before: UserPoolProperties): void {
  const now = namingOf(after);
  const former = namingOf(before);
  // Observed: sample-voice-of-customer-datalake#184. Whether `UsernameConfiguration` may be added with what a pool has without it is
  // unconfirmed.
  if (!isDeepStrictEqual(after.UsernameConfiguration, before.UsernameConfiguration)) {
    throw updateNotAllowed('UsernameConfiguration');
  }
  if (!isDeepStrictEqual(now.usernameAttributes, former.usernameAttributes)) {
    throw updateNotAllowed('UsernameAttributes');
  }
  const attributes = declared(after.Schema);
  const existing = declared(before.Schema);
  const isKept = [...existing].every(([name, rule]) => isDeepStrictEqual(attributes.get(name), rule));
  const isChangedBeside = [...attributes.keys()].some((name) => !existing.has(name) && standard.has(name));
  if (!isKept || isChangedBeside) {
    // Observed: amplify-android#2570, terraform-provider-aws#21654; for a standard attribute's declaration unconfirmed.
    throw poolRefused('InvalidRequest', 'Existing schema attributes cannot be modified or deleted.');
  }
  checkNewAttributes(after.Schema);
}

/**
 * @throws ResourceRefused for a trigger that the pool's feature plan does not have: the exception is documented (CreateUserPool), the
 *   sentence unconfirmed
 */
export function checkTier({ LambdaConfig, UserPoolTier }: UserPoolProperties): void {
  if (tierAllows(LambdaConfig, UserPoolTier)) return;
  throw poolRefused(
    'InvalidRequest',
    'The version of the pre token generation trigger is not available in the Lite feature plan: it needs UserPoolTier ESSENTIALS or PLUS.',
  );
}

function updateNotAllowed(property: string): ResourceRefused {
  const message = `Invalid request provided: Updates are not allowed for property - ${property}.`;
  return new ResourceRefused({ code: 'InvalidRequest', message });
}
