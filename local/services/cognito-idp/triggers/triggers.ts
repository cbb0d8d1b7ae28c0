import { z } from 'zod';

/** What a function leaves out, or sets to null, it does not ask for. */
const flag = z.boolean().nullish();
const text = z.string().nullish();
const strings = z.record(z.string(), z.string());
const list = z.array(z.string()).nullish();

/** Groups as `groupConfiguration` tells them, and as a function may put others in their place. */
const groups = z.looseObject({ groupsToOverride: list, iamRolesToOverride: list, preferredRole: text }).nullish();
/** A claim of version 2 may be any JSON, one of version 1 is a text (documented: "Pre token generation Lambda trigger"). */
const claims = (value: z.ZodType) =>
  z.looseObject({ claimsToAddOrOverride: z.record(z.string(), value).nullish(), claimsToSuppress: list });
const anyClaims = claims(z.json());
const anyClaimsAndScopes = anyClaims.extend({ scopesToAdd: list, scopesToSuppress: list });

/** One trigger of a user pool. */
interface Trigger {
  /** What it is called for, as its event says in `triggerSource`. */
  readonly sources: readonly string[];
  /** What `response` is before the function has filled it in. */
  readonly blank: Readonly<Record<string, unknown>>;
  /**
   * What a function may make of it. Members of another kind are refused: which of them AWS would take for one of the right kind is
   * **unconfirmed**.
   */
  readonly response: z.ZodType;
}

/**
 * The triggers that are played, by their names in `LambdaConfig`.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html documented: sources,
 *   and for each trigger a page of what its event and its answer are
 */
export const triggers = {
  PreSignUp: {
    sources: ['PreSignUp_SignUp', 'PreSignUp_AdminCreateUser'],
    blank: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    response: z.looseObject({ autoConfirmUser: flag, autoVerifyEmail: flag, autoVerifyPhone: flag }),
  },
  PostConfirmation: {
    sources: ['PostConfirmation_ConfirmSignUp', 'PostConfirmation_ConfirmForgotPassword'],
    blank: {},
    response: z.looseObject({}),
  },
  PreAuthentication: { sources: ['PreAuthentication_Authentication'], blank: {}, response: z.looseObject({}) },
  PostAuthentication: { sources: ['PostAuthentication_Authentication'], blank: {}, response: z.looseObject({}) },
  PreTokenGeneration: {
    sources: [
      'TokenGeneration_HostedAuth',
      'TokenGeneration_Authentication',
      'TokenGeneration_NewPasswordChallenge',
      'TokenGeneration_RefreshTokens',
    ],
    blank: { claimsOverrideDetails: null },
    response: z.looseObject({
      claimsOverrideDetails: claims(z.string()).extend({ groupOverrideDetails: groups }).nullish(),
      claimsAndScopeOverrideDetails: z
        .looseObject({
          idTokenGeneration: anyClaims.nullish(),
          accessTokenGeneration: anyClaimsAndScopes.nullish(),
          groupOverrideDetails: groups,
        })
        .nullish(),
    }),
  },
  CustomMessage: {
    sources: [
      'CustomMessage_SignUp',
      'CustomMessage_AdminCreateUser',
      'CustomMessage_ResendCode',
      'CustomMessage_ForgotPassword',
      'CustomMessage_UpdateUserAttribute',
      'CustomMessage_VerifyUserAttribute',
    ],
    blank: { smsMessage: null, emailMessage: null, emailSubject: null },
    response: z.looseObject({ smsMessage: text, emailMessage: text, emailSubject: text }),
  },
  UserMigration: {
    sources: ['UserMigration_Authentication', 'UserMigration_ForgotPassword'],
    blank: {
      userAttributes: null,
      forceAliasCreation: null,
      enableSMSMFA: null,
      finalUserStatus: null,
      messageAction: null,
      desiredDeliveryMediums: null,
    },
    response: z.looseObject({
      userAttributes: strings.nullish(),
      forceAliasCreation: flag,
      finalUserStatus: z.enum(['CONFIRMED', 'RESET_REQUIRED']).nullish(),
      messageAction: text,
    }),
  },
  DefineAuthChallenge: {
    sources: ['DefineAuthChallenge_Authentication'],
    blank: { challengeName: null, issueTokens: null, failAuthentication: null },
    response: z.looseObject({ challengeName: text, issueTokens: flag, failAuthentication: flag }),
  },
  CreateAuthChallenge: {
    sources: ['CreateAuthChallenge_Authentication'],
    blank: { publicChallengeParameters: null, privateChallengeParameters: null, challengeMetadata: null },
    response: z.looseObject({
      publicChallengeParameters: strings.nullish(),
      privateChallengeParameters: strings.nullish(),
      challengeMetadata: text,
    }),
  },
  VerifyAuthChallengeResponse: {
    sources: ['VerifyAuthChallengeResponse_Authentication'],
    blank: { answerCorrect: null },
    response: z.looseObject({ answerCorrect: flag }),
  },
} as const satisfies Readonly<Record<string, Trigger>>;

type Triggers = typeof triggers;
export type TriggerName = keyof Triggers;

/** What a trigger is called for. */
export type SourceOf<Name extends TriggerName> = Triggers[Name]['sources'][number];

/** What its function answers. */
export type ResponseOf<Name extends TriggerName> = z.output<Triggers[Name]['response']>;

/** All of them. */
export const triggerNames = Object.keys(triggers) as readonly TriggerName[];

/** Custom pairs that a call hands on to functions. */
export type ClientMetadata = Readonly<Record<string, string>> | undefined;

/** The function of a trigger of one pool. */
export interface ConfiguredTrigger {
  /** With the qualifier that the template names. */
  readonly arn: string;
  /** Of its event, where there are several. */
  readonly version: '1' | '2' | '3';
}

/** Calls a function in a pool's name. @throws ServiceError in Lambda's words, where it is not run */
export type RunFunction = (
  arn: string,
  poolArn: string,
  event: string,
) => Promise<{ readonly failed: boolean; readonly payload: string }>;

/** Who runs the functions of triggers, and how long one is waited for, in milliseconds. */
export interface TriggerRunner {
  readonly run: RunFunction;
  /** @default the five seconds that Cognito waits */
  readonly milliseconds?: number;
}
