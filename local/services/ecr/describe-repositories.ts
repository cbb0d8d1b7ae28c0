import { z } from 'zod';
import { requestContext } from '../../../policy/types';
import type { Operation } from '../../http/operation';
import { jsonInput } from '../../protocols/aws-json';
import { ServiceError } from '../../shared/service-error';
import type { Repositories, Repository } from './repositories';

const schema = z.object({
  registryId: z.string().optional(),
  repositoryNames: z.array(z.string().min(2).max(256)).min(1).max(100).optional(),
  maxResults: z.int().min(1).max(1000).optional(),
  nextToken: z.string().optional(),
});

const invalid = (sentence: string) => new ServiceError('InvalidParameterException', sentence);

/**
 * Named, each of them is asked about; without names, all of the registry.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html documented
 */
export function describeRepositories(repositories: Repositories): Operation<z.output<typeof schema>, object> {
  return {
    name: 'DescribeRepositories',
    signature: 'required',
    parse: (request) => jsonInput(request, schema, invalid),
    authorize: ({ repositoryNames = ['*'] }) =>
      repositoryNames.map((name) => ({
        action: 'ecr:DescribeRepositories',
        resource: repositories.arnOf(name),
        context: requestContext(
          Object.fromEntries(
            [...(repositories.find(name)?.tags ?? [])].flatMap(([key, value]) => [
              [`aws:ResourceTag/${key}`, value],
              [`ecr:ResourceTag/${key}`, value],
            ]),
          ),
        ),
      })),
    run: ({ repositoryNames }) => ({
      repositories: (
        repositoryNames?.map((name) => repositories.find(name) ?? notFound(name, repositories)) ?? repositories.all()
      ).map(answerOf),
    }),
  };
}

/** The code is **documented**, the words are **unconfirmed**. */
function notFound(name: string, repositories: Repositories): never {
  const [, , , , account = ''] = repositories.arnOf(name).split(':');
  const sentence = `The repository with name '${name}' does not exist in the registry with id '${account}'`;
  throw new ServiceError('RepositoryNotFoundException', sentence);
}

function answerOf(repository: Repository): object {
  return {
    repositoryArn: repository.arn,
    registryId: repository.registryId,
    repositoryName: repository.name,
    repositoryUri: repository.uri,
    createdAt: repository.createdAt / 1000,
    imageTagMutability: repository.tagMutability,
    imageScanningConfiguration: { scanOnPush: repository.scanOnPush },
    encryptionConfiguration: { encryptionType: 'AES256' },
  };
}
