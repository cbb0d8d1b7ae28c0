import { Pattern } from '../matching/pattern';
import { tokenize } from '../matching/tokens';
import type { ReadValue } from './policy-value';

/**
 * `ArnLike` and `ArnEquals`, which "behave identically": the six fields are compared one by one, case-sensitively, each
 * with wildcards (documented). A request's value that is no ARN is not of the operators' type, negated or not (**unconfirmed**).
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export const likeArn: ReadValue = (text, { variables, refuse }) => {
  const tokens = tokenize(text, { wildcards: true, variables }, refuse);
  const first = tokens[0];
  const beginsWithVariable = first?.kind === 'variable';
  const holdsVariable = tokens.some((token) => token.kind === 'variable');
  const sixFields = text.split(':').length >= 6;
  if (!beginsWithVariable && (!text.startsWith('arn:') || !(sixFields || holdsVariable))) {
    throw refuse(`'${text}' is not an ARN of six fields`);
  }
  const pattern = new Pattern(text, tokens, { arn: true });
  return {
    text,
    matches: (value, keys) => (isArn(value) ? pattern.matches(value, keys) : undefined),
    substituted: (keys) => pattern.substituted(keys),
    unresolved: (keys) => pattern.unresolved(keys),
  };
};

function isArn(value: string): boolean {
  return value.startsWith('arn:') && value.split(':').length >= 6;
}
