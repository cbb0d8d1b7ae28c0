import { type Finding, fields, type Guardrail, list, resourcesOf, statements, type Template } from './template';

/**
 * An API knows who calls before it calls anybody, and its bill has a ceiling. An open method, or a user pool's authorizer that takes the tokens of
 * every client (the smoke test's among them), looks right in every test with a token that is right.
 */
export const playerApis: Guardrail = {
  name: 'player-apis',
  fix: 'Build it by lib/scores/scores-api.ts: IAM or the user pool for each method, named app clients, a throttled stage',
  check: (templates) =>
    templates.flatMap((template) => [
      ...unreadApis(template),
      ...openMethods(template),
      ...openRoutes(template),
      ...openAuthorizers(template),
      ...openStages(template),
    ]),
};

function finding(template: Template, logicalId: string, location: string, problem: string): Finding {
  return { severity: 'error', template, logicalId, location: `Properties.${location}`, problem };
}

/** What says elsewhere than in its methods who calls an API. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  'AWS::ApiGateway::RestApi': ['Body', 'BodyS3Location', 'CloneFrom'],
  'AWS::ApiGatewayV2::Api': ['Body', 'BodyS3Location', 'Target'],
};

function unreadApis(template: Template): Finding[] {
  const unread = Object.entries(elsewhere).flatMap(([type, properties]) =>
    resourcesOf(template, type).flatMap(([logicalId, { Properties = {} }]) =>
      properties
        .filter((property) => Properties[property] !== undefined)
        .map((property) => finding(template, logicalId, property, 'It says who calls the API where no check reads it')),
    ),
  );
  const letting = resourcesOf(template, 'AWS::ApiGateway::RestApi').flatMap(([logicalId, { Properties = {} }]) => {
    const { Policy } = Properties;
    const refuses = statements(Policy).length > 0 && statements(Policy).every(({ Effect }) => Effect === 'Deny');
    return Policy === undefined || refuses
      ? []
      : [finding(template, logicalId, 'Policy', 'It lets in whom no role lets')];
  });
  return [...unread, ...letting];
}

/** The routes of an HTTP or WebSocket API. */
function openRoutes(template: Template): Finding[] {
  return resourcesOf(template, 'AWS::ApiGatewayV2::Route').flatMap(([logicalId, { Properties = {} }]) => {
    const { AuthorizationType = 'NONE' } = Properties;
    if (AuthorizationType !== 'NONE') return [];
    return [finding(template, logicalId, 'AuthorizationType', 'Anybody calls this route')];
  });
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
    if (!namesClients(Properties.IdentityValidationExpression, template)) {
      const problem = 'It takes the tokens of clients that it does not name, the smoke test’s among them';
      found.push(finding(template, logicalId, 'IdentityValidationExpression', problem));
    }
    return found;
  });
}

/** Client IDs, written out or references to clients of the template, between both ends: nothing else that an expression may hold. */
function namesClients(expression: unknown, template: Template): boolean {
  const [separator, parts] = list(fields(expression)['Fn::Join']);
  if (parts !== undefined && separator !== '') return false;
  const clients = new Set(resourcesOf(template, 'AWS::Cognito::UserPoolClient').map(([logicalId]) => logicalId));
  const text = (part: unknown) => {
    if (typeof part === 'string') return part;
    return clients.has(String(fields(part).Ref)) ? 'client' : '?';
  };
  const whole = parts === undefined ? text(expression) : list(parts).map(text).join('');
  return /^\^\((\w|\\\+)+(\|(\w|\\\+)+)*\)\$$/.test(whole);
}

function openStages(template: Template): Finding[] {
  const beside = resourcesOf(template, 'AWS::ApiGateway::Deployment')
    .filter(([, { Properties }]) => Properties?.StageName !== undefined)
    .map(([logicalId]) => finding(template, logicalId, 'StageName', 'It makes a stage that no check reads'));
  const open = resourcesOf(template, 'AWS::ApiGateway::Stage').flatMap(([logicalId, { Properties = {} }]) => {
    const settings = list(Properties.MethodSettings).map(fields);
    const all = settings.find(({ ResourcePath, HttpMethod }) => ResourcePath === '/*' && HttpMethod === '*');
    const bounds = settings.flatMap((one) => [one.ThrottlingRateLimit, one.ThrottlingBurstLimit]);
    // That a negative limit is none, is unconfirmed: it bounds nothing that anybody could say.
    const unbounded = bounds.some((bound) => bound !== undefined && !(Number(bound) >= 0));
    const throttled = all?.ThrottlingRateLimit !== undefined && all.ThrottlingBurstLimit !== undefined && !unbounded;
    return throttled ? [] : [finding(template, logicalId, 'MethodSettings', 'Nothing bounds what its requests cost')];
  });
  return [...beside, ...open];
}
