import { type Decision, decide } from '../../../policy/decide';
import { type ContextValue, requestContext } from '../../../policy/types';
import type { Clock } from '../../shared/clock';
import type { FunctionPolicies } from './function-policies';

/** A service of AWS's that calls functions for a resource. */
export interface ServicePrincipal {
  /** `cognito-idp.amazonaws.com` */
  readonly principal: string;
  /** The account of the resource that it calls for. */
  readonly account: string;
  /** That resource. */
  readonly sourceArn: ContextValue;
}

/** Where such a call comes from is not told. */
const untold: ContextValue = { uncertain: 'anything' };

/**
 * Whether the policy of a function lets a service call it: it has no policies of its own (documented: Lambda guide, "Granting Lambda function access to AWS services"; for
 * user pools, Cognito guide, "Customizing user pool workflows with Lambda triggers", whose example names both source keys).
 *
 * @param arn with the qualifier that is called
 */
export function mayCall(
  policies: Pick<FunctionPolicies, 'of'>,
  arn: string,
  { principal, account, sourceArn }: ServicePrincipal,
  clock: Clock,
): Decision {
  const now = clock.now();
  const resourcePolicy = policies.of(arn);
  const context = requestContext({
    'aws:SourceArn': sourceArn,
    'aws:SourceAccount': account,
    'aws:PrincipalIsAWSService': 'true',
    'aws:PrincipalServiceName': principal,
    'aws:SecureTransport': 'true',
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
    'aws:SourceIp': untold,
    'aws:UserAgent': untold,
    'aws:SourceOrgID': untold,
  });
  return decide(
    { action: 'lambda:InvokeFunction', resource: arn },
    {
      principal: { kind: 'service', service: principal },
      account,
      context,
      identityPolicies: [],
      ...(resourcePolicy === undefined ? {} : { resourcePolicy }),
    },
  );
}
