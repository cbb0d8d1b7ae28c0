import { App, CfnOutput, Duration, LegacyStackSynthesizer, Stack } from 'aws-cdk-lib';
import {
  AuthorizationType,
  CognitoUserPoolsAuthorizer,
  JsonSchemaType,
  JsonSchemaVersion,
  LambdaIntegration,
  ResponseType,
  RestApi,
  type RestApiProps,
} from 'aws-cdk-lib/aws-apigateway';
import { OAuthScope, UserPool } from 'aws-cdk-lib/aws-cognito';
import { IdentityPool, UserPoolAuthenticationProvider } from 'aws-cdk-lib/aws-cognito-identitypool';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';

/** Answers its event, or what a query parameter asks for. */
const echo = `exports.handler = async (event) => {
  const { answer, fails, sleeps } = event.queryStringParameters ?? {};
  if (fails) throw new Error('broken');
  if (sleeps) await new Promise((resolve) => setTimeout(resolve, Number(sleeps)));
  if (answer) return JSON.parse(answer);
  return { statusCode: 201, headers: { 'x-made-by': 'echo' }, body: JSON.stringify(event) };
};`;

/** The origins of pages that may call the API. */
export const origins = ['https://a.example', 'https://b.example'];

/** A template of the CDK's, with everything that is served. @param more what differs in a second version of it */
export function apiTemplate(more: { readonly version?: string; readonly props?: RestApiProps } = {}): object {
  const app = new App({ analyticsReporting: false, defaultStackSynthesizer: new LegacyStackSynthesizer() });
  const stack = new Stack(app, 'scores', { env: { account: '123456789012', region: 'eu-west-1' } });
  const pools = ['Players', 'Others'].map((name) => {
    const pool = new UserPool(stack, name, { signInAliases: { email: true } });
    const scopes = [OAuthScope.COGNITO_ADMIN];
    const client = pool.addClient('App', { authFlows: { userPassword: true }, oAuth: { scopes } });
    new CfnOutput(stack, `${name}Pool`, { value: pool.userPoolId });
    new CfnOutput(stack, `${name}Client`, { value: client.userPoolClientId });
    return { pool, client };
  });
  const [players] = pools as [(typeof pools)[0]];
  const identities = new IdentityPool(stack, 'Identities', {
    allowUnauthenticatedIdentities: true,
    allowClassicFlow: true,
    authenticationProviders: {
      userPools: [new UserPoolAuthenticationProvider({ userPool: players.pool, userPoolClient: players.client })],
    },
  });
  new CfnOutput(stack, 'IdentityPool', { value: identities.identityPoolId });
  const run = new LambdaFunction(stack, 'Run', {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline(echo),
    environment: { VERSION: more.version ?? '1' },
  });
  const api = new RestApi(stack, 'Api', {
    cloudWatchRole: false,
    deployOptions: { stageName: 'live', variables: { color: 'red' } },
    defaultCorsPreflightOptions: { allowOrigins: origins, allowMethods: ['POST', 'DELETE'], allowCredentials: true },
    ...more.props,
  });
  const proxy = new LambdaIntegration(run);
  const schema = {
    schema: JsonSchemaVersion.DRAFT4,
    type: JsonSchemaType.OBJECT,
    required: ['score'],
    additionalProperties: false,
    properties: {
      score: { type: JsonSchemaType.INTEGER, minimum: 0, maximum: 1000 },
      name: { type: JsonSchemaType.STRING, maxLength: 100, pattern: '^(a+)+$' },
    },
  };
  const model = api.addModel('Score', { contentType: 'application/json', schema });
  const requestValidator = api.addRequestValidator('Validator', {
    validateRequestBody: true,
    validateRequestParameters: true,
  });
  const authorizer = new CognitoUserPoolsAuthorizer(stack, 'ByPool', { cognitoUserPools: [players.pool] });
  const post = api.root.addResource('boards').addResource('{board}').addResource('scores');
  post.addMethod('POST', proxy, {
    authorizationType: AuthorizationType.IAM,
    requestModels: { 'application/json': model },
    requestValidator,
    requestParameters: { 'method.request.header.x-run': true },
  });
  post.addMethod('GET', proxy, { authorizationType: AuthorizationType.IAM });
  api.root.addResource('me').addMethod('DELETE', proxy, { authorizer });
  const scoped = { authorizer, authorizationScopes: [OAuthScope.COGNITO_ADMIN.scopeName] };
  api.root.addResource('account').addMethod('GET', proxy, scoped);
  api.root.addResource('other').addMethod('GET', proxy, { authorizer, authorizationScopes: ['game/none'] });
  const open = api.root.addResource('open');
  open.addMethod('ANY', proxy);
  open.addResource('literal').addMethod('GET', proxy, { operationName: 'literal' });
  open.addResource('{proxy+}').addMethod('ANY', proxy);
  api.root.addResource('late').addMethod('GET', new LambdaIntegration(run, { timeout: Duration.millis(700) }));
  api.addGatewayResponse('Denied', {
    type: ResponseType.DEFAULT_4XX,
    responseHeaders: {
      'Access-Control-Allow-Origin': `'${origins[0]}'`,
      'X-Asked': 'method.request.querystring.asked',
    },
    templates: { 'application/json': '{"message":$context.error.messageString,"type":"$context.error.responseType"}' },
  });
  const arn = (path: string) => api.arnForExecuteApi('POST', path, 'live');
  identities.authenticatedRole.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['execute-api:Invoke'],
      resources: [arn('/boards/weekly/scores'), arn('/boards/%2E%2E/scores')],
    }),
  );
  identities.unauthenticatedRole.addToPrincipalPolicy(
    new PolicyStatement({ actions: ['execute-api:Invoke'], resources: [arn('/boards/guests/scores')] }),
  );
  new CfnOutput(stack, 'ApiId', { value: api.restApiId });
  new CfnOutput(stack, 'Role', { value: identities.authenticatedRole.roleArn });
  return app.synth().getStackByName('scores').template as object;
}
