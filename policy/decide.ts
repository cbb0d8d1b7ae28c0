import { accessDeniedSentence } from './access-denied-sentence';
import { explain } from './explanation';
import type { JudgedRequest } from './judged-request';
import { type Reason, reasonOf } from './reason';
import { RequestKeys } from './request-keys';
import type { AuthorizationQuestion, Principal, RequestContext } from './types';
import { judge, type PoliciesInForce, type Verdict } from './verdict';

/** Who asks, and every policy that has a say. */
export interface Authority extends PoliciesInForce {
  readonly principal: Principal;
  /**
   * The caller's condition keys: session, transport, time. Together with the question's keys they are one context; a key
   * that both have is the caller's.
   */
  readonly context: RequestContext;
}

/** IAM's answer to one question. */
export interface Decision {
  readonly allowed: boolean;
  readonly kind: 'allow' | 'explicit-deny' | 'implicit-deny';
  /** Why, in lines for a developer: which statement decided, or what each that came near lacked. Made when asked for. */
  explain(): string;
  /** The same for programs: the statement that decided, or the nearest and what it lacked. Made when asked for. */
  reason(): Reason;
  /**
   * AWS's own access-denied sentence, for the service's answer.
   *
   * @param principalArn the caller's ARN, or `anonymous`
   */
  sentence(principalArn: string): string;
}

/**
 * Asks IAM: may this caller do this? Everything that is not allowed is denied. Never throws: what a policy holds is checked
 * when it is compiled.
 */
export function decide(question: AuthorizationQuestion, authority: Authority): Decision {
  const request: JudgedRequest = {
    action: question.action,
    resource: question.resource,
    principal: authority.principal,
    keys: new RequestKeys(authority.context, question.context, question.unfilled),
    hasBoundary: authority.permissionsBoundary !== undefined,
  };
  return new Judgement(judge(request, authority), request);
}

class Judgement implements Decision {
  readonly allowed: boolean;
  readonly kind: Decision['kind'];
  readonly #verdict: Verdict;
  readonly #request: JudgedRequest;

  constructor(verdict: Verdict, request: JudgedRequest) {
    this.kind = verdict.kind;
    this.allowed = verdict.kind === 'allow';
    this.#verdict = verdict;
    this.#request = request;
  }

  explain(): string {
    return explain(this.#verdict, this.#request);
  }

  reason(): Reason {
    return reasonOf(this.#verdict, this.#request);
  }

  sentence(principalArn: string): string {
    return accessDeniedSentence(this.#verdict, this.#request, principalArn);
  }
}
