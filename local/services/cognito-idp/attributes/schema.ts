/** What a pool says of one attribute. */
export interface AttributeRule {
  /** As the API writes it: `email`, `custom:clan`. */
  readonly name: string;
  readonly type: 'String' | 'Number' | 'DateTime' | 'Boolean';
  readonly required: boolean;
  /** Whether it can be changed once the user is made. */
  readonly mutable: boolean;
  /** Of a string's length, or a number's value. */
  readonly minimum?: number;
  readonly maximum?: number;
}

/** The attributes of a pool, by name. */
export type AttributeSchema = ReadonlyMap<string, AttributeRule>;

const standardNames = [
  'address',
  'birthdate',
  'email',
  'family_name',
  'gender',
  'given_name',
  'locale',
  'middle_name',
  'name',
  'nickname',
  'phone_number',
  'picture',
  'preferred_username',
  'profile',
  'updated_at',
  'website',
  'zoneinfo',
] as const;

/** Whether an address is known to be the user's. An app may read them, never write them (observed: aws-sdk-js#3603). */
export const verifiedFlags: readonly string[] = ['email_verified', 'phone_number_verified'];

/** What an app client may write where it does not say (documented: `WriteAttributes`): no custom attribute. */
export const writableByDefault: ReadonlySet<string> = new Set(standardNames);

/** What an app client may read where it does not say (documented: `ReadAttributes`). */
export const readableByDefault: ReadonlySet<string> = new Set([...standardNames, ...verifiedFlags]);

/**
 * The attributes that every pool has, those that it adds, and what it says of either.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html documented
 */
export function attributeSchema(declared: readonly AttributeRule[]): AttributeSchema {
  const standard: readonly AttributeRule[] = [
    ...standardNames.map((name) => ({
      name,
      type: name === 'updated_at' ? ('Number' as const) : ('String' as const),
      required: false,
      mutable: true,
    })),
    ...verifiedFlags.map((name) => ({ name, type: 'Boolean' as const, required: false, mutable: true })),
  ];
  return new Map([...standard, ...declared].map((rule) => [rule.name, rule]));
}
