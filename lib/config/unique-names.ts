import { type IamProvider, iamProviders } from './iam-providers';
import type { GameFederationConfig } from './schema';
import { stackNames } from './stack-names';

/** Something that a stage makes under a name which only one of its kind may have. */
interface UniqueName {
  /** Where the configuration writes it: `oidc[0]`, `userPool.domainPrefix`. */
  readonly field: string;
  /** What is compared. */
  readonly name: string;
  /** How messages call it. */
  readonly label: string;
}

/** A kind of things of which one has a name. */
interface Kind {
  /** Where one has it. A place that is left open may be the same one. */
  readonly within: readonly ('account' | 'region')[];
  /**
   * What is done where nobody knows whether the place is the same. AWS refuses a second provider or page, and nothing is lost by a warning;
   * a second stack of one name it takes for the first.
   */
  readonly ifUnknown: 'warn' | 'refuse';
  names(config: GameFederationConfig): readonly UniqueName[];
  /** What is wrong, from the chosen stage's view, with the way out. @param place the place, where both stages write it */
  sentence(
    own: UniqueName,
    other: UniqueName & { readonly stage: string; readonly game: string },
    place?: string,
  ): string;
}

/** THE table of what two stages may not both have. What a stage makes under a generated name (roles, buckets, tables) collides with nothing. */
const kinds: readonly Kind[] = [
  {
    // Of a SAML provider the name, of an OIDC provider the issuer (**documented**; `EntityAlreadyExists`, observed: aws-cdk#35878).
    within: ['account'],
    ifUnknown: 'warn',
    names: (config) =>
      created(config).map(({ field, resource, label }) => ({ field, name: resource, label: `a provider of ${label}` })),
    sentence: ({ field, name, label }, { stage, field: otherField }, account) =>
      `${field}: stage '${stage}' creates ${label} ${account === undefined ? '' : `in account ${account} `}too (${otherField}), and an account holds one; create it in one stage with shared: true, and give the other importedArn: 'arn:aws:iam::${account ?? '<account>'}:${name}'`,
  },
  {
    // In whatever account (**documented**: Cognito developer guide, "Using the Amazon Cognito prefix domain for managed login").
    within: ['region'],
    ifUnknown: 'warn',
    names: ({ userPool }) =>
      userPool?.domainPrefix
        ? [{ field: 'userPool.domainPrefix', name: userPool.domainPrefix, label: userPool.domainPrefix }]
        : [],
    sentence: ({ field, label }, { stage }) =>
      `${field}: stage '${stage}' has '${label}' too, in its ${field}, and a region holds one sign-in page of that name; choose another for one of them`,
  },
  {
    // Names join game and stage, so that star and harvest-dev are star-harvest and dev.
    within: ['account', 'region'],
    ifUnknown: 'refuse',
    names: (config) => [{ field: 'stage', name: stackNames(config).federation, label: stackNames(config).federation }],
    sentence: ({ field, label }, { stage, game }) =>
      `${field}: game '${game}' in stage '${stage}' makes the stack ${label} too (its game and stage), and the later deployment would turn the other's stacks into its own, with everybody in them; choose another game or stage for one of them`,
  },
];

/** The IAM providers that a stage makes and does not import. */
export const created = (config: GameFederationConfig): IamProvider[] =>
  iamProviders(config).filter(({ importedArn }) => importedArn === undefined);

/** What is the same in two places: unknown where one of them is not written down. */
export function samePlace(one: string | undefined, other: string | undefined): boolean | 'unknown' {
  return one === undefined || other === undefined ? 'unknown' : one === other;
}

/** Names that both stages would give to what they make. */
export function takenTwice(
  chosen: GameFederationConfig,
  other: GameFederationConfig,
): { readonly problems: readonly string[]; readonly warnings: readonly string[] } {
  const problems: string[] = [];
  const warnings: string[] = [];
  for (const { within, ifUnknown, names, sentence } of kinds) {
    const same = within.map((field) => samePlace(chosen[field], other[field]));
    if (same.includes(false)) continue;
    const [known] = same.includes('unknown') ? [] : within.map((field) => chosen[field]);
    const taken = names(other);
    for (const own of names(chosen)) {
      const twin = taken.find(({ name }) => name === own.name);
      if (!twin) continue;
      const said = sentence(own, { ...twin, stage: other.stage, game: other.game }, known);
      if (!same.includes('unknown')) problems.push(said);
      else {
        const where = within.join(' and ');
        const open = `${said}, unless they are in two ${where === 'account' ? 'accounts' : where === 'region' ? 'regions' : 'places'}: then write each stage's ${where}`;
        (ifUnknown === 'refuse' ? problems : warnings).push(open);
      }
    }
  }
  return { problems, warnings };
}
