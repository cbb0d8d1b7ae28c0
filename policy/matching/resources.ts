import type { Refuse } from '../policy-error';
import type { RequestKeys } from '../request-keys';
import { Pattern } from './pattern';
import { type Token, tokenize } from './tokens';

/** How the `Resource` or `NotResource` of a statement is read. */
export interface ResourceRules {
  /** `NotResource`: everything but these. */
  readonly inverted: boolean;
  readonly effect: 'Allow' | 'Deny';
  /** Policy variables are understood (version 2012-10-17). */
  readonly variables: boolean;
}

/**
 * The `Resource` or `NotResource` of a statement. Case-sensitive.
 *
 * Wildcards stay within one of an ARN's first five fields; in the sixth they take anything, `/` and `:` included
 * (documented: "you can use wildcard characters within the individual segments of an ARN"). The same page says that a `*`
 * that ends a segment "can expand to match beyond the colon boundaries", which S3's guide contradicts: **unconfirmed**, so
 * what allows reads it narrowly and what denies reads it widely.
 *
 * A variable without a value matches no resource, in `NotResource` too (documented). With one whose value is not known, what
 * allows names no resource and what denies names every one.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export class ResourceSet {
  readonly patterns: readonly Pattern[];
  readonly inverted: boolean;
  readonly #denies: boolean;

  /** @throws PolicyError for anything but `*` and a well-formed ARN pattern */
  constructor(resources: readonly string[], rules: ResourceRules, refuse: Refuse) {
    this.inverted = rules.inverted;
    this.#denies = rules.effect === 'Deny';
    const narrow = (rules.effect === 'Allow') !== rules.inverted;
    this.patterns = resources.map((resource) => resourcePattern(resource, rules.variables, narrow, refuse));
  }

  includes(resource: string, keys: RequestKeys): boolean {
    let unknown = false;
    for (const pattern of this.patterns) {
      const matches = pattern.matches(resource, keys);
      if (matches) return !this.inverted;
      if (matches === undefined) unknown = true;
    }
    return unknown ? this.#denies : this.inverted;
  }
}

function resourcePattern(text: string, variables: boolean, narrow: boolean, refuse: Refuse): Pattern {
  const tokens = tokenize(text, { wildcards: true, variables }, refuse);
  if (text === '*') return new Pattern(text, tokens);
  return new Pattern(text, completed(checkedArn(text, tokens, refuse)), { arn: narrow });
}

function checkedArn(text: string, tokens: readonly Token[], refuse: Refuse): readonly Token[] {
  let fields = 1;
  let service = '';
  for (const token of tokens) {
    if (token.kind === 'variable' && fields < 6) {
      throw refuse(`'${text}' has a policy variable before the fifth colon; it may stand in the resource part only`);
    }
    for (const character of token.kind === 'literal' ? token.text : '*') {
      if (character === ':') fields += 1;
      else if (fields === 3) service += character;
    }
  }
  if (!text.startsWith('arn:') || text.startsWith('arn::') || fields < 3 || service === '') {
    throw refuse(`'${text}' is not an ARN; write arn:partition:service:region:account:resource or *`);
  }
  if (service.includes('*')) throw refuse(`'${text}' has a wildcard in the service field of an ARN`);
  return tokens;
}

/** Documented: an ARN with fewer than six fields is completed with `*` in the missing ones. */
function completed(tokens: readonly Token[]): readonly Token[] {
  const colons = tokens.reduce(
    (sum, token) => sum + (token.kind === 'literal' ? token.text.split(':').length - 1 : 0),
    0,
  );
  const missing: Token[] = [];
  for (let field = colons + 1; field < 6; field += 1) {
    missing.push({ kind: 'literal', text: ':' }, { kind: 'wildcard', any: true });
  }
  return [...tokens, ...missing];
}
