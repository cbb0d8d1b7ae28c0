import { z } from 'zod';
import { invalidParameter } from '../errors';
import { pageSize, pageToken } from '../input';
import { poolOperation } from '../kinds-of-operation';
import { page } from '../page';
import { attributeList, userDescription } from '../user-description';
import type { UserPools } from '../user-pools';
import type { User } from '../users/user';

const fields = {
  Filter: z.string().max(256).optional(),
  Limit: pageSize,
  PaginationToken: pageToken,
  AttributesToGet: z.array(z.string().max(32)).max(100).optional(),
};

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html */
export const listUsers = (pools: UserPools) =>
  poolOperation(pools, 'ListUsers', fields, (pool, { Filter, Limit, PaginationToken, AttributesToGet }) => {
    const matches = pool.users.all().filter(filterOf(Filter));
    const { items, next } = page(matches, { idOf: ({ sub }) => sub, size: Limit, token: PaginationToken });
    const isWanted = (name: string) => AttributesToGet?.includes(name) ?? true;
    return {
      Users: items.map((user) => ({
        ...userDescription(user),
        Attributes: attributeList(user, isWanted).filter(({ Name }) => isWanted(Name)),
      })),
      PaginationToken: next,
    };
  });

/** The attributes that a filter may name (documented); custom ones are not among them. */
const searchable: Readonly<Record<string, (user: User) => string | undefined>> = {
  username: ({ username }) => username,
  sub: ({ sub }) => sub,
  'cognito:user_status': ({ status }) => status,
  status: ({ enabled }) => (enabled ? 'Enabled' : 'Disabled'),
  ...Object.fromEntries(
    ['email', 'phone_number', 'name', 'given_name', 'family_name', 'preferred_username'].map((name) => [
      name,
      ({ attributes }: User) => attributes.get(name),
    ]),
  ),
};

/** `email = "a@b.example"`, or `^=` for a beginning. */
function filterOf(filter: string | undefined): (user: User) => boolean {
  if (filter === undefined || filter === '') return () => true;
  const [, name = '', operator, value = ''] = /^\s*([\w:]+)\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/.exec(filter) ?? [];
  const read = Object.hasOwn(searchable, name) ? searchable[name] : undefined;
  if (read === undefined) throw invalidParameter('Invalid search filter.');
  const text = value.replaceAll(/\\(.)/g, '$1');
  return (user) => (operator === '=' ? read(user) === text : (read(user)?.startsWith(text) ?? false));
}
