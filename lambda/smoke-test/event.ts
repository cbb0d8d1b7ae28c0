import type { SignedInSource } from './report';

/** A player's own proof of who they are. */
export interface PlayerToken {
  /** A key of `Logins`, an issuer, or the provider's name in the configuration. */
  readonly provider: string;
  /** An ID token; at Amazon and Facebook the access token, at SAML the response in Base64. */
  readonly token: string;
}

/** What an invocation asks for. */
export interface SmokeTestEvent {
  /** Tokens of players, of one provider or of several; absent: none. */
  readonly tokens: readonly PlayerToken[];
  /** `throw` (the default) makes a difference fail the deployment; `report` answers the report with `ok: false`. */
  readonly onFailure: 'throw' | 'report';
  /** Signs players in from exactly these sources, each of which must be there. Absent: from whichever there is. */
  readonly signedIn?: readonly SignedInSource[];
  /** Seconds granted to IAM for making a change visible everywhere; 0 where changes are visible at once. */
  readonly propagationSeconds: number;
  /** Whose requests the report names: every step's, or those of the steps that differ. */
  readonly requestIds: 'all' | 'differences';
}

/** IAM speaks of "eventual consistency" without a figure; its changes are usually there within seconds (**observed**). */
const defaultPropagationSeconds = 60;
const sources: readonly string[] = ['event', 'secret', 'userPool', 'developer'] satisfies SignedInSource[];
const fields = ['tokens', 'onFailure', 'signedIn', 'propagationSeconds', 'requestIds'];
/** Each is tried by every flow, and a run has five minutes. */
const mostTokens = 250;

function refuse(sentence: string): never {
  throw new Error(`The smoke test's event: ${sentence}`);
}

/** The event is echoed in no message: it may hold a token. */
function tokensOf(tokens: unknown): PlayerToken[] {
  if (tokens === undefined) return [];
  if (!Array.isArray(tokens) || tokens.length > mostTokens) {
    refuse(`"tokens" must be a list of {"provider": …, "token": …}, ${mostTokens} at most.`);
  }
  return tokens.map((entry: unknown, index) => {
    const { provider, token, ...others } = Object(entry) as Record<string, unknown>;
    const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
    if (isText(provider) && isText(token) && Object.keys(others).length === 0) return { provider, token };
    return refuse(`"tokens[${index}]" must be {"provider": …, "token": …}, both strings that are not empty.`);
  });
}

/**
 * Reads an invocation's event. Nothing, `{}` and what CloudFormation sends to a custom resource all mean the default run:
 * a deployment's trigger invokes the function without a payload of its own.
 *
 * @throws Error naming the field that is wrong; never its value
 */
export function parseEvent(event: unknown): SmokeTestEvent {
  if (event === undefined || event === null) return parseEvent({});
  if (typeof event !== 'object' || Array.isArray(event)) refuse('must be a JSON object.');
  if ('RequestType' in event && 'ResourceProperties' in event) return parseEvent({});

  const given = event as Record<string, unknown>;
  const unknown = Object.keys(given).find((field) => !fields.includes(field));
  if (unknown !== undefined) refuse(`"${unknown.slice(0, 40)}" is not known; it takes ${fields.join(', ')}.`);

  const tokens = tokensOf(given.tokens);
  const onFailure = given.onFailure ?? 'throw';
  if (onFailure !== 'throw' && onFailure !== 'report') refuse('"onFailure" must be "throw" or "report".');

  const { signedIn } = given;
  if (signedIn !== undefined) {
    if (!Array.isArray(signedIn) || !signedIn.every((source) => sources.includes(source))) {
      refuse(`"signedIn" must be a list of ${sources.join(', ')}.`);
    }
  }

  const propagationSeconds = given.propagationSeconds ?? defaultPropagationSeconds;
  if (typeof propagationSeconds !== 'number' || !(propagationSeconds >= 0 && propagationSeconds <= 300)) {
    refuse('"propagationSeconds" must be a number from 0 to 300.');
  }

  const requestIds = given.requestIds ?? 'differences';
  if (requestIds !== 'all' && requestIds !== 'differences') refuse('"requestIds" must be "all" or "differences".');

  return {
    tokens,
    onFailure,
    propagationSeconds,
    requestIds,
    ...(signedIn !== undefined && { signedIn: [...new Set(signedIn as SignedInSource[])] }),
  };
}
