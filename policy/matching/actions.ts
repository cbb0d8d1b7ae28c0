import type { Refuse } from '../policy-error';
import { RequestKeys } from '../request-keys';
import { Pattern } from './pattern';
import { tokenize } from './tokens';

const actionSyntax = /^(?:[a-z0-9-]+|\*):[a-z0-9*?]+$/i;
const noKeys = new RequestKeys(new Map());

/** The `Action` or `NotAction` of a statement. */
export class ActionSet {
  readonly #patterns: readonly Pattern[];
  readonly #inverted: boolean;

  /**
   * @param inverted `NotAction`: everything but these
   * @throws PolicyError for anything but `*` and `service:Action`, where `Action` may hold `*` and `?`
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
   */
  constructor(actions: readonly string[], inverted: boolean, refuse: Refuse) {
    this.#inverted = inverted;
    this.#patterns = actions.map((action) => {
      if (action !== '*' && !actionSyntax.test(action)) {
        throw refuse(`'${action}' is not an action; write service:Action, where Action may hold * and ?, or *`);
      }
      const tokens = tokenize(action, { wildcards: true, variables: false }, refuse);
      return new Pattern(action, tokens, { ignoreCase: true });
    });
  }

  /** Documented: "the prefix and the action name are case insensitive". */
  includes(action: string): boolean {
    return this.#patterns.some((pattern) => pattern.matches(action, noKeys) === true) !== this.#inverted;
  }
}
