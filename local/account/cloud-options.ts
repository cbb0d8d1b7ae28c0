import type { DeploymentTarget } from '../../assembly/types';
import type { GivenParameter } from '../deployments/given-parameters';
import type { OnDecision } from '../http/call-decision';
import type { IamInventory } from '../iam/inventory';
import type { IdentityStore } from '../identities/identity-store';
import type { IssuerTable } from '../identities/issuer-fetch';
import type { Play } from '../issuers/played-issuers';
import type { CodeDelivery } from '../services/cognito-idp/sent-code';
import type { StartFunction } from '../services/lambda/function-environment';
import type { Clock } from '../shared/clock';
import type { MakeKeyPair } from '../shared/key-pair';
import type { Reach } from '../shared/listen-address';
import type { AccountStore } from '../state/state-store';
import type { Authority } from '../tls/authority';
import type { TemplateToDeploy } from './deploy-templates';
import type { LocalCloud } from './local-cloud';

/** What a local cloud is built from. */
export interface CloudOptions extends Reach {
  /** Directories that `cdk synth` wrote: everything in them is deployed into one account and region. */
  readonly assemblies: readonly string[];
  /**
   * Those of {@link assemblies} whose custom resources are run, as CloudFormation would: they are deployed once the cloud listens. Without it:
   * none, whoever starts the cloud does what they would do.
   */
  readonly customResourcesOf?: readonly string[];
  /** Templates that are deployed behind the assemblies, as CloudFormation's API would. Without it: none. */
  readonly templates?: readonly TemplateToDeploy[];
  /** Values for parameters of assemblies and templates. Without it: each has its default. */
  readonly parameters?: readonly GivenParameter[];
  /** Types, or patterns of them, that may stand in templates without being played. Without it: none. */
  readonly inert?: readonly string[];
  /** Where an account stands in which nothing is deployed yet; only where there are no assemblies. */
  readonly empty?: DeploymentTarget;
  /** What exists in the account beside the templates. Without it: nothing. */
  readonly existing?: IamInventory;
  /** Issuers that other identity providers of this machine play, by their address. Without it: none. */
  readonly issuers?: IssuerTable;
  /** Issuers that are played here although they are real ones. Without it, only those in reserved domains are played. */
  readonly play?: Play;
  /**
   * How many seconds an issuer's keys are kept although a token names another one. Without it, ten minutes, as on AWS; 0 fetches
   * them again for every unknown key, so that a rotation is seen at once.
   */
  readonly unknownKeySeconds?: number;
  /** Without it, a free one; of an account that is kept, the one that it had. With 0 it is another one if that one is taken. */
  readonly port?: number;
  /** Where the account is kept. Without it, it ends with the cloud. The cloud closes it when it stops, and where it can't be started. */
  readonly state?: AccountStore;
  /** Told why a stack that was kept is not what its assembly says now; it is as it was before. */
  readonly onProblem?: (problem: string) => void;
  /**
   * Listens by https too, with a certificate of this authority, which a browser must have been told to trust. Without it, by http alone.
   * The port is a free one if none is said.
   */
  readonly https?: { readonly port?: number; readonly authority: Pick<Authority, 'certify'> };
  /** Without it, the machine's clock. */
  readonly clock?: Clock;
  /** Who has been here before. Without it, nobody. */
  readonly identities?: IdentityStore;
  /** What identity pools, user pools and local identity providers sign with. Without it, new key pairs: each takes a CPU 100 ms. */
  readonly makeKeyPair?: MakeKeyPair;
  /** Told of each decision of IAM's on which a call stands or falls, or an item of one: allows as well as refusals, with the reason. */
  readonly onDecision?: OnDecision;
  /** Told each line that a function prints. */
  readonly onFunctionLog?: (functionName: string, line: string) => void;
  /** Where functions run. Without it, each in a process of its own, from the bundled asset. */
  readonly startFunction?: StartFunction;
  /** Told of each code that a user pool would send to a user by e-mail. Without it nobody learns them. */
  readonly onCode?: CodeDelivery;
  /** Told after each operation on a stack that was asked for by CloudFormation's API, whatever became of it. */
  readonly onDeployment?: (cloud: LocalCloud) => void;
  /** Told of errors that are the local cloud's own. Without it they go to standard error. */
  readonly onDefect?: (error: unknown) => void;
}
