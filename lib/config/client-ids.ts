import { z } from 'zod';
import { clientIds, matching, placeholder, shortName } from './fields';

/** One value for each platform of each app: `{ 'star-harvest': { ios: …, android: … } }`. */
export function byAppAndPlatform<T extends z.ZodType>(value: T) {
  return z.record(shortName, z.record(shortName, value));
}

/** The fields that say which apps' tokens are accepted: a plain list, or by app and platform, or both. */
export const clientIdFields = {
  /** The client IDs whose tokens are accepted: 1 to 100. */
  clientIds: clientIds.optional(),
  /**
   * The same by app and platform, where several apps share the pool: they share identities and data too, so a player of one
   * is the same player in the other. An app that must be apart is a game of its own, with stacks of its own.
   */
  apps: byAppAndPlatform(matching(/^\S{1,255}$/, '1 to 255 characters without spaces')).optional(),
};

interface ClientIdInput {
  readonly clientIds?: string[] | undefined;
  readonly apps?: Record<string, Record<string, string>> | undefined;
}

/** Every client ID, in the order written. */
function flattened({ clientIds: list = [], apps = {} }: ClientIdInput): string[] {
  return [...list, ...Object.values(apps).flatMap((platforms) => Object.values(platforms))];
}

/** Adds what lists and apps hold together, under the one field that everything else reads. */
export function withClientIds<T extends ClientIdInput>({ apps, ...fields }: T) {
  return { ...fields, clientIds: flattened({ ...fields, apps }) };
}

/** Refuses what the list alone does not show: no client ID at all, or too many or equal ones across the apps. */
export function checkClientIds(input: ClientIdInput, context: z.RefinementCtx): void {
  const fail = (message: string) => context.addIssue({ code: 'custom', message, path: ['clientIds'] });
  const { length } = flattened(input);
  if (length === 0 && !input.clientIds)
    fail('must hold at least one client ID, or name them by app and platform in apps');
  if (!input.apps) return;
  if (length > 100)
    fail(`and apps hold ${length} client IDs together, IAM takes 100; spread them over several issuers`);
  if (new Set(flattened(input)).size < length) fail('and apps name a client ID twice; remove one');
}

interface IdForm {
  readonly form: RegExp;
  readonly inWords: string;
}

/** Refuses an ID of another form than its provider's, unless the configuration insists or has yet to fill it in. */
export function refuseUnusualId({ form, inWords }: IdForm) {
  return (id: string, field: string | undefined, insists: boolean | undefined, context: z.RefinementCtx): void => {
    if (insists || form.test(id) || placeholder.test(id)) return;
    const message = `must be ${inWords}, got '${id}'; if it is right all the same, set allowUnusualId: true`;
    context.addIssue({ code: 'custom', message, path: field === undefined ? [] : [field] });
  };
}

/** The same for all client IDs of a provider. */
export function refuseUnusualIds(idForm: IdForm) {
  const refuse = refuseUnusualId(idForm);
  return (input: ClientIdInput & { readonly allowUnusualId?: boolean | undefined }, context: z.RefinementCtx): void => {
    for (const id of flattened(input)) refuse(id, 'clientIds', input.allowUnusualId, context);
  };
}
