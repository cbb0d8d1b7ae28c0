import { z } from 'zod';
import { cfnString } from '../../../assembly/properties';
import type { Account } from '../account';
import type { ResourceType } from '../resource-type';
import { partPermissions } from './arns';
import { chosenId } from './ids';
import { existingApi, refused, withinApi } from './refusals';

const byStage = 'the local cloud makes stages by AWS::ApiGateway::Stage alone: leave it out';

const schema = z.strictObject({
  RestApiId: cfnString,
  Description: cfnString.optional(),
  StageName: z.never(byStage).optional(),
  StageDescription: z.never(byStage).optional(),
});
type Properties = z.output<typeof schema>;
type Parts = Pick<Account, 'restApis'>;

/**
 * `AWS::ApiGateway::Deployment`: keeps the API as it is when the deployment is made. `Ref` is its ID.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-deployment.html documented
 */
export const deployment: ResourceType<Properties> = {
  type: 'AWS::ApiGateway::Deployment',
  schema,
  permissions: partPermissions('deployments'),
  identify(resource) {
    const ref = chosenId(resource, 'deployment');
    return { ref, attributes: { DeploymentId: ref } };
  },
  create({ ref, model }, account: Parts) {
    const { definition } = existingApi(account, model.RestApiId);
    // Observed: troposphere#496, amplify-flutter#5913.
    if (Object.keys(definition.methods).length === 0) {
      throw refused("The REST API doesn't contain any methods", 'InvalidRequest');
    }
    account.restApis.deploy(model.RestApiId, ref, model.Description);
  },
  // What it serves is kept: the API may be another by now.
  restore() {},
  update({ ref, model }, _before, { restApis }: Parts) {
    restApis.describe(model.RestApiId, ref, model.Description);
  },
  within: withinApi,
  remove({ ref, model }, { restApis }: Parts) {
    const stages = [...(restApis.find(model.RestApiId)?.stages.values() ?? [])];
    // Observed: terraform-provider-aws#19805, pulumi-aws#5711.
    if (stages.some(({ deploymentId }) => deploymentId === ref)) {
      const sentence = 'Active stages pointing to this deployment must be moved or deleted';
      throw refused(sentence, 'InvalidRequest');
    }
    restApis.removeDeployment(model.RestApiId, ref);
  },
};
