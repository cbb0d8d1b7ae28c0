import { Dispatcher } from '../http/dispatcher';
import { SignatureVerifier } from '../http/verify-signature';
import { executionSession } from '../iam/execution-session';
import { emptyInventory } from '../iam/inventory';
import { managedPoliciesFromStacks } from '../iam/managed-policies';
import { oidcProvidersFromStacks } from '../iam/oidc-providers';
import { rolesFromStacks } from '../iam/roles-from-stacks';
import { samlProvidersFromStacks } from '../iam/saml-providers';
import { IdentityStore } from '../identities/identity-store';
import { issuerFetch } from '../identities/issuer-fetch';
import { Issuers } from '../identities/issuer-keys';
import { PoolTokens } from '../identities/pool-tokens';
import { deployedIssuers, originsOf } from '../issuers/deployed-issuers';
import { startIssuers } from '../issuers/issuer-directory';
import { checkMappedIssuers } from '../issuers/mapped-issuers';
import { playedIssuers } from '../issuers/played-issuers';
import { protocolOf } from '../protocols/protocol-of';
import { ecrRepository } from '../resources/ecr/repository';
import { ssmParameter } from '../resources/ssm/parameter';
import { standUp } from '../resources/stand-up';
import { cloudFormation } from '../services/cloudformation/service';
import { Stacks } from '../services/cloudformation/stacks';
import { poolsFromStacks } from '../services/cognito-identity/pools-from-stacks';
import { cognitoIdentity } from '../services/cognito-identity/service';
import { userPoolsFromStacks } from '../services/cognito-idp/from-stacks';
import { userPoolAddresses } from '../services/cognito-idp/managed-login/addresses';
import { managedLogin } from '../services/cognito-idp/managed-login/service';
import { cognitoUserPools } from '../services/cognito-idp/service';
import { dynamoDbService } from '../services/dynamodb/service';
import { tablesFromStacks } from '../services/dynamodb/tables/from-stacks';
import { Repositories } from '../services/ecr/repositories';
import { ecr } from '../services/ecr/service';
import { functionsFromStacks } from '../services/lambda/functions-from-stacks';
import { lambdaService } from '../services/lambda/service';
import { bucketsFromStacks } from '../services/s3/from-stacks';
import { s3Service } from '../services/s3/s3-service';
import { secretsFromStacks } from '../services/secrets-manager/secrets-from-stacks';
import { secretsManagerService } from '../services/secrets-manager/secrets-manager';
import { Parameters } from '../services/ssm/parameters';
import { ssm } from '../services/ssm/service';
import { sts } from '../services/sts/service';
import { SessionStore } from '../sessions/session-store';
import { systemClock } from '../shared/clock';
import { makeKeyPair } from '../shared/key-pair';
import { loopbackAddress } from '../shared/listen-address';
import { makeAdministrator } from './administrator';
import { listenForCloud } from './cloud-listeners';
import type { CloudOptions } from './cloud-options';
import { deployAssemblies } from './deployed-assembly';
import { landing } from './landing/service';
import type { LocalCloud } from './local-cloud';
import { onePlace } from './one-place';
import { checkResourceTypes } from './resource-types';

export type { LocalCloud } from './local-cloud';

/**
 * Builds the AWS account that these assemblies deploy and serves it, on loopback alone if not told otherwise.
 *
 * @throws Error naming the place in the template, for anything that it cannot stand up; nothing is left running then
 */
export async function startCloud(options: CloudOptions): Promise<LocalCloud> {
  const { clock = systemClock, host = loopbackAddress } = options;
  const keyPairs = options.makeKeyPair ?? makeKeyPair;
  const assemblies = deployAssemblies(options.assemblies);
  const stacks = assemblies.flatMap((assembly) => assembly.stacks);
  const place = onePlace(stacks);
  checkResourceTypes(stacks);
  const account = { ...place, clock, parameters: new Parameters(place), repositories: new Repositories(place) };
  standUp(stacks, [ssmParameter, ecrRepository], account);
  const cloudFormationStacks = new Stacks(stacks, clock);

  const oidcProviders = oidcProvidersFromStacks(stacks, options.existing ?? emptyInventory);
  const samlProviders = samlProvidersFromStacks(stacks, options.existing ?? emptyInventory);
  const managedPolicies = managedPoliciesFromStacks(stacks, options.existing);
  const roles = rolesFromStacks(stacks, managedPolicies);
  const sessions = new SessionStore(clock);
  const tokens = new PoolTokens(clock, place.region, keyPairs());
  const deployed = deployedIssuers(stacks, oidcProviders.all(), samlProviders.all());
  const mapped = options.issuers ?? {};
  const played = playedIssuers(deployed, options.play, mapped);
  const issuerDirectory = await startIssuers(played, {
    mapped,
    clock,
    samlProviders,
    host: options.host,
    allowHosts: options.allowHosts,
    makeKeyPair: keyPairs,
  });
  // User pools answer at this cloud's own address, which is known once it listens.
  const issuerTable: Record<string, string> = { ...issuerDirectory.table };
  const fetch = issuerFetch(issuerTable);
  const issuers = new Issuers({
    fetch,
    clock,
    addressOf: (issuer) => issuerTable[issuer],
    ...(options.unknownKeySeconds === undefined ? {} : { unknownKeySeconds: options.unknownKeySeconds }),
  });
  let url = '';
  let cloud: LocalCloud;

  try {
    const userPools = userPoolsFromStacks(stacks, {
      clock,
      deliver: options.onCode ?? (() => {}),
      makeKeyPair: keyPairs,
    });
    const pools = poolsFromStacks(stacks, { oidcProviders, samlProviders, userPools, issuers, fetch, clock });
    checkMappedIssuers(mapped, [...deployed.flatMap(originsOf), ...issuers.names()]);
    const common = { roles, sessions, tokens, clock };
    const lambda = lambdaService({
      functions: functionsFromStacks(stacks),
      target: place,
      clock,
      endpointUrl: () => url,
      issuers: () => issuerTable,
      executionSession: (...asked) => executionSession({ roles, sessions, clock }, ...asked),
      ...(options.onFunctionLog === undefined ? {} : { log: options.onFunctionLog }),
      ...(options.startFunction === undefined ? {} : { startFunction: options.startFunction }),
    });
    const dispatcher = new Dispatcher({
      services: [
        cognitoIdentity({ ...common, pools, identities: options.identities ?? new IdentityStore(clock) }),
        cognitoUserPools(userPools),
        managedLogin(userPools),
        sts({ ...common, managedPolicies, oidcProviders, issuers, fetch }),
        s3Service({ buckets: bucketsFromStacks(stacks), clock }),
        dynamoDbService({ tables: tablesFromStacks(stacks), clock }),
        secretsManagerService({ secrets: secretsFromStacks(stacks, clock), clock }),
        ssm(account),
        ecr(account),
        cloudFormation({ stacks: cloudFormationStacks, place }),
        lambda,
        landing(() => cloud, clock),
      ],
      verifier: new SignatureVerifier({ sessions, clock, region: place.region }),
      clock,
      ...place,
      protocolOf,
      allowHosts: options.allowHosts,
      onDefect: options.onDefect ?? ((error) => console.error(error)),
      ...(options.onRefusal === undefined ? {} : { onRefusal: options.onRefusal }),
    });
    const listeners = await listenForCloud(dispatcher, options, stacks);
    url = listeners.url;
    const { httpsUrl } = listeners;
    const { table, managedLogins } = userPoolAddresses(userPools.all(), url, httpsUrl);
    Object.assign(issuerTable, table);
    cloud = {
      url,
      ...(httpsUrl === undefined ? {} : { httpsUrl }),
      host,
      account: place.account,
      region: place.region,
      stacks,
      assemblies,
      cloudFormation: cloudFormationStacks,
      administrator: makeAdministrator(sessions, place).credentials,
      identityProviders: issuerDirectory.identityProviders,
      standIns: issuerDirectory.standIns,
      samlProviders: issuerDirectory.samlProviders,
      managedLogins,
      fetch,
      stop: async () => {
        await Promise.all([listeners.close(), lambda.stop(), issuerDirectory.stop()]);
      },
    };
    return cloud;
  } catch (error) {
    await issuerDirectory.stop();
    throw error;
  }
}
