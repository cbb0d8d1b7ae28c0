import { ResourceRefused } from '../resource-refused';

// IAM's code of each is 409 `EntityAlreadyExists`, 409 `DeleteConflict` or 404 `NoSuchEntity`; the threads have the sentences.

const service = 'Iam';

/** terraform-aws-control_tower_account_factory#465 */
export function roleExists(name: string): ResourceRefused {
  return alreadyExists(`Role with name ${name} already exists.`);
}

/** konstructio/kubefirst#855 */
export function managedPolicyExists(name: string): ResourceRefused {
  return alreadyExists(`A policy called ${name} already exists. Duplicate names are not allowed.`);
}

/**
 * A role has one inline policy of a name. Until January 2026 CloudFormation overwrote the other one; since then it refuses (**observed**:
 * instance-scheduler-on-aws#624, which tells of AWS's announcement). The words are unconfirmed.
 */
export function inlinePolicyExists(roleName: string, policyName: string): ResourceRefused {
  return alreadyExists(`The role ${roleName} has a policy with the name ${policyName} already.`);
}

/** aws-cdk#35878 */
export function oidcProviderExists(url: string): ResourceRefused {
  return alreadyExists(`Provider with url ${url} already exists.`);
}

/** org-formation/aws-resource-providers#59 */
export function samlProviderExists(name: string): ResourceRefused {
  return alreadyExists(`Provider with name ${name} already exists.`);
}

/** The words are IAM's for GetRole and its kin; for a policy that is attached they are unconfirmed. */
export function noSuchRole(name: string): ResourceRefused {
  return new ResourceRefused({
    message: `The role with name ${name} cannot be found.`,
    code: 'NotFound',
    service,
    status: 404,
  });
}

/** A managed policy is attached to a role that is to go: aws-parallelcluster#4031 */
export function mustDetachPolicies(): ResourceRefused {
  return deleteConflict('Cannot delete entity, must detach all policies first.');
}

/** A role that is to go has an inline policy that its resource did not make: convox/rack#2672 */
export function mustDeletePolicies(): ResourceRefused {
  return deleteConflict('Cannot delete entity, must delete policies first.');
}

/** A role has the policy, be it as its boundary: terraform-aws-eks#3132, gruntwork-io/cloud-nuke#972 */
export function policyAttached(): ResourceRefused {
  return deleteConflict('Cannot delete a policy attached to entities.');
}

function alreadyExists(message: string): ResourceRefused {
  return new ResourceRefused({ message, code: 'AlreadyExists', service, status: 409 });
}

function deleteConflict(message: string): ResourceRefused {
  return new ResourceRefused({ message, code: 'ResourceConflict', service, status: 409 });
}
