import { readManifest } from '../../assembly/manifest';
import { CloudFormationStacks } from '../deployments/cloudformation-stacks';
import { FunctionCustomResources } from '../deployments/custom-resources';
import { deployAssembly } from '../deployments/deploy-assembly';
import { Deployments } from '../deployments/deployments';
import { ResponseReceiver } from '../deployments/response-receiver';
import { decideForService } from '../http/acting-service';
import { Dispatcher } from '../http/dispatcher';
import { SignatureVerifier } from '../http/verify-signature';
import { executionSession } from '../iam/execution-session';
import { emptyInventory } from '../iam/inventory';
import { issuerFetch } from '../identities/issuer-fetch';
import { Issuers } from '../identities/issuer-keys';
import { PoolTokens } from '../identities/pool-tokens';
import { deployedIssuers } from '../issuers/deployed-issuers';
import { IssuersAtPlay } from '../issuers/issuers-at-play';
import { protocolOf } from '../protocols/protocol-of';
import { resourceTypes, typeNames } from '../resources/all-types';
import { InertTypes } from '../resources/inert/inert-types';
import { userPoolAddresses } from '../services/cognito-idp/managed-login/addresses';
import { apiAddresses, apiTable } from '../services/execute-api/api-addresses';

import { lambdaService } from '../services/lambda/service';
import { newAccessKey, SessionStore } from '../sessions/session-store';
import { systemClock } from '../shared/clock';
import { makeKeyPair } from '../shared/key-pair';
import { loopbackAddress } from '../shared/listen-address';
import { inMemory } from '../state/in-memory';
import { makeAdministrator } from './administrator';
import { type CloudListeners, listenForCloud } from './cloud-listeners';
import type { CloudOptions } from './cloud-options';
import { checkParameters, deployTemplates } from './deploy-templates';
import { type DeployedAssembly, declaredIn, explainTemplates, placeOf } from './deployed-assembly';
import { followFirst, followNext } from './follow-issuers';
import { accountCollections } from './kept';
import { KeptInert, peekInert } from './kept-inert';
import { KeptKeys } from './kept-keys';
import { PlaceRecord, peekPlace } from './kept-place';
import { KeptPorts, listenAgain } from './kept-ports';
import { landing } from './landing/service';
import type { LocalCloud } from './local-cloud';
import { newAccount } from './new-account';
import { type AnyService, accountServices, servedApis } from './services';
import { stacksToCome } from './stacks-to-come';
import { triggerRunner } from './trigger-runner';

export type { LocalCloud } from './local-cloud';

/**
 * Builds the AWS account that these assemblies deploy and serves it.
 *
 * @throws Error naming the place in the template, for anything that it cannot stand up; nothing is left running then
 */
export async function startCloud(options: CloudOptions): Promise<LocalCloud> {
  try {
    return await startKeptCloud(options);
  } catch (error) {
    await options.state?.close();
    throw error;
  }
}

async function startKeptCloud(options: CloudOptions): Promise<LocalCloud> {
  const { state } = options;
  const { clock = systemClock, host = loopbackAddress } = options;
  const keeper = state ?? inMemory;
  const keptKeys = new KeptKeys(options.makeKeyPair ?? makeKeyPair, keeper);
  const keyPairs = state === undefined ? (options.makeKeyPair ?? makeKeyPair) : keptKeys.pair;
  const existing = options.existing ?? emptyInventory;
  const onDefect = options.onDefect ?? ((error: unknown) => console.error(error));
  const named = options.inert ?? [];
  const patterns = named.length > 0 ? named : ((state && peekInert(state)) ?? []);
  const inert = new InertTypes(patterns, typeNames);
  const synthesized = options.assemblies.map((directory) => ({ directory, artifacts: readManifest(directory) }));
  const place =
    synthesized.length === 0 && options.empty !== undefined
      ? ((state && peekPlace(state)) ?? options.empty)
      : placeOf(synthesized.flatMap(({ artifacts }) => artifacts));

  const sessions = new SessionStore(clock, keeper);
  const tokens = new PoolTokens(clock, place.region, keyPairs);
  let url = '';
  let httpsUrl: string | undefined;
  let cloud: LocalCloud;
  // Where issuers and user pools are found: they come and go, and are known once they listen.
  let playedTable = (): Readonly<Record<string, string>> => ({});
  const poolAddresses = () => userPoolAddresses(account.userPools.all(), url, httpsUrl);
  const issuerTable = () => ({
    ...playedTable(),
    ...(url === '' ? {} : { ...poolAddresses().table, ...apiTable(account.restApis.all(), place, url) }),
  });
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
    retireKeyPair: (name) => keptKeys.retire(name),
    keeper,
    ...(options.identities === undefined ? {} : { identities: options.identities }),
  });
  const deployments = new Deployments({ account, types: resourceTypes, inert, clock, keeper });
  let services: readonly AnyService[] = [];
  const acting = { principal: 'cloudformation.amazonaws.com', ...place, clock, services: () => services };
  const stacks = new CloudFormationStacks(deployments, onDefect, {
    sessions,
    decideFor: (session) => decideForService(acting, session),
    ...(options.onDecision === undefined ? {} : { onDecision: options.onDecision }),
  });

  const lambda = lambdaService({
    functions: account.functions,
    target: place,
    clock,
    endpointUrl: () => url,
    issuers: issuerTable,
    responses: () => responses.address,
    executionSession: (...asked) => executionSession({ ...account, sessions }, ...asked),
    ...(options.onFunctionLog === undefined ? {} : { log: options.onFunctionLog }),
    ...(options.startFunction === undefined ? {} : { startFunction: options.startFunction }),
  });

  account.userPools.triggerRunner = triggerRunner(lambda, place.account);

  const keptPlace = new PlaceRecord(place, clock.now(), keeper);
  const ports = new KeptPorts(keeper);

  try {
    const { templates = [], parameters = [] } = options;
    if (parameters.length > 0) checkParameters(parameters, declaredIn(synthesized), templates, stacks);
    const beside = {
      place: keptPlace,
      keys: keptKeys,
      ports,
      inert: new KeptInert(patterns, keeper),
      deployments: stacks.collections,
    };
    await state?.restore(accountCollections(account, sessions, beside));
    const onProblem = state && (options.onProblem ?? (() => {}));
    const assemblies: DeployedAssembly[] = [];
    const deployAll = async (runCustomResources: boolean) => {
      for (const assembly of synthesized) {
        if ((options.customResourcesOf?.includes(assembly.directory) ?? false) !== runCustomResources) continue;
        const deployed = await deployAssembly(assembly, deployments, place, parameters, onProblem);
        assemblies.push({ directory: assembly.directory, stacks: deployed });
      }
    };
    await deployAll(false);
    const { oidcProviders, samlProviders } = account;
    const mapped = options.issuers ?? {};
    const deployed = () => deployedIssuers(deployments.deployed(), oidcProviders.all(), samlProviders.all());
    const issuersAtPlay = new IssuersAtPlay({
      ...{ mapped, clock, samlProviders, host },
      allowHosts: options.allowHosts,
      makeKeyPair: keyPairs,
      ...{ ports, anyPort: state === undefined || options.port === 0 },
      isKeyKept: (name) => keptKeys.read(name) !== undefined,
    });
    const followed = { atPlay: issuersAtPlay, mapped, deployed, ...(options.play && { play: options.play }) };
    playedTable = () => issuersAtPlay.table;
    let listeners: CloudListeners | undefined;
    const stop = async () => {
      await Promise.all([listeners?.close(), lambda.stop(), issuersAtPlay.stop(), responses.stop()]);
    };
    try {
      const { allowHosts } = options;
      services = [
        ...accountServices({ account, place, sessions, tokens, issuers, fetch, stacks, allowHosts, functions: lambda }),
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
      listeners = await listenAgain(ports, options, (wanted) =>
        listenForCloud(dispatcher, wanted, [...deployments.deployed(), ...stacksToCome(options, inert)]),
      );
      ({ url, httpsUrl } = listeners);
      await stacks.finishCleanups();
      await deployAll(true);
      await deployTemplates(templates, parameters, stacks, onProblem);
      await followFirst(followed, deployments.all().length > 0 ? issuers.names() : undefined);
      const prepareKeys = () => {
        tokens.prepare();
        for (const { keys } of account.userPools.all()) keys.prepare();
      };
      stacks.onDone = async () => {
        await followNext(followed);
        prepareKeys();
        options.onDeployment?.(cloud);
      };
      const administrator = state && keptKeys.accessKey('administrator', newAccessKey);
      cloud = {
        url,
        ...(httpsUrl === undefined ? {} : { httpsUrl }),
        host,
        account: place.account,
        ...(state === undefined ? {} : { since: keptPlace.since }),
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
        inert,
        administrator: makeAdministrator(sessions, place, administrator).credentials,
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
        get apis() {
          return apiAddresses(account.restApis.all(), place, url);
        },
        get services() {
          return servedApis(services);
        },
        fetch,
        stop: async () => {
          await stop();
          await state?.close();
        },
      };
      // Not before: they are made in other threads, and a start has use for every CPU.
      prepareKeys();
      return cloud;
    } catch (error) {
      await stop();
      throw error;
    }
  } catch (error) {
    account.functions.code.discardAll();
    explainTemplates(options.assemblies, existing, options.parameters, inert);
    throw error;
  }
}
