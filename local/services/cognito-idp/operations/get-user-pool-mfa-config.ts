import { poolOperation } from '../kinds-of-operation';
import type { UserPools } from '../user-pools';

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserPoolMfaConfig.html */
export const getUserPoolMfaConfig = (pools: UserPools) =>
  poolOperation(pools, 'GetUserPoolMfaConfig', {}, ({ softwareTokens, properties }) => ({
    ...(softwareTokens ? { SoftwareTokenMfaConfiguration: { Enabled: true } } : {}),
    MfaConfiguration: properties.MfaConfiguration ?? 'OFF',
  }));
