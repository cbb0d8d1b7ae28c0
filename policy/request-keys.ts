import type { ContextValue, RequestContext } from './types';

/**
 * The condition keys of one request: the caller's (session, transport) and the question's (`s3:prefix`) as one context.
 *
 * They never overlap in AWS. Should they here, the **caller's** win: what a request says must never replace who sent it.
 */
export class RequestKeys {
  readonly #caller: RequestContext;
  readonly #question: RequestContext | undefined;

  constructor(caller: RequestContext, question?: RequestContext) {
    this.#caller = caller;
    this.#question = question;
  }

  /** The values of a key (lower-case name), or undefined when the request does not carry it. */
  get(key: string): ContextValue | undefined {
    const value = this.#caller.get(key);
    return value === undefined && this.#question !== undefined ? this.#question.get(key) : value;
  }

  /**
   * The value that a policy variable stands for. A multivalued key has none, even when it holds one value (documented:
   * "you can't use multivalued context keys as policy variables").
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
   */
  variable(key: string): string | undefined {
    const value = this.get(key);
    return typeof value === 'string' ? value : undefined;
  }
}
