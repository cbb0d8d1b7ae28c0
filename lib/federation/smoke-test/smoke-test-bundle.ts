import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { factsFile, type SmokeTestFacts } from '../../../lambda/smoke-test/facts';
import { handlerCode } from '../../functions/bundle';

/** The smoke test's code, with the facts in a file beside it. */
export function smokeTestCode(facts: SmokeTestFacts): lambda.Code {
  return handlerCode('smoke-test', { name: factsFile, facts });
}
