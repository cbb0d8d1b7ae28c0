import type { HttpRequest } from '../../../http/message';
import { hostOf } from '../../../http/message';
import type { Call } from '../../../http/operation';
import { managedLoginPath } from '../../../http/route';
import type { UserPools } from '../user-pools';
import { hasManagedLogin, type PoolWithLogin } from './pool-with-login';

/** Where a request to managed login leads. */
export interface Place {
  readonly pool: PoolWithLogin;
  /** Below the domain: `/oauth2/token`. */
  readonly path: string;
  /** What paths begin with as the visitor sees them: empty at the domain itself, else the pool's place on the address that stands for it. */
  readonly base: string;
}

/** One request to managed login. */
export interface Visit extends Place {
  readonly pools: UserPools;
  readonly request: HttpRequest;
  readonly call: Call;
  readonly query: URLSearchParams;
  /** The fields of the form that was sent; empty for none. */
  readonly form: URLSearchParams;
}

/** Finds the pool that a request is for, by its domain or by the path that stands for that; undefined for none that has a domain. */
export function placeOf(pools: UserPools, request: HttpRequest): Place | undefined {
  const byHost = poolOfHost(pools, hostOf(request));
  if (byHost !== undefined) return { pool: byHost, path: request.rawPath, base: '' };
  const [, poolId = '', path = '/'] = managedLoginPath.exec(request.rawPath) ?? [];
  const pool = pools.find(poolId);
  return pool !== undefined && hasManagedLogin(pool) ? { pool, path, base: basePath(pool) } : undefined;
}

/** The pool whose domain a host is. */
export function poolOfHost(pools: UserPools, host: string): PoolWithLogin | undefined {
  return pools
    .all()
    .filter(hasManagedLogin)
    .find(({ managedLogin }) => managedLogin.host === host);
}

/** Where a pool's managed login is on the address of the local cloud. */
export function basePath({ id }: Pick<PoolWithLogin, 'id'>): string {
  return `/${id}/managed-login`;
}

/** The fields of a form; those of anything else are none. */
export function formOf({ method, headers, body }: HttpRequest): URLSearchParams {
  const isForm = headers['content-type']?.toLowerCase().startsWith('application/x-www-form-urlencoded') ?? false;
  return new URLSearchParams(method === 'POST' && isForm ? body.toString('utf8') : '');
}
