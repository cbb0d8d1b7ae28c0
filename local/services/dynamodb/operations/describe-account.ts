import { controlQuestion } from '../../../../policy/operations/dynamodb';
import type { Operation } from '../../../http/operation';
import { requestBody } from '../request-body';

/**
 * `DescribeLimits`: the quotas of an account that asked for no others. It is on no resource that IAM knows.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html documented
 */
export function describeLimits(): Operation<Record<string, unknown>, object> {
  return {
    name: 'DescribeLimits',
    signature: 'required',
    parse: requestBody,
    authorize: () => [controlQuestion('DescribeLimits', undefined)],
    run: () => ({
      AccountMaxReadCapacityUnits: 80_000,
      AccountMaxWriteCapacityUnits: 80_000,
      TableMaxReadCapacityUnits: 40_000,
      TableMaxWriteCapacityUnits: 40_000,
    }),
  };
}

/** `DescribeEndpoints`: AWS's own name for this region's. @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeEndpoints.html */
export function describeEndpoints(): Operation<Record<string, unknown>, object> {
  return {
    name: 'DescribeEndpoints',
    signature: 'required',
    parse: requestBody,
    authorize: () => [controlQuestion('DescribeEndpoints', undefined)],
    run: (_input, { region }) => ({
      Endpoints: [{ Address: `dynamodb.${region}.amazonaws.com`, CachePeriodInMinutes: 1440 }],
    }),
  };
}
