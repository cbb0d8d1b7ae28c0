import { type Finding, fields, type Guardrail, list, resourcesOf, type Template } from './template';

/**
 * An API knows who calls before it calls anybody, and its bill has a ceiling. An open method, or a user pool's authorizer that takes the tokens of
 * every client (the smoke test's among them), looks right in every test with a token that is right.
 */
export const playerApis: Guardrail = {
  name: 'player-apis',
  fix: 'Build it by lib/scores/scores-api.ts: IAM or the user pool for each method, named app clients, a throttled stage',
  check: (templates) =>
    templates.flatMap((template) => [...openMethods(template), ...openAuthorizers(template), ...openStages(template)]),
};

function finding(template: Template, logicalId: string, location: string, problem: string): Finding {
  return { severity: 'error', template, logicalId, location: `Properties.${location}`, problem };
}

function openMethods(template: Template): Finding[] {
  return resourcesOf(template, 'AWS::ApiGateway::Method').flatMap(([logicalId, { Properties = {} }]) => {
    const { HttpMethod, AuthorizationType } = Properties;
    // A browser asks before it calls, with nothing to prove; a constant answers.
    if (HttpMethod === 'OPTIONS' && fields(Properties.Integration).Type === 'MOCK') return [];
    const known = AuthorizationType === 'AWS_IAM' || AuthorizationType === 'COGNITO_USER_POOLS';
    return known ? [] : [finding(template, logicalId, 'AuthorizationType', 'Anybody calls this method')];
  });
}

function openAuthorizers(template: Template): Finding[] {
  return resourcesOf(template, 'AWS::ApiGateway::Authorizer').flatMap(([logicalId, { Properties = {} }]) => {
    const found: Finding[] = [];
    if (Properties.Type !== 'COGNITO_USER_POOLS') {
      found.push(finding(template, logicalId, 'Type', 'It is none of a user pool, so nobody knows what it takes'));
    }
    const { IdentityValidationExpression: written } = Properties;
    const [, parts] = list(fields(written)['Fn::Join']);
    const texts = [written, ...list(parts)].filter((part) => typeof part === 'string');
    const expression = texts.join('');
    // Literal client IDs and references to them, between both ends.
    if (!/^\^\([\w+\\|]*\)\$$/.test(expression)) {
      const problem = 'It takes the tokens of clients that it does not name, the smoke test’s among them';
      found.push(finding(template, logicalId, 'IdentityValidationExpression', problem));
    }
    return found;
  });
}

function openStages(template: Template): Finding[] {
  return resourcesOf(template, 'AWS::ApiGateway::Stage').flatMap(([logicalId, { Properties = {} }]) => {
    const all = list(Properties.MethodSettings)
      .map(fields)
      .find(({ ResourcePath, HttpMethod }) => ResourcePath === '/*' && HttpMethod === '*');
    const throttled = all?.ThrottlingRateLimit !== undefined && all.ThrottlingBurstLimit !== undefined;
    return throttled ? [] : [finding(template, logicalId, 'MethodSettings', 'Nothing bounds what its requests cost')];
  });
}
