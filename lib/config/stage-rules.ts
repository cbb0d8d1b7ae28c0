import { isLocalStage } from './fields';
import { hostsKnownTo } from './login-providers';
import { hostOf, openIdLogins } from './openid-logins';
import type { GameFederationConfig } from './schema';

/** The account of AWS's documentation, which is nobody's. */
const documentationAccount = '123456789012';

/** Rules about a stage as a whole, which need more than one field; every problem found, as sentences. */
export function stageProblems(config: GameFederationConfig): string[] {
  const problems: string[] = [];
  const { guests, developerProvider } = config;
  if (/^(prod|live)/.test(config.stage) && !config.retainData) {
    problems.push(`retainData: must be true in stage '${config.stage}'; a mistake would delete all players' data`);
  }
  if (config.region !== undefined && /^(cn|us-gov|us-iso|eu-isoe|eusc)/.test(config.region)) {
    problems.push(
      `region: '${config.region}' is outside AWS's commercial partition, where identity pools have other principals and condition keys; choose another`,
    );
  }
  if (isLocalStage(config.stage) && ![undefined, documentationAccount].includes(config.account)) {
    problems.push(
      `account: '${config.account}' is a real one, and stage '${config.stage}' one of the local cloud, which is not checked against deployed stages; name a stage that is deployed otherwise, or write '${documentationAccount}'`,
    );
  }
  const loginsKeys = [
    'cognito-identity.amazonaws.com',
    ...hostsKnownTo('pool'),
    ...openIdLogins(config).map(({ issuer }) => hostOf(issuer)),
  ];
  if (developerProvider && loginsKeys.includes(developerProvider.name)) {
    problems.push(`developerProvider.name: '${developerProvider.name}' is taken by another login; choose another`);
  }
  if (guests.ownData && !guests.enabled) {
    problems.push('guests.ownData: has no effect while guests are off; turn guests.enabled on or this off');
  }
  if (config.smokeTest.developerUser && !developerProvider) {
    problems.push('smokeTest.developerUser: needs a developerProvider; add one or turn this off');
  }
  return problems;
}
