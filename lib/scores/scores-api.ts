import { Fn, RemovalPolicy } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { routes } from '../../lambda/scores/routes';
import type { ScoresConfig } from '../config/scores';
import { acknowledge } from '../roles/acknowledge';
import { noted } from '../roles/noted-statement';
import type { PlayersAccounts } from './accounts';
import { errorsForPages, preflight } from './cors';
import { scoreModel } from './score-model';

export interface ScoresApiProps {
  readonly name: string;
  readonly description: string;
  readonly throttle: ScoresConfig['throttle'];
  readonly corsOrigins: readonly string[];
  readonly scores: lambda.IFunction;
  readonly deletePlayer: lambda.IFunction;
  /** How long requests' logs are kept. Absent: there are none. */
  readonly accessLogDays?: logs.RetentionDays | undefined;
  /** Absent: there is no route for tokens of a user pool. */
  readonly accounts?: PlayersAccounts | undefined;
}

/** A part of every address, so that a second version can stand beside the first. */
const stageName = 'v1';

/**
 * The API that players call. It knows who calls (IAM and identity-pool credentials, or a user pool's ID token) and throttles; what the call means
 * is the functions' to say.
 */
export class ScoresApi extends Construct {
  /** Without a slash at its end. */
  readonly url: string;
  private readonly api: apigateway.RestApi;

  constructor(scope: Construct, id: string, props: ScoresApiProps) {
    super(scope, id);
    this.api = new apigateway.RestApi(this, 'Api', {
      restApiName: props.name,
      description: props.description,
      endpointTypes: [apigateway.EndpointType.REGIONAL],
      // Logs of requests need a role that the account has one of, for all APIs of the region: whoever wants them sets that first.
      cloudWatchRole: false,
      deployOptions: {
        stageName,
        throttlingRateLimit: props.throttle.requestsPerSecond,
        throttlingBurstLimit: props.throttle.burst,
        ...(props.accessLogDays && this.accessLogs(props.accessLogDays)),
      },
    });
    // The stack has outputs of its own, of names that apps know.
    this.api.node.tryRemoveChild('Endpoint');
    this.url = Fn.join('', [
      'https://',
      this.api.restApiId,
      '.execute-api.',
      this.api.env.region,
      '.',
      this.api.stack.urlSuffix,
      '/',
      stageName,
    ]);
    for (const [name, response] of Object.entries(errorsForPages(props.corsOrigins))) {
      this.api.addGatewayResponse(name, response);
    }
    const model = this.api.addModel('Score', scoreModel);
    const validator = this.api.addRequestValidator('Validator', {
      validateRequestBody: true,
      validateRequestParameters: true,
    });
    const submit = { requestModels: { 'application/json': model }, requestValidator: validator };
    const signed = { authorizationType: apigateway.AuthorizationType.IAM };
    const takeScores = integration(props.scores);

    const methods = [
      this.at(routes.signed).addMethod('POST', takeScores, { ...submit, ...signed }),
      this.at(routes.me).addMethod('DELETE', integration(props.deletePlayer), {
        ...signed,
        requestValidator: validator,
        requestParameters: { 'method.request.querystring.confirmation': false },
      }),
    ];
    for (const method of methods) {
      acknowledge(method, 'AwsSolutions-COG4', 'IAM judges it: players sign with credentials of the identity pool');
    }
    if (props.accounts) {
      const authorizer = this.authorizer(props.accounts);
      this.at(routes.withToken).addMethod('POST', takeScores, { ...submit, authorizer });
    }
    const cors = preflight(props.corsOrigins);
    if (cors) {
      const paths = [routes.signed, routes.me, ...(props.accounts ? [routes.withToken] : [])];
      for (const path of paths) this.at(path).addCorsPreflight(cors);
    }
    acknowledgeFindings(this.api, props.accessLogDays !== undefined);
  }

  /** Lets a role submit scores to these boards, and its players delete themselves: each a path, and no wildcard. */
  grantPlayer(role: iam.Role, { boards }: { readonly boards: readonly string[] }): void {
    const paths = boards.map((board) => ['POST', routes.signed.replace('{board}', board)] as const);
    this.allow(role, 'SubmitScores', paths);
    this.allow(role, 'DeleteOneself', [['DELETE', routes.me]]);
  }

  /** For whoever shows that the function itself refuses who is no player: submitting to one board, and nothing else. */
  grantBackend(role: iam.Role, sid: string, board: string): void {
    this.allow(role, sid, [['POST', routes.signed.replace('{board}', board)]]);
  }

  private allow(role: iam.Role, sid: string, calls: readonly (readonly [method: string, path: string])[]): void {
    if (calls.length === 0) return;
    const resources = calls.map(([method, path]) => this.api.arnForExecuteApi(method, path, stageName));
    const statement = new iam.PolicyStatement({ sid, actions: ['execute-api:Invoke'], resources });
    role.addToPrincipalPolicy(noted(role, statement));
  }

  private at(path: string): apigateway.IResource {
    return this.api.root.resourceForPath(path);
  }

  /**
   * Takes ID tokens of these app clients alone. A method without scopes takes no access token (documented). The L2 construct knows no validation
   * expression, and would let the tokens of every client of the pool pass. A decision is not kept: with AWS's own five minutes an expired token
   * might pass so much longer.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html (documented: `aud` is held against the expression)
   */
  private authorizer({ userPoolArn, appClientIds }: PlayersAccounts): apigateway.IAuthorizer {
    const properties = {
      type: 'COGNITO_USER_POOLS',
      name: 'UserPool',
      providerArns: [userPoolArn],
      identitySource: 'method.request.header.Authorization',
      identityValidationExpression: `^(${appClientIds.map(literally).join('|')})$`,
      authorizerResultTtlInSeconds: 0,
    };
    const authorizer = new apigateway.CfnAuthorizer(this, 'UserPoolAuthorizer', {
      ...properties,
      restApiId: this.api.restApiId,
    });
    // What is served is a deployment, and this one is not among what the L2 counts as a reason for another.
    this.api.latestDeployment?.addToLogicalId({ authorizer: properties });
    this.api.latestDeployment?.node.addDependency(authorizer);
    return { authorizerId: authorizer.ref, authorizationType: apigateway.AuthorizationType.COGNITO };
  }

  /** Each request in a line, without its caller: no address, no identity, no account. */
  private accessLogs(
    retention: logs.RetentionDays,
  ): Pick<apigateway.StageOptions, 'accessLogDestination' | 'accessLogFormat'> {
    const group = new logs.LogGroup(this, 'AccessLogs', { retention, removalPolicy: RemovalPolicy.DESTROY });
    return {
      accessLogDestination: new apigateway.LogGroupLogDestination(group),
      accessLogFormat: apigateway.AccessLogFormat.custom(
        JSON.stringify({
          requestId: apigateway.AccessLogField.contextRequestId(),
          time: apigateway.AccessLogField.contextRequestTime(),
          route: `${apigateway.AccessLogField.contextHttpMethod()} ${apigateway.AccessLogField.contextResourcePath()}`,
          status: apigateway.AccessLogField.contextStatus(),
          refusal: apigateway.AccessLogField.contextErrorResponseType(),
          milliseconds: apigateway.AccessLogField.contextResponseLatency(),
        }),
      ),
    };
  }
}

/** An app client's ID in a regular expression: one that only the deployment knows holds letters and digits alone. */
function literally(clientId: string): string {
  return clientId.replaceAll('+', '\\+');
}

function acknowledgeFindings(api: apigateway.RestApi, logged: boolean): void {
  const stage = api.deploymentStage;
  const role =
    'Logs take a role that the account has one of for all APIs of the region; the functions log each request that they see';
  if (!logged) acknowledge(stage, 'AwsSolutions-APIG1', role);
  acknowledge(stage, 'AwsSolutions-APIG6', role);
  acknowledge(
    stage,
    'AwsSolutions-APIG3',
    'A web ACL is paid by the month; the stage throttles, docs/scores.md says when to add one',
  );
  for (const construct of api.node.findAll()) {
    if (!(construct instanceof apigateway.Method) || construct.httpMethod !== 'OPTIONS') continue;
    const reason = 'A browser asks before it calls, and can prove nothing then; what answers is a constant';
    acknowledge(construct, 'AwsSolutions-APIG4', reason);
    acknowledge(construct, 'AwsSolutions-COG4', reason);
  }
}

function integration(handler: lambda.IFunction): apigateway.LambdaIntegration {
  // Without the console's test button, which takes a second permission for each method.
  return new apigateway.LambdaIntegration(handler, { allowTestInvoke: false });
}
