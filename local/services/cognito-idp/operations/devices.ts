import { z } from 'zod';
import { doesNotExist } from '../errors';
import { deviceKey, pageSize, pageToken } from '../input';
import { tokenOperation, userOperation } from '../kinds-of-operation';
import { page } from '../page';
import type { UserPools } from '../user-pools';

// No pool here tracks devices: a template with a `DeviceConfiguration` is not deployed. So no sign-in names one, nobody has any, and every
// device that is asked about does not exist (**observed** sentence: amazon-cognito-identity-js#200, amplify-android#2605). That AWS answers
// so too where a pool never tracked any, and not InvalidUserPoolConfigurationException, is **unconfirmed**.

const listed = { Limit: pageSize, PaginationToken: pageToken };
const named = { DeviceKey: deviceKey };
const remembered = { ...named, DeviceRememberedStatus: z.enum(['remembered', 'not_remembered']).optional() };
const confirmed = {
  ...named,
  DeviceSecretVerifierConfig: z
    .object({ PasswordVerifier: z.string().max(131_072).optional(), Salt: z.string().max(131_072).optional() })
    .optional(),
  DeviceName: z.string().min(1).max(1024).optional(),
};

const noDevice = () => doesNotExist('Device');

const devices = ({ Limit: size, PaginationToken: token }: { Limit: number; PaginationToken?: string | undefined }) => ({
  Devices: page<string>([], { idOf: String, size, token }).items,
});

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListDevices.html */
export const listDevices = (pools: UserPools) =>
  tokenOperation(pools, 'ListDevices', listed, (_holder, wanted) => devices(wanted));

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListDevices.html */
export const adminListDevices = (pools: UserPools) =>
  userOperation(pools, 'AdminListDevices', listed, (_pool, _user, wanted) => devices(wanted));

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetDevice.html */
export const getDevice = (pools: UserPools) =>
  tokenOperation(pools, 'GetDevice', named, () => {
    throw noDevice();
  });

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgetDevice.html */
export const forgetDevice = (pools: UserPools) =>
  tokenOperation(pools, 'ForgetDevice', named, () => {
    throw noDevice();
  });

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateDeviceStatus.html */
export const updateDeviceStatus = (pools: UserPools) =>
  tokenOperation(pools, 'UpdateDeviceStatus', remembered, () => {
    throw noDevice();
  });

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmDevice.html */
export const confirmDevice = (pools: UserPools) =>
  tokenOperation(pools, 'ConfirmDevice', confirmed, () => {
    throw noDevice();
  });

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetDevice.html */
export const adminGetDevice = (pools: UserPools) =>
  userOperation(pools, 'AdminGetDevice', named, () => {
    throw noDevice();
  });

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminForgetDevice.html */
export const adminForgetDevice = (pools: UserPools) =>
  userOperation(pools, 'AdminForgetDevice', named, () => {
    throw noDevice();
  });

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateDeviceStatus.html */
export const adminUpdateDeviceStatus = (pools: UserPools) =>
  userOperation(pools, 'AdminUpdateDeviceStatus', remembered, () => {
    throw noDevice();
  });
