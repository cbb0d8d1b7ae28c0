import { ConfigError } from '../../../lib/config/config-error';
import { parseConfig } from '../../../lib/config/parse';
import type { GameFederationInput } from '../../../lib/config/schema';

export const account = '123456789012';
export const good: GameFederationInput = {
  game: 'star-harvest',
  stage: 'dev',
  account,
  guests: { enabled: true },
  retainData: false,
};

/** What is wrong with a small stage that has these fields. */
export function problemsOf(input: object): readonly string[] {
  try {
    parseConfig({ ...good, ...input } as GameFederationInput);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

export const appId = 'amzn1.application-oa2-client.0a1b';
export const web = '1-web.apps.googleusercontent.com';
export const ios = '1-ios.apps.googleusercontent.com';
export const studio = { name: 'my-studio', issuer: 'https://login.my-studio.com', clientIds: ['app'] };
export const pool = { domainPrefix: 'star-harvest', apps: { game: { ios: { callbackUrls: ['starharvest://in'] } } } };
export const imported = { userPoolId: 'eu-west-1_a1B2c3D4e', clientIds: ['client1'] };
export const rule = { claim: 'groups', match: 'equals', value: 'moderators', role: 'moderator' };
export const roles = { moderator: { grants: ['moderateFiles'] } };
export const mapped = (roleMapping: object) => ({ roles, oidc: [{ ...studio, roleMapping }] });
export const samlArn = `arn:aws:iam::${account}:saml-provider/partner`;
export const googleArn = `arn:aws:iam::${account}:oidc-provider/accounts.google.com`;

/** What is refused, why, and the same thing corrected. */
export type Refusal = [what: string, refused: object, problem: RegExp, corrected: object];

/** Each is refused in one sentence, and taken when it is corrected. */
export function refuses(cases: readonly Refusal[]): void {
  describe.each([...cases])('%s', (_, refused, problem, corrected) => {
    test('is refused in one sentence that names the field', () => {
      expect(problemsOf(refused)).toEqual([expect.stringMatching(problem)]);
    });

    test('is taken when it is corrected', () => {
      expect(problemsOf(corrected)).toEqual([]);
    });
  });
}
