import { z } from 'zod';
import type { HttpRequest } from '../../http/message';
import { jsonInput } from '../../protocols/aws-json';
import { invalidInput } from './errors';

// Limits as the API reference gives them.

export const userPoolId = z
  .string()
  .max(55)
  .regex(/^[\w-]+_[0-9a-zA-Z]+$/, 'failed to satisfy the pattern [\\w-]+_[0-9a-zA-Z]+');

export const clientId = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[\w+]+$/);

/** A name as whoever calls knows the user: user name, `sub`, or e-mail address where the pool signs in by it. */
export const username = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u);

export const password = z.string().min(1).max(256);

export const groupName = username;

/** User attributes as the API writes them. A value that is left out is empty. */
export const attributes = z
  .array(z.object({ Name: z.string().min(1).max(32), Value: z.string().max(2048).default('') }))
  .max(100)
  .transform((list) => new Map(list.map(({ Name, Value }) => [Name, Value])));

export const accessToken = z.string().min(1).max(20_000);

/** What asks for the next page of a list. */
export const pageToken = z.string().min(1).max(131_072).optional();

/** How many results a page holds at most, where 0, as no number, means the most (**unconfirmed** for 0). */
export const pageSize = z.int().min(0).max(60).default(60);

/** The names of attributes to take away. */
export const attributeNames = z.array(z.string().min(1).max(32)).max(100);

/** What an app with a secret shows of it. */
export const secretHash = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[\w+=/]+$/)
  .optional();

/** The secret itself, where an operation takes it so. Its least length and its pattern would tell a wrong one from one that is none. */
export const clientSecret = z.string().max(64).optional();

/** A device, as a sign-in names it. */
export const deviceKey = z
  .string()
  .min(1)
  .max(55)
  .regex(/^[\w-]+_[0-9a-f-]+$/, 'failed to satisfy the pattern [\\w-]+_[0-9a-f-]+');

/** `AuthParameters` and `ChallengeResponses`. */
export const parameters = z.record(z.string(), z.string().max(20_000)).default({});

/** `ClientMetadata`: what a call hands on to the pool's functions. */
export const clientMetadata = z.record(z.string(), z.string()).optional();

/** What an operation on one user of one pool takes. */
export const poolUser = z.object({ UserPoolId: userPoolId, Username: username });

/** The request's body as an operation's input; throws InvalidParameterException. */
export function input<Schema extends z.ZodType>(request: HttpRequest, schema: Schema): z.output<Schema> {
  return jsonInput(request, schema, invalidInput);
}
