import { ServiceError } from '../../shared/service-error';

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/CommonErrors.html documented: the code */
export const invalid = (sentence: string) => new ServiceError('ValidationException', sentence);

/** The code is **documented** (GetParameter), the words are **unconfirmed**. */
export const parameterNotFound = (name: string) =>
  new ServiceError('ParameterNotFound', `Parameter ${name.slice(0, 2048)} not found.`);

/** The code is **documented** (GetParameter), the words are **unconfirmed**. */
export const versionNotFound = (name: string) =>
  new ServiceError('ParameterVersionNotFound', `Systems Manager could not find version ${name.slice(0, 2048)}.`);

/** **Observed**: terraform-provider-aws#13578. */
export const parameterTaken =
  'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.';
