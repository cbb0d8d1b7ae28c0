import { readManifest } from '../../assembly/manifest';
import { CloudFormationStacks } from '../deployments/cloudformation-stacks';
import { FunctionCustomResources } from '../deployments/custom-resources';
import { deployAssembly } from '../deployments/deploy-assembly';
import { Deployments } from '../deployments/deployments';
import { ResponseReceiver } from '../deployments/response-receiver';
import { templateObjects } from '../deployments/template-objects';
import { decideForService } from '../http/acting-service';
import { Dispatcher } from '../http/dispatcher';
import type { Service } from '../http/operation';
import { SignatureVerifier } from '../http/verify-signature';
import { executionSession } from '../iam/execution-session';
import { emptyInventory } from '../iam/inventory';
import { issuerFetch } from '../identities/issuer-fetch';
import { Issuers } from '../identities/issuer-keys';
import { PoolTokens } from '../identities/pool-tokens';
import { deployedIssuers, originsOf } from '../issuers/deployed-issuers';
import { IssuersAtPlay } from '../issuers/issuers-at-play';
import { checkMappedIssuers } from '../issuers/mapped-issuers';
import { playedIssuers, stillThere } from '../issuers/played-issuers';
import { protocolOf } from '../protocols/protocol-of';
import { resourceTypes } from '../resources/all-types';
import { cloudFormation } from '../services/cloudformation/service';
import { cognitoIdentity } from '../services/cognito-identity/service';
import { userPoolAddresses } from '../services/cognito-idp/managed-login/addresses';
import { managedLogin } from '../services/cognito-idp/managed-login/service';
import { cognitoUserPools } from '../services/cognito-idp/service';
import { dynamoDbService } from '../services/dynamodb/service';
import { ecr } from '../services/ecr/service';
import { lambdaService } from '../services/lambda/service';
import { s3Service } from '../services/s3/s3-service';
import { secretsManagerService } from '../services/secrets-manager/secrets-manager';
import { ssm } from '../services/ssm/service';
import { sts } from '../services/sts/service';
import { SessionStore } from '../sessions/session-store';
import { systemClock } from '../shared/clock';
import { servesLoopbackAnd } from '../shared/hosts';
import { makeKeyPair } from '../shared/key-pair';
import { loopbackAddress } from '../shared/listen-address';
import { makeAdministrator } from './administrator';
import { listenForCloud } from './cloud-listeners';
import type { CloudOptions } from './cloud-options';
import { type DeployedAssembly, explainTemplates, placeOf } from './deployed-assembly';
import { landing } from './landing/service';
import type { LocalCloud } from './local-cloud';
import { newAccount } from './new-account';

export type { LocalCloud } from './local-cloud';

/**
 * Builds the AWS account that these assemblies deploy and serves it.
 *
 * @throws Error naming the place in the template, for anything that it cannot stand up; nothing is left running then
 */
export async function startCloud(options: CloudOptions): Promise<LocalCloud> {
  const { clock = systemClock, host = loopbackAddress } = options;
  const keyPairs = options.makeKeyPair ?? makeKeyPair;
  const existing = options.existing ?? emptyInventory;
  const onDefect = options.onDefect ?? ((error: unknown) => console.error(error));
  const synthesized = options.assemblies.map((directory) => ({ directory, artifacts: readManifest(directory) }));
  const place =
    synthesized.length === 0 && options.empty !== undefined
      ? options.empty
      : placeOf(synthesized.flatMap(({ artifacts }) => artifacts));

  const sessions = new SessionStore(clock);
  const tokens = new PoolTokens(clock, place.region, keyPairs());
  let url = '';
  let httpsUrl: string | undefined;
  let cloud: LocalCloud;
  // Where issuers and user pools are found: they come and go, and are known once they listen.
  let playedTable = (): Readonly<Record<string, string>> => ({});
  const poolAddresses = () => userPoolAddresses(account.userPools.all(), url, httpsUrl);
  const issuerTable = () => ({ ...playedTable(), ...(url === '' ? {} : poolAddresses().table) });
  const fetch = issuerFetch(issuerTable);
  const issuers = new Issuers({
    fetch,
    clock,
    addressOf: (issuer) => issuerTable()[issuer],
    ...(options.unknownKeySeconds === undefined ? {} : { unknownKeySeconds: options.unknownKeySeconds }),
  });
  const responses = new ResponseReceiver(place.region);
  const account = newAccount({
    ...{ place, clock, existing, issuers, fetch },
    deliver: options.onCode ?? (() => {}),
    makeKeyPair: keyPairs,
    ...(options.identities === undefined ? {} : { identities: options.identities }),
  });
  const { roles, functions } = account;
  const deployments = new Deployments({ account, types: resourceTypes, clock });
  // biome-ignore lint/suspicious/noExplicitAny: each service has an output of its own, which only its own protocol reads
  let services: readonly Service<any>[] = [];
  const acting = { principal: 'cloudformation.amazonaws.com', ...place, clock, services: () => services };
  const stacks = new CloudFormationStacks(deployments, onDefect, {
    sessions,
    decideFor: (session) => decideForService(acting, session),
    ...(options.onDecision === undefined ? {} : { onDecision: options.onDecision }),
  });

  const lambda = lambdaService({
    functions,
    target: place,
    clock,
    endpointUrl: () => url,
    issuers: issuerTable,
    responses: () => responses.address,
    executionSession: (...asked) => executionSession({ roles, sessions, clock }, ...asked),
    ...(options.onFunctionLog === undefined ? {} : { log: options.onFunctionLog }),
    ...(options.startFunction === undefined ? {} : { startFunction: options.startFunction }),
  });

  try {
    const assemblies: DeployedAssembly[] = [];
    for (const assembly of synthesized) {
      assemblies.push({ directory: assembly.directory, stacks: await deployAssembly(assembly, deployments, place) });
    }
    const { oidcProviders, samlProviders, managedPolicies } = account;
    const mapped = options.issuers ?? {};
    const deployed = () => deployedIssuers(deployments.deployed(), oidcProviders.all(), samlProviders.all());
    const issuersAtPlay = new IssuersAtPlay({
      ...{ mapped, clock, samlProviders, host },
      allowHosts: options.allowHosts,
      makeKeyPair: keyPairs,
    });
    playedTable = () => issuersAtPlay.table;
    try {
      await issuersAtPlay.follow(playedIssuers(deployed(), options.play, mapped));
      // Of an empty account nobody knows yet who will be there.
      if (assemblies.length > 0) checkMappedIssuers(mapped, [...deployed().flatMap(originsOf), ...issuers.names()]);
      // Whoever was asked for by name was there at the start, and may go with a deployment.
      stacks.onDone = async () => {
        await issuersAtPlay.follow(playedIssuers(deployed(), stillThere(options.play, deployed()), mapped));
        options.onDeployment?.(cloud);
      };
      const common = { roles, sessions, tokens, clock };
      services = [
        cognitoIdentity({ ...common, pools: account.identityPools, identities: account.identities }),
        cognitoUserPools(account.userPools),
        managedLogin(account.userPools),
        sts({ ...common, managedPolicies, oidcProviders, issuers, fetch }),
        s3Service(account.buckets),
        dynamoDbService(account.tables, clock),
        secretsManagerService({ secrets: account.secrets, clock }),
        ssm(account),
        ecr(account),
        cloudFormation({
          stacks,
          place,
          templates: templateObjects(account, servesLoopbackAnd(options.allowHosts ?? [])),
        }),
        lambda,
        landing(() => cloud, clock),
      ];
      const dispatcher = new Dispatcher({
        services,
        verifier: new SignatureVerifier({ sessions, clock, region: place.region }),
        clock,
        ...place,
        protocolOf,
        allowHosts: options.allowHosts,
        onDefect,
        ...(options.onDecision === undefined ? {} : { onDecision: options.onDecision }),
      });
      // From here on deployments are whole: functions find the cloud where it listens.
      account.customResources.runner = new FunctionCustomResources(
        (arn, event) => lambda.runForCloudFormation(arn, event),
        responses,
        (stackName) => deployments.find(stackName)?.id ?? '',
      );
      const listeners = await listenForCloud(dispatcher, options, deployments.deployed());
      ({ url, httpsUrl } = listeners);
      cloud = {
        url,
        ...(httpsUrl === undefined ? {} : { httpsUrl }),
        host,
        account: place.account,
        region: place.region,
        get stacks() {
          return deployments.deployed();
        },
        get assemblies() {
          return assemblies.map(({ directory, stacks: written }) => ({
            directory,
            stacks: deployments.deployed().filter(({ id }) => written.some((one) => one.id === id)),
          }));
        },
        cloudFormation: stacks,
        administrator: makeAdministrator(sessions, place).credentials,
        get identityProviders() {
          return issuersAtPlay.identityProviders;
        },
        get standIns() {
          return issuersAtPlay.standIns;
        },
        get samlProviders() {
          return issuersAtPlay.samlProviders;
        },
        get managedLogins() {
          return poolAddresses().managedLogins;
        },
        fetch,
        stop: async () => {
          await Promise.all([listeners.close(), lambda.stop(), issuersAtPlay.stop(), responses.stop()]);
        },
      };
      return cloud;
    } catch (error) {
      await issuersAtPlay.stop();
      throw error;
    }
  } catch (error) {
    functions.code.discardAll();
    explainTemplates(options.assemblies, existing);
    throw error;
  }
}
