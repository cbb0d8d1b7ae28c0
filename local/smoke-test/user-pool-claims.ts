import type { DeployedStack } from '../../assembly/types';

/** The claim that holds the groups of a user pool's player (documented). */
export const groupsClaim = 'cognito:groups';

/** What the tokens of a user pool can say of a user whom the administrator makes. */
export interface UserPoolClaims {
  /** Names. */
  readonly groups: readonly string[];
  /** Those that name a role. */
  readonly groupsWithRole: readonly string[];
  /** Whether a user can have a value of a claim: the name of a group, or the text of a custom attribute. */
  readonly canSay: (claim: string, value: string) => boolean;
}

/** An attribute of `Schema`, as templates write it. */
interface SchemaAttribute {
  readonly Name?: unknown;
  readonly AttributeDataType?: unknown;
  readonly StringAttributeConstraints?: { readonly MinLength?: unknown; readonly MaxLength?: unknown };
}

/**
 * What a user pool of these stacks can say; nothing where the issuer is none of them.
 *
 * @param issuer `https://cognito-idp.<region>.amazonaws.com/<pool ID>`
 */
export function userPoolClaims(issuer: string, stacks: readonly DeployedStack[]): UserPoolClaims {
  const id = issuer.slice(issuer.lastIndexOf('/') + 1);
  const resources = stacks.flatMap((stack) => stack.resources);
  const groups = resources.filter(
    ({ type, properties }) => type === 'AWS::Cognito::UserPoolGroup' && properties.UserPoolId === id,
  );
  const pool = resources.find(({ type, ref }) => type === 'AWS::Cognito::UserPool' && ref === id);
  const schema = [pool?.properties.Schema ?? []].flat().map((attribute): SchemaAttribute => Object(attribute));
  const names = groups.map(({ ref }) => ref);
  return {
    groups: names,
    groupsWithRole: groups.filter(({ properties }) => properties.RoleArn !== undefined).map(({ ref }) => ref),
    canSay: (claim, value) =>
      claim === groupsClaim ? names.includes(value) : schema.some((attribute) => takes(attribute, claim, value)),
  };
}

/** A template names a custom attribute without its prefix. Without constraints a text has up to 2,048 characters (documented). */
function takes(attribute: SchemaAttribute, claim: string, value: string): boolean {
  const { Name, AttributeDataType, StringAttributeConstraints: { MinLength = 0, MaxLength = 2048 } = {} } = attribute;
  const isText = AttributeDataType === undefined || AttributeDataType === 'String';
  const fits = value.length >= Number(MinLength) && value.length <= Number(MaxLength);
  return claim === `custom:${String(Name)}` && isText && fits;
}
