import { ServiceError } from '../../shared/service-error';
import type { ParameterReader } from './parameter-reader';

/** What a caller shows of a device for a second factor. */
export interface SecondFactor {
  readonly serialNumber: string | undefined;
  readonly tokenCode: string | undefined;
}

/** The parameters `SerialNumber` and `TokenCode`. */
export function secondFactor(reader: ParameterReader): SecondFactor {
  return {
    serialNumber: reader.optional('SerialNumber', { min: 9, max: 256, pattern: '[\\w+=/:,.@-]*' }),
    tokenCode: reader.optional('TokenCode', { min: 6, max: 6, pattern: '[\\d]*', secret: true }),
  };
}

/**
 * Nobody here has a device: whatever code is sent is of none (**observed**: aws-vault#676, sgviz#9).
 *
 * @throws ServiceError `AccessDenied`
 */
export function refuseSecondFactor({ serialNumber, tokenCode }: Partial<SecondFactor>): void {
  if (serialNumber === undefined && tokenCode === undefined) return;
  const sentence =
    serialNumber === undefined || tokenCode === undefined
      ? 'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.'
      : 'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.';
  throw new ServiceError('AccessDenied', sentence, 403);
}
