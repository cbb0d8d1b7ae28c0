import { type HandlerErrorCode, ResourceRefused } from '../resource-refused';

/** A refusal of Secrets Manager. */
export function secretRefused(code: HandlerErrorCode, message: string): ResourceRefused {
  return new ResourceRefused({ code, message, service: 'SecretsManager' });
}
