import { Pattern } from '../matching/pattern';
import { tokenize } from '../matching/tokens';
import type { ReadValue } from './policy-value';

/**
 * `ArnLike` and `ArnEquals`, which "behave identically": the six fields are compared one by one, case-sensitively, each
 * with wildcards (documented).
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
  return new Pattern(text, tokens, { arn: true });
};
