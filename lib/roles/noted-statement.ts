import type * as iam from 'aws-cdk-lib/aws-iam';
import { statementMetadata } from '../../policy/statement-metadata';

/**
 * Notes at a role where a statement of its policy is written, for whoever reads the assembly: what a run says of a check that fails names
 * those lines. The CDK notes where the whole policy is made, which is where its first statement is.
 *
 * It is called with the statement that is handed on, and does not hand it on itself: then the CDK's own findings would name this file.
 */
export function noted(role: iam.IRole, statement: iam.PolicyStatement): iam.PolicyStatement {
  if (statement.sid !== undefined) {
    role.node.addMetadata(statementMetadata, statement.sid, { stackTrace: true, traceFromFunction: noted });
  }
  return statement;
}
